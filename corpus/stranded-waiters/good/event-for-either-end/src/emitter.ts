export class Emitter<T> {
  private fns = new Set<(value: T) => void>();

  once(fn: (value: T) => void) {
    this.fns.add(fn);
  }

  emit(value: T) {
    const now = [...this.fns];
    this.fns.clear();
    now.forEach((fn) => fn(value));
  }
}
