// The emitter of React Native (addListener gives a subscription), also under the names that Node's emitter has.

export class Emitter {
  #all = {};

  addListener(type, listener, self) {
    const entry = { listener, self };
    this.#all[type] = [...(this.#all[type] || []), entry];
    return { remove: () => this.#drop(type, (each) => each === entry), type, listener };
  }

  #drop(type, which) {
    this.#all[type] = (this.#all[type] || []).filter((each) => !which(each));
  }

  emit(type, ...args) {
    for (const { listener, self } of this.#all[type] || []) listener.apply(self, args);
  }

  removeListener(type, listener) {
    this.#drop(type, (each) => each.listener === listener);
  }

  removeSubscription(subscription) {
    subscription.remove();
  }

  removeAllListeners(type) {
    if (type === undefined) this.#all = {};
    else this.#all[type] = [];
  }

  listenerCount(type) {
    return (this.#all[type] || []).length;
  }
}
