import AsyncStorage from "@react-native-async-storage/async-storage";
import { create } from "zustand";
import { createJSONStorage, persist } from "zustand/middleware";

interface AuthState {
  accessToken: string | null;
  draft: string;
  setAccessToken: (accessToken: string) => void;
}

export const useAuth = create<AuthState>()(
  persist( // want: plaintext-token-storage
    (set) => ({ accessToken: null, draft: "", setAccessToken: (accessToken) => set({ accessToken }) }),
    {
      name: "auth",
      storage: createJSONStorage(() => AsyncStorage),
      partialize: (state) => ({ accessToken: state.accessToken }),
    },
  ),
);
