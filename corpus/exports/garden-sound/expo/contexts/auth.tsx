import createContextHook from "@nkzw/create-context-hook";
import { useEffect, useState } from "react";

import { API_URL } from "@/constants/config";
import { onSignedOut } from "@/lib/api";
import { clearTokens, loadTokens, saveTokens } from "@/lib/tokenStore";
import type { Tokens } from "@/types/session";

export const [AuthProvider, useAuth] = createContextHook(() => {
  const [isSignedIn, setIsSignedIn] = useState(false);
  const [isReady, setIsReady] = useState(false);

  useEffect(() => {
    loadTokens()
      .then((tokens) => setIsSignedIn(tokens !== null))
      .finally(() => setIsReady(true));
    return onSignedOut(() => setIsSignedIn(false));
  }, []);

  const signIn = async (email: string, password: string) => {
    const response = await fetch(`${API_URL}/auth/login`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    if (!response.ok) throw new Error("Wrong e-mail or password");
    await saveTokens((await response.json()) as Tokens);
    setIsSignedIn(true);
  };

  const signOut = async () => {
    await clearTokens();
    setIsSignedIn(false);
  };

  return { isSignedIn, isReady, signIn, signOut };
});
