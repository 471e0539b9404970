export async function moored<T>(work: () => Promise<T>): Promise<T> {
  const began = Date.now();
  try {
    return await work();
  } finally {
    console.debug('took', Date.now() - began);
  }
}
