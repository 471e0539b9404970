type Listener = () => void;
const listeners = new Map<string, Set<Listener>>();

export const bus = {
  on(name: string, listener: Listener) {
    listeners.set(name, (listeners.get(name) ?? new Set()).add(listener));
  },
  emit(name: string) {
    listeners.get(name)?.forEach((listener) => listener());
  },
};
