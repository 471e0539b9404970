import { TokenKeeper, type TokenProvider } from './TokenKeeper';

interface Options {
  root: string;
  tokenProvider: TokenProvider;
}

export class Client {
  private readonly keeper: TokenKeeper;

  constructor(private readonly options: Options) {
    this.keeper = new TokenKeeper(options.tokenProvider);
  }

  get = async (path: string, again = true): Promise<Response> => {
    await this.keeper.ready();
    const answer = await fetch(this.options.root + path, { headers: { Authorization: `Bearer ${this.keeper.current()}` } });
    const isTokenExpired = answer.status === 401;
    if (isTokenExpired && again) {
      await this.keeper.load();
      return this.get(path, false);
    }
    return answer;
  };
}
