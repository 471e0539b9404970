/** Overlapping calls of the returned function share one run of `work`. */
export function joined<T>(work: () => Promise<T>): () => Promise<T> {
  let run: Promise<T> | undefined;
  return () => {
    if (run === undefined) {
      run = work().finally(() => {
        run = undefined;
      });
    }
    return run;
  };
}
