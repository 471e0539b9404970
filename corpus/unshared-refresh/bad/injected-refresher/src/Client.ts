import type { Credentials } from './credentials';

export class Client {
  constructor(
    private readonly root: string,
    private readonly credentials: Credentials,
  ) {}

  async get(path: string): Promise<Response> {
    const first = await this.send(path);
    if (first.status !== 401) return first;
    await this.credentials.renewCredentials(); // want: unshared-refresh
    return this.send(path);
  }

  private async send(path: string): Promise<Response> {
    return fetch(this.root + path, { headers: { Authorization: await this.credentials.header() } });
  }
}
