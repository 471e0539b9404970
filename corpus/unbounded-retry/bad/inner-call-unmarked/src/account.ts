import { create } from 'zustand';

type Account = { id: string; plan: string };
export const useAccount = create<{ account: Account | null }>(() => ({ account: null }));
