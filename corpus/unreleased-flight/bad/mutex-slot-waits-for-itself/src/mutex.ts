type Job = () => void;

let running = false;
const line: Job[] = [];

export function exclusive<T>(task: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const job: Job = () => {
      if (running) {
        line.push(job);
        return;
      }
      running = true; // want: unreleased-flight
      task()
        .then(resolve, reject)
        .then(() => {
          const next = line.shift();
          if (next) next();
          else running = false;
        });
    };
    job();
  });
}
