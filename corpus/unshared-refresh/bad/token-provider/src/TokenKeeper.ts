export type TokenProvider = () => Promise<string>;

export class TokenKeeper {
  private token = '';
  private pending: Promise<string> | null = null;

  constructor(private readonly tokenProvider: TokenProvider) {}

  current = () => this.token;

  ready = () => this.pending;

  load = () => {
    this.pending = new Promise(async (resolve, reject) => {
      try {
        const token = await this.tokenProvider(); // want: unshared-refresh
        this.token = token;
        resolve(token);
      } catch (cause) {
        reject(new Error('the token provider failed', { cause }));
      }
    });
    return this.pending;
  };
}
