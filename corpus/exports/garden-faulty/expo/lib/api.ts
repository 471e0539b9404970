import { API_URL } from "@/constants/config";
import { clearTokens, loadTokens, saveTokens } from "@/lib/tokenStore";
import type { Tokens } from "@/types/session";

type Listener = () => void;
const listeners = new Set<Listener>();

export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function renew(): Promise<Tokens | null> {
  try {
    const tokens = await loadTokens();
    // want: unshared-refresh
    const response = await fetch(`${API_URL}/auth/refresh`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ refreshToken: tokens?.refreshToken }),
    });
    const fresh = (await response.json()) as Tokens;
    await saveTokens(fresh);
    return fresh;
  } catch (error) {
    return null;
  }
}

export async function api<T>(path: string, init: RequestInit = {}): Promise<T> {
  const tokens = await loadTokens();
  const response = await fetch(`${API_URL}${path}`, {
    ...init,
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${tokens?.accessToken}` },
  });
  if (response.status === 401) {
    const fresh = await renew();
    if (!fresh) {
      await clearTokens(); // want: logout-on-network-error
      listeners.forEach((listener) => listener());
      throw new Error("Please sign in again");
    }
    return api<T>(path, init); // want: unbounded-retry
  }
  return (await response.json()) as T;
}
