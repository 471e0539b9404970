// @microsoft/signalr 9, as its documentation says: a connection starts with one request that carries what accessTokenFactory gives;
// a refusal makes start() fail. A lost connection is made anew only if withAutomaticReconnect was asked for.

import { register, send, site, unknown } from 'host';

export const HubConnectionState = {
  Disconnected: 'Disconnected', Connecting: 'Connecting', Connected: 'Connected', Disconnecting: 'Disconnecting',
  Reconnecting: 'Reconnecting',
};
export const LogLevel = { Trace: 0, Debug: 1, Information: 2, Warning: 3, Error: 4, Critical: 5, None: 6 };
export const HttpTransportType = { None: 0, WebSockets: 1, ServerSentEvents: 2, LongPolling: 4 };

export class HttpError extends Error {
  constructor(message, statusCode) {
    super(`${message}: Status code '${statusCode}'`);
    this.statusCode = statusCode;
  }
}

export class HubConnection {
  state = 'Disconnected';
  connectionId = null;
  #url;
  #options;
  #again;
  #told = { close: [], reconnecting: [], reconnected: [] };

  constructor(url, options, again) {
    this.#url = url;
    this.#options = options;
    this.#again = again;
    this.baseUrl = url;
    if (options.accessTokenFactory) register('event', () => this.#lose(), options.accessTokenFactory);
  }

  start() {
    return this.#start(site());
  }

  async #start(at) {
    if (this.state !== 'Disconnected') throw new Error("Cannot start a HubConnection that is not in the 'Disconnected' state.");
    this.state = 'Connecting';
    try {
      await this.#negotiate(at);
    } catch (error) {
      this.state = 'Disconnected';
      throw error;
    }
    this.state = 'Connected';
  }

  async #negotiate(at) {
    const { accessTokenFactory, headers } = this.#options;
    const token = accessTokenFactory ? await accessTokenFactory() : undefined;
    const all = token ? { ...headers, Authorization: `Bearer ${token}` } : { ...headers };
    const answer = await send({ method: 'POST', url: `${this.#url}/negotiate`, headers: all, site: at });
    if (answer.lost) throw new Error('Failed to complete negotiation with the server: TypeError: Network request failed');
    if (answer.status >= 400) throw new HttpError('Failed to complete negotiation with the server', answer.status);
    this.connectionId = 'connection';
  }

  // The connection is lost; where there is none, the app makes one.
  async #lose() {
    const at = site();
    if (this.state === 'Disconnected') return this.#start(at);
    if (this.state !== 'Connected') return undefined;
    if (!this.#again) {
      this.state = 'Disconnected';
      return this.#tell('close', undefined);
    }
    this.state = 'Reconnecting';
    this.#tell('reconnecting', undefined);
    try {
      await this.#negotiate(at);
      this.state = 'Connected';
      this.#tell('reconnected', this.connectionId);
    } catch (error) {
      this.state = 'Disconnected';
      this.#tell('close', error);
    }
    return undefined;
  }

  #tell(what, value) {
    for (const listener of this.#told[what]) listener(value);
  }

  async stop() {
    if (this.state === 'Disconnected') return;
    this.state = 'Disconnected';
    this.#tell('close', undefined);
  }

  on(name, listener) {
    register('event', () => listener(unknown('a message')), listener);
  }

  off() {}

  onclose(listener) {
    this.#told.close.push(listener);
    register('event', () => this.#lose(), listener);
  }

  onreconnecting(listener) {
    this.#told.reconnecting.push(listener);
    register('event', () => this.#lose(), listener);
  }

  onreconnected(listener) {
    this.#told.reconnected.push(listener);
    register('event', () => this.#lose(), listener);
  }

  async invoke() {
    return unknown('an answer of the hub');
  }

  async send() {}

  stream() {
    return unknown('a stream');
  }
}

export class HubConnectionBuilder {
  #url = '';
  #options = {};
  #again = false;

  withUrl(url, options) {
    this.#url = url;
    this.#options = options && typeof options === 'object' ? options : {};
    return this;
  }

  withAutomaticReconnect() {
    this.#again = true;
    return this;
  }

  configureLogging() {
    return this;
  }

  withHubProtocol() {
    return this;
  }

  withServerTimeout() {
    return this;
  }

  withKeepAliveInterval() {
    return this;
  }

  withStatefulReconnect() {
    return this;
  }

  build() {
    return new HubConnection(this.#url, this.#options, this.#again);
  }
}
