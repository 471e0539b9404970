import * as SecureStore from "expo-secure-store";
import { create } from "zustand";

interface SessionState {
  accessToken: string | null;
  renew: () => Promise<void>;
}

interface TokenPair {
  access_token: string;
  refresh_token: string;
}

let flight: Promise<void> | null = null;

export const useSession = create<SessionState>((set) => ({
  accessToken: null,
  renew: () => {
    flight ??= (async () => {
      const refreshToken = await SecureStore.getItemAsync("refreshToken");
      const answer = await fetch("https://api.shop.example/auth/refresh", {
        method: "POST",
        body: JSON.stringify({ refresh_token: refreshToken }),
      });
      if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
      const pair: TokenPair = await answer.json();
      set({ accessToken: pair.access_token }); // want: dropped-rotated-token
    })().finally(() => {
      flight = null;
    });
    return flight;
  },
}));
