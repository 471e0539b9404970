// The WebSocket of browsers and of React Native (whose third argument holds headers). Opening one is a request that carries its
// address, its protocols and its headers; a refusal is an error and a close with a code of the server's.

import { register, send, site, unknown } from 'host';

const NAMES = ['open', 'message', 'error', 'close'];

export class WebSocket {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;

  readyState = 0;
  bufferedAmount = 0;
  protocol = '';
  binaryType = 'blob';
  #own = {};
  #listeners = [];

  constructor(url, protocols, options) {
    this.url = url;
    this.#open({ ...(options && options.headers), url, protocols }, site());
  }

  async #open(headers, at) {
    const answer = await send({ method: 'GET', url: this.url, headers, site: at });
    if (this.readyState !== 0) return;
    if (!answer.lost && answer.status < 400) {
      this.readyState = 1;
      this.dispatchEvent({ type: 'open' });
      return;
    }
    this.readyState = 3;
    const message = answer.lost ? 'Network is down' : `Received bad response code from server: ${answer.status}.`;
    this.dispatchEvent({ type: 'error', message });
    const code = answer.lost || !answer.body || typeof answer.body !== 'object' ? 1006 : answer.body.code;
    this.dispatchEvent({ type: 'close', code, reason: message, wasClean: false });
  }

  send() {}

  close(code, reason) {
    if (this.readyState >= 2) return;
    this.readyState = 2;
    Promise.resolve().then(() => {
      this.readyState = 3;
      this.dispatchEvent({ type: 'close', code: code === undefined ? 1005 : code, reason: reason || '', wasClean: true });
    });
  }

  addEventListener(type, listener) {
    this.#listeners.push([type, listener]);
    this.#heard(type, listener);
  }

  removeEventListener(type, listener) {
    this.#listeners = this.#listeners.filter((each) => each[0] !== type || each[1] !== listener);
  }

  dispatchEvent(event) {
    event.target = this;
    const own = this.#own[event.type];
    if (typeof own === 'function') own.call(this, event);
    for (const [type, listener] of this.#listeners) if (type === event.type) listener.call(this, event);
    return true;
  }

  // The server closes the connection, or says something.
  #heard(type, listener) {
    if (typeof listener !== 'function') return;
    if (type === 'close') {
      register('event', () => {
        this.readyState = 3;
        this.dispatchEvent({ type, code: unknown('a close code'), reason: unknown('a reason'), wasClean: false });
      }, listener);
    } else if (type === 'message') {
      register('event', () => this.dispatchEvent({ type, data: unknown('a message') }), listener);
    }
  }

  static {
    for (const name of NAMES) {
      Object.defineProperty(WebSocket.prototype, `on${name}`, {
        get() {
          return this.#own[name] || null;
        },
        set(listener) {
          this.#own[name] = listener;
          this.#heard(name, listener);
        },
      });
    }
  }
}
Object.assign(WebSocket.prototype, { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });

export default WebSocket;
