// graphql-ws 6 and subscriptions-transport-ws 0.11, as their documentation says: each connection asks connectionParams anew. Nothing
// comes over it by itself.

import { register, send, site } from 'host';

const call = (value) => (typeof value === 'function' ? value() : value);

async function connect(url, parameters, at) {
  const auth = await call(parameters);
  const answer = await send({ method: 'GET', url: call(url), headers: { auth }, site: at });
  return !answer.lost && answer.status < 400;
}

export function createClient({ url, connectionParams }) {
  const open = () => connect(url, connectionParams, site());
  if (typeof connectionParams === 'function') register('event', open, connectionParams);
  const listen = () => () => undefined;
  return { subscribe: listen, on: listen, dispose: () => undefined, terminate: () => undefined, iterate: () => [] };
}

export class SubscriptionClient {
  constructor(url, options = {}) {
    const { connectionParams } = options;
    this.url = url;
    this.close = () => undefined;
    this.use = () => this;
    this.on = () => () => undefined;
    this.onConnected = this.on;
    this.onReconnected = this.on;
    this.onDisconnected = this.on;
    this.onError = this.on;
    this.unsubscribeAll = () => undefined;
    if (typeof connectionParams === 'function') register('event', () => connect(url, connectionParams, site()), connectionParams);
  }

  request() {
    return { subscribe: () => ({ unsubscribe: () => undefined }) };
  }
}
