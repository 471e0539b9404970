import { create } from 'zustand';

async function disk() {
  return (await import('@react-native-async-storage/async-storage')).default;
}

const jot = async (name: string, text: string) => {
  const d = await disk();
  await d.setItem(name, text);
};

interface Stall {
  owner: string | null;
  login(phone: string, code: string): Promise<void>;
}

export const useStall = create<Stall>((set) => ({
  owner: null,
  login: async (phone, code) => {
    const res = await fetch('https://api.example.com/auth/verify', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ phone, code }),
    });
    if (!res.ok) throw new Error('verify: ' + res.status);
    const { jwt, owner } = await res.json();
    await jot('stall', jwt); // want: plaintext-token-storage
    // ok: plaintext-token-storage
    await jot('stall.owner', owner);
    set({ owner });
  },
}));
