export function together<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return async () => {
    // ok: unreleased-flight
    if (running === undefined) running = work();
    try {
      return await running;
    } finally {
      running = undefined;
    }
  };
}
