// socket.io-client 4.8, as its documentation and its source say. A connection is asked for by one request that
// carries what `auth` says; the server's refusal is a connect_error after which the socket rests, a lost network one after which it
// tries again. The server never sends anything by itself but what the explorer starts.

import { known, register, send, site, unknown } from 'host';

const OWN = [
  'connect', 'connect_error', 'reconnect', 'reconnect_attempt', 'reconnect_error', 'reconnect_failed', 'error', 'ping', 'open', 'close',
];

// After so many losses the network is back: the real one goes on for ever.
const TRIES = 3;

class Listeners {
  #all = {};

  on(name, listener) {
    this.#all[name] = [...(this.#all[name] || []), listener];
    this.heard(name, listener);
    return this;
  }

  once(name, listener) {
    const once = (...args) => {
      this.off(name, once);
      listener.apply(this, args);
    };
    once.listener = listener;
    return this.on(name, once);
  }

  off(name, listener) {
    if (name === undefined) this.#all = {};
    else if (listener === undefined) delete this.#all[name];
    else this.#all[name] = (this.#all[name] || []).filter((each) => each !== listener && each.listener !== listener);
    return this;
  }

  tell(name, ...args) {
    for (const listener of this.#all[name] || []) listener.apply(this, args);
  }

  listeners(name) {
    return this.#all[name] || [];
  }

  hasListeners(name) {
    return this.listeners(name).length > 0;
  }

  heard() {}
}
Object.assign(Listeners.prototype, {
  addEventListener: Listeners.prototype.on, addListener: Listeners.prototype.on, removeListener: Listeners.prototype.off,
  removeAllListeners: Listeners.prototype.off, removeEventListener: Listeners.prototype.off,
});

export class Manager extends Listeners {
  constructor(uri, opts) {
    super();
    this.uri = uri;
    this.opts = opts || {};
    this.engine = { ...unknown('an engine'), opts: this.opts, on: () => undefined, once: () => undefined };
    this.sockets = [];
  }

  heard(name, listener) {
    const lose = () => this.sockets.forEach((socket) => socket.lose('transport close', true));
    if (name === 'reconnect_attempt') register('event', lose, listener);
  }

  reconnection(on) {
    if (on === undefined) return this.opts.reconnection !== false;
    this.opts.reconnection = on;
    return this;
  }

  socket(path, opts) {
    const socket = new Socket(this, { ...this.opts, ...opts });
    this.sockets.push(socket);
    return socket;
  }

  connect() {
    for (const socket of this.sockets) socket.connect();
    return this;
  }
}

export class Socket extends Listeners {
  connected = false;
  recovered = false;
  id = undefined;
  #wanted = false;
  #attempts = 0;
  #number = 0;

  constructor(manager, opts) {
    super();
    this.io = manager;
    this.auth = opts.auth;
    this.volatile = this;
    if (typeof opts.auth === 'function') register('event', () => this.#again(), opts.auth);
    if (opts.autoConnect !== false) this.connect();
  }

  get disconnected() {
    return !this.connected;
  }

  get active() {
    return this.#wanted;
  }

  heard(name, listener) {
    if (name === 'disconnect') register('event', () => this.lose('io server disconnect', false), listener);
    else if (OWN.includes(name)) register('event', () => this.#again(), listener);
    else register('event', () => this.tell(name, unknown('a message')), listener);
  }

  connect() {
    if (!this.connected && !this.#wanted) {
      this.#wanted = true;
      this.#open(site());
    }
    return this;
  }

  disconnect() {
    const was = this.connected;
    this.connected = false;
    this.#wanted = false;
    this.#number++;
    this.id = undefined;
    if (was) this.tell('disconnect', 'io client disconnect');
    return this;
  }

  // The connection is lost; by the network, then a new one is made.
  lose(reason, again) {
    this.connected = false;
    this.#wanted = false;
    this.id = undefined;
    this.tell('disconnect', reason);
    if (again && !this.#wanted) this.#retry(site());
  }

  #again() {
    this.connected = false;
    this.#wanted = true;
    this.#open(site());
  }

  async #open(at) {
    const number = ++this.#number;
    await undefined;
    if (number !== this.#number) return;
    const ask = (data) => {
      if (number === this.#number) this.#ask(at, number, data);
    };
    if (typeof this.auth === 'function') this.auth(ask);
    else ask(this.auth);
  }

  async #ask(at, number, auth) {
    const { query, extraHeaders } = this.io.opts;
    const url = known(this.io.uri) && !this.io.uri ? '/socket.io' : `${this.io.uri}/socket.io`;
    const answer = await send({ method: 'GET', url, headers: { ...extraHeaders, auth, query }, site: at });
    if (number !== this.#number) return;
    if (answer.lost) {
      this.tell('connect_error', Object.assign(new Error('websocket error'), { type: 'TransportError' }));
      this.#retry(at);
    } else if (answer.status >= 400) {
      this.#wanted = false;
      this.tell('connect_error', refusal(answer));
    } else {
      this.connected = true;
      this.id = 'socket';
      this.tell('connect');
      if (this.#attempts) this.io.tell('reconnect', this.#attempts);
      this.#attempts = 0;
    }
  }

  #retry(at) {
    const { opts } = this.io;
    const most = Math.min(opts.reconnectionAttempts === undefined ? TRIES : opts.reconnectionAttempts, TRIES);
    if (opts.reconnection === false) return;
    if (this.#attempts >= most) {
      this.#attempts = 0;
      this.io.tell('reconnect_failed');
      return;
    }
    const number = this.#number;
    const delay = Math.min((opts.reconnectionDelay || 1000) * 2 ** this.#attempts, opts.reconnectionDelayMax || 5000);
    setTimeout(() => {
      if (number !== this.#number) return;
      this.#attempts++;
      this.io.tell('reconnect_attempt', this.#attempts);
      if (number !== this.#number) return;
      this.#wanted = true;
      this.#open(at);
    }, delay);
  }

  emit() {
    return this;
  }

  emitWithAck() {
    return Promise.resolve(unknown('an answer to a message'));
  }

  send() {
    return this;
  }

  timeout() {
    return this;
  }

  compress() {
    return this;
  }

  onAny() {
    return this;
  }

  offAny() {
    return this;
  }
}
Socket.prototype.open = Socket.prototype.connect;
Socket.prototype.close = Socket.prototype.disconnect;

function refusal(answer) {
  const { body } = answer;
  const known = body && typeof body === 'object';
  return Object.assign(new Error('server error'), known ? { message: body.message, data: body } : {});
}

export function io(uri, opts) {
  const options = typeof uri === 'object' ? uri : opts;
  return new Manager(typeof uri === 'object' ? '' : uri, options).socket('/', options);
}
io.connect = io;
io.io = io;
io.Manager = Manager;
io.Socket = Socket;

export { io as connect };
export default io;
