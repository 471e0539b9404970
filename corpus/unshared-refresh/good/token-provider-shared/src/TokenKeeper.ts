export type TokenProvider = () => Promise<string>;

export class TokenKeeper {
  private token = '';
  private pending: Promise<string> | null = null;

  constructor(private readonly tokenProvider: TokenProvider) {}

  current = () => this.token;

  ready = () => this.pending;

  load = () => {
    if (this.pending) return this.pending;
    this.pending = this.ask().finally(() => {
      this.pending = null;
    });
    return this.pending;
  };

  private async ask(): Promise<string> {
    // ok: unshared-refresh
    const token = await this.tokenProvider();
    this.token = token;
    return token;
  }
}
