type Listener = (value: string) => void;

const table = new Map<string, Set<Listener>>();

export function on(name: string, fn: Listener) {
  if (!table.has(name)) table.set(name, new Set());
  table.get(name)!.add(fn);
  return () => void table.get(name)?.delete(fn);
}

export function once(name: string, fn: Listener) {
  const off = on(name, (value) => {
    off();
    fn(value);
  });
}

export function emit(name: string, value: string) {
  [...(table.get(name) ?? [])].forEach((fn) => fn(value));
}
