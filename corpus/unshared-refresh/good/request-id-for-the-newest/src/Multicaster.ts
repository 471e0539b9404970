type Listener<T> = { next: (value: T) => void; error: (reason: unknown) => void };

export class Multicaster<T> {
  private id = 0;
  private running = false;
  private listeners: Listener<T>[] = [];

  join(start: () => Promise<T>): Promise<T> {
    return this.running ? this.listen() : this.replace(start);
  }

  replace(start: () => Promise<T>): Promise<T> {
    const id = ++this.id;
    this.running = true;
    const answer = this.listen();
    start().then(
      (value) => this.finish(id, (l) => l.next(value)),
      (reason) => this.finish(id, (l) => l.error(reason)),
    );
    return answer;
  }

  private listen(): Promise<T> {
    return new Promise<T>((next, error) => this.listeners.push({ next, error }));
  }

  private finish(id: number, tell: (listener: Listener<T>) => void) {
    if (id !== this.id) return;
    this.running = false;
    this.listeners.splice(0).forEach(tell);
  }
}
