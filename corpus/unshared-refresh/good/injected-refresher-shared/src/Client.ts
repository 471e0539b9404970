import type { Credentials } from './credentials';

export class Client {
  private renewal: Promise<void> | null = null;

  constructor(
    private readonly root: string,
    private readonly credentials: Credentials,
  ) {}

  async get(path: string): Promise<Response> {
    const first = await this.send(path);
    if (first.status !== 401) return first;
    // ok: unshared-refresh
    await this.renewed();
    return this.send(path);
  }

  private renewed(): Promise<void> {
    this.renewal ??= this.credentials.renewCredentials().finally(() => {
      this.renewal = null;
    });
    return this.renewal;
  }

  private async send(path: string): Promise<Response> {
    return fetch(this.root + path, { headers: { Authorization: await this.credentials.header() } });
  }
}
