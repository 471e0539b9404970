interface Options {
  times: number;
  when: (reason: unknown) => boolean;
}

export async function retry<T>(task: () => Promise<T>, { times, when }: Options): Promise<T> {
  for (let round = 1; ; round += 1) {
    try {
      return await task();
    } catch (reason) {
      if (round >= times || !when(reason)) throw reason;
    }
  }
}
