import { create } from 'zustand';

interface Visitor {
  name: string | null;
  favourites: string[];
  welcome(name: string): void;
  leave(): void;
  toggle(id: string): void;
}

export const useVisitor = create<Visitor>((set) => ({
  name: null,
  favourites: [],
  welcome: (name) => set({ name }),
  leave: () => set({ name: null, favourites: [] }),
  toggle: (id) =>
    set(({ favourites }) => ({
      favourites: favourites.includes(id) ? favourites.filter((f) => f !== id) : [...favourites, id],
    })),
}));
