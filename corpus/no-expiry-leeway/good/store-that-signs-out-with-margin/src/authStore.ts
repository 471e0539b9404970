import { jwtDecode } from "jwt-decode";
import { create } from "zustand";

interface AuthState {
  token: string | null;
  signOut: () => void;
  check: () => void;
}

export const useAuthStore = create<AuthState>((set, get) => ({
  token: null,
  signOut: () => set({ token: null }),
  check: () => {
    const token = get().token;
    if (!token) return;
    const payload = jwtDecode<{ exp: number }>(token);
    if (Date.now() + 15_000 > payload.exp * 1000) { // ok: no-expiry-leeway
      get().signOut();
    }
  },
}));
