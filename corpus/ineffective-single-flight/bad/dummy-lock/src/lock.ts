interface Lock {
  request<T>(name: string, run: () => Promise<T>): Promise<T>;
}

const dummyLock: Lock = {
  request: (_name, run) => run(),
};

export const lock: Lock = (globalThis as { navigator?: { locks?: Lock } }).navigator?.locks ?? dummyLock;
