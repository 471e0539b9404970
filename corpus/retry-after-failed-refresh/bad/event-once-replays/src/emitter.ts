type Listener = () => void;

export function createEmitter() {
  const once = new Map<string, Listener[]>();
  return {
    once(name: string, listener: Listener) {
      once.set(name, [...(once.get(name) ?? []), listener]);
    },
    emit(name: string) {
      const listeners = once.get(name) ?? [];
      once.delete(name);
      for (const listener of listeners) listener();
    },
  };
}
