export function shared(_target: object, _name: string, descriptor: PropertyDescriptor) {
  const original = descriptor.value;
  const running = new WeakMap<object, Promise<unknown>>();

  descriptor.value = function (this: object, ...args: unknown[]) {
    const now = running.get(this);
    if (now) return now;
    const promise = Promise.resolve(original.apply(this, args)).finally(() => {
      running.delete(this);
    });
    running.set(this, promise);
    return promise;
  };
  return descriptor;
}
