import { create } from 'zustand';

interface Session {
  accessToken: string | null;
  refreshToken: string | null;
  renewal: Promise<void> | null;
  renew: () => Promise<void>;
}

export const useSession = create<Session>((set, get) => ({
  accessToken: null,
  refreshToken: null,
  renewal: null,
  renew: () => {
    const running = get().renewal;
    if (running) return running;
    const work = async () => {
      try {
        const answer = await fetch('https://api.example.com/auth/refresh', {
          method: 'POST',
          body: JSON.stringify({ refreshToken: get().refreshToken }),
        });
        if (!answer.ok) throw new Error(String(answer.status));
        const pair = await answer.json();
        set({ accessToken: pair.accessToken, refreshToken: pair.refreshToken ?? get().refreshToken });
      } catch {
        set({ accessToken: null, refreshToken: null }); // want: logout-on-network-error
      } finally {
        set({ renewal: null });
      }
    };
    const renewal = work();
    set({ renewal });
    return renewal;
  },
}));
