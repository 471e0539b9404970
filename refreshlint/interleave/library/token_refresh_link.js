// apollo-link-token-refresh 0.7, as its documentation says: while one token is fetched, all operations wait in a queue that is let go
// whether that succeeds or not.

import { ApolloLink, CALLBACKS, Observable } from './apollo_link.js';

export class TokenRefreshLink extends ApolloLink {
  #options;
  #fetching = false;
  #queue = [];

  constructor(options) {
    super();
    this.#options = options;
    this[CALLBACKS] = ['isTokenValidOrUndefined', 'fetchAccessToken', 'handleFetch', 'handleResponse', 'handleError']
      .map((name) => options[name]).filter((each) => typeof each === 'function');
  }

  request(operation, forward) {
    return new Observable((observer) => {
      this.#enter(operation, forward, observer);
    });
  }

  async #enter(operation, forward, observer) {
    const { isTokenValidOrUndefined } = this.#options;
    if (await isTokenValidOrUndefined(operation)) {
      forward(operation).subscribe(observer);
      return;
    }
    this.#queue.push(() => forward(operation).subscribe(observer));
    if (this.#fetching) return;
    this.#fetching = true;
    this.#fetch(operation);
  }

  async #fetch(operation) {
    const { accessTokenField = 'access_token', fetchAccessToken, handleFetch, handleResponse, handleError } = this.#options;
    try {
      const response = await fetchAccessToken();
      const body = handleResponse ? await handleResponse(operation, accessTokenField)(response) : await this.#read(response);
      const token = typeof body === 'string' ? body : body[accessTokenField];
      if (!token) throw new Error('[Token Refresh Link]: Unable to retrieve new access token');
      await handleFetch(token, operation);
    } catch (error) {
      if (handleError) handleError(error, operation);
    } finally {
      this.#fetching = false;
      const queue = this.#queue;
      this.#queue = [];
      queue.forEach((go) => go());
    }
  }

  async #read(response) {
    if (typeof response === 'string') return response;
    const text = await response.text();
    if (response.status >= 300) throw new Error(`Response not successful: Received status code ${response.status}`);
    const body = JSON.parse(text);
    return body.data ? { ...body, ...body.data } : body;
  }
}

export default TokenRefreshLink;
