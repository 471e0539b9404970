// The globals of a browser and of React Native that reach the network or tell of events, as the Fetch, XMLHttpRequest and DOM
// standards describe them. Of bodies only text, JSON and forms are modelled; progress, streams and redirects are not.
//
// A document, storages and window events are there only where the platform is "web": React Native has none of them.

import { environment, known, register, send, site, store, unknown } from 'host';
import { isA, isEmpty, isFunction, isNone, isObject, isPlain, isText, lowered } from 'machine:values';

const nothing = () => undefined;
const web = environment.platform === 'web';

// -- headers and bodies

const headerSets = new WeakSet();
const requests = new WeakSet();
const signals = new WeakMap(); // of requests: those that have been given, or asked for
const streams = new WeakMap();

class Headers {
  constructor(init) {
    this.map = {};
    this[Symbol.iterator] = this.entries;
    headerSets.add(this);
    if (isNone(init)) return;
    if (isPlain(init)) {
      this.map = lowered(init);
    } else if (known(init) && headerSets.has(init)) {
      this.map = { ...init.map };
    } else if (known(init) && Array.isArray(init)) {
      for (const [name, value] of init) this.append(name, value);
    } else {
      this.map = lowered(init);
    }
  }

  get(name) {
    const value = this.map[name.toLowerCase()];
    return isNone(value) ? null : value;
  }

  set(name, value) {
    this.map[name.toLowerCase()] = known(value) ? String(value) : value;
  }

  append(name, value) {
    const before = this.get(name);
    this.set(name, isNone(before) ? value : `${before}, ${value}`);
  }

  has(name) {
    const value = this.get(name);
    return !known(value) || value !== null;
  }

  delete(name) {
    delete this.map[name.toLowerCase()];
  }

  forEach(callback, self) {
    for (const name of Object.keys(this.map).sort()) callback.call(self, this.map[name], name, this);
  }

  entries() {
    return Object.entries(this.map).sort()[Symbol.iterator]();
  }

  keys() {
    return Object.keys(this.map).sort()[Symbol.iterator]();
  }

  values() {
    return Object.keys(this.map).sort().map((name) => this.map[name])[Symbol.iterator]();
  }

  getSetCookie() {
    return [];
  }
}

// What is in a body: `text` as it is sent or was received, and `value`, what JSON.parse makes of it, once that is known.
class Body {
  bodyUsed = false;

  take() {
    if (this.bodyUsed) throw new TypeError('Body is unusable: Body has already been read');
    if (this.content !== undefined) this.bodyUsed = true;
    return this.content || { text: '' };
  }

  async json() {
    const content = this.take();
    return known(content.value) && content.value === undefined ? JSON.parse(content.text) : content.value;
  }

  async text() {
    return this.take().text;
  }

  async blob() {
    return new Blob([this.take().text]);
  }

  async formData() {
    return this.take().text;
  }

  async arrayBuffer() {
    return this.take().text;
  }

  async bytes() {
    return this.take().text;
  }

  get body() {
    if (this.content === undefined) return null;
    const stream = { locked: this.bodyUsed, cancel: async () => {} };
    streams.set(stream, this.content);
    return stream;
  }
}

const contentOf = (body) => {
  if (isNone(body)) return undefined;
  if (known(body) && streams.has(body)) return streams.get(body);
  return { text: isA(body, URLSearchParams) ? String(body) : body };
};

// What JSON.parse makes of the text of a response, which has been read.
function parsed(response, text) {
  const value = response.content && response.content.value;
  return known(value) && value === undefined ? JSON.parse(text) : value;
}

const addressOf = (input) => (isObject(input) ? String(input) : input);

class Request extends Body {
  constructor(input, init) {
    super();
    const from = known(input) && requests.has(input) ? input : undefined;
    const options = isNone(init) ? {} : init;
    const before = from || { method: 'GET' };
    requests.add(this);
    Object.assign(this, { credentials: 'same-origin', mode: 'cors', cache: 'default', redirect: 'follow' });
    this.url = from ? from.url : addressOf(input);
    const method = isNone(options.method) ? before.method : options.method;
    this.method = known(method) ? method.toUpperCase() : method;
    this.headers = new Headers(isNone(options.headers) ? before.headers : options.headers);
    const signal = isNone(options.signal) ? before.signal : options.signal;
    if (known(signal) && signal) signals.set(this, signal);
    if (!isNone(options.body)) {
      this.content = contentOf(options.body);
      if (isText(options.body) && isNone(this.headers.get('content-type'))) {
        this.headers.set('content-type', 'text/plain;charset=UTF-8');
      }
    } else if (from && from.content) {
      if (from.bodyUsed) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
      this.content = from.content;
      from.bodyUsed = true;
    }
  }

  get signal() {
    if (!signals.has(this)) signals.set(this, new AbortSignal());
    return signals.get(this);
  }

  clone() {
    if (this.bodyUsed) throw new TypeError('Request body is already used');
    const copy = new Request(this.url, this);
    copy.content = this.content;
    return copy;
  }
}

class Response extends Body {
  constructor(body, init) {
    super();
    const options = isNone(init) ? {} : init;
    this.status = isNone(options.status) ? 200 : options.status;
    this.statusText = isNone(options.statusText) ? '' : options.statusText;
    this.headers = new Headers(options.headers);
    this.ok = this.status >= 200 && this.status < 300;
    this.content = contentOf(body);
    this.url = '';
    this.type = 'default';
    this.redirected = false;
  }

  clone() {
    if (this.bodyUsed) throw new TypeError('Response.clone: Body has already been consumed.');
    const copy = new Response(undefined, this);
    Object.assign(copy, { content: this.content, url: this.url, type: this.type });
    return copy;
  }

  static json(value, init) {
    const response = new Response(JSON.stringify(value), init);
    if (!response.headers.has('content-type')) response.headers.set('content-type', 'application/json');
    return response;
  }

  static error() {
    const response = new Response();
    return Object.assign(response, { status: 0, ok: false, type: 'error' });
  }
}

class Blob {
  constructor(parts, options) {
    this.parts = parts || [];
    this.type = (options && options.type) || '';
    this.size = 0;
  }

  async text() {
    return this.parts.join('');
  }

  async arrayBuffer() {
    return this.parts.join('');
  }

  slice() {
    return this;
  }
}

class File extends Blob {
  constructor(parts, name, options) {
    super(parts, options);
    this.name = name;
  }
}

class FormData {
  parts = [];

  constructor() {
    this[Symbol.iterator] = this.entries;
  }

  append(name, value) {
    this.parts.push([name, value]);
  }

  set(name, value) {
    this.delete(name);
    this.append(name, value);
  }

  get(name) {
    const found = this.parts.find((part) => part[0] === name);
    return found ? found[1] : null;
  }

  getAll(name) {
    return this.parts.filter((part) => part[0] === name).map((part) => part[1]);
  }

  getParts() {
    return this.parts.map(([fieldName, string]) => ({ fieldName, string, headers: {} }));
  }

  has(name) {
    return this.parts.some((part) => part[0] === name);
  }

  delete(name) {
    this.parts = this.parts.filter((part) => part[0] !== name);
  }

  forEach(callback) {
    for (const [name, value] of this.parts) callback(value, name, this);
  }

  entries() {
    return this.parts[Symbol.iterator]();
  }

  keys() {
    return this.parts.map((part) => part[0])[Symbol.iterator]();
  }

  values() {
    return this.parts.map((part) => part[1])[Symbol.iterator]();
  }
}

// -- events

class Event {
  constructor(type, init) {
    this.defaultPrevented = false;
    Object.assign(this, init, { type });
  }

  preventDefault() {
    this.defaultPrevented = true;
  }

  stopPropagation() {}

  stopImmediatePropagation() {}
}

class CustomEvent extends Event {
  constructor(type, init) {
    super(type, init);
    this.detail = init && init.detail !== undefined ? init.detail : null;
  }
}

class EventTarget {
  #listeners = [];

  addEventListener(type, listener, options) {
    if (isNone(listener) || this.#listeners.some((each) => each.type === type && each.listener === listener)) return;
    this.#listeners.push({ type, listener, once: !!options && typeof options === 'object' && options.once === true });
  }

  removeEventListener(type, listener) {
    this.#listeners = this.#listeners.filter((each) => each.type !== type || each.listener !== listener);
  }

  dispatchEvent(event) {
    if (isNone(event.target)) event.target = this;
    event.currentTarget = this;
    const own = this[`on${event.type}`];
    if (typeof own === 'function') own.call(this, event);
    for (const each of this.#listeners) {
      if (each.type !== event.type) continue;
      if (each.once) this.removeEventListener(each.type, each.listener);
      if (typeof each.listener === 'function') each.listener.call(this, event);
      else each.listener.handleEvent(event);
    }
    return !event.defaultPrevented;
  }
}

class DOMException extends Error {
  constructor(message, name) {
    super(message);
    this.name = name || 'Error';
    this.code = this.name === 'AbortError' ? 20 : 0;
  }
}

class AbortSignal extends EventTarget {
  aborted = false;
  reason = undefined;

  throwIfAborted() {
    if (this.aborted) throw this.reason;
  }

  // Times that the network takes are not modelled: no answer is late.
  static timeout() {
    return new AbortSignal();
  }

  static abort(reason) {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal;
  }

  static any(signals) {
    const controller = new AbortController();
    for (const signal of signals) {
      if (signal.aborted) controller.abort(signal.reason);
      else signal.addEventListener('abort', () => controller.abort(signal.reason));
    }
    return controller.signal;
  }
}

class AbortController {
  signal = new AbortSignal();

  abort(reason) {
    const signal = this.signal;
    if (signal.aborted) return;
    signal.aborted = true;
    signal.reason = reason === undefined ? new DOMException('This operation was aborted', 'AbortError') : reason;
    signal.dispatchEvent(new Event('abort'));
  }
}

// -- fetch and XMLHttpRequest

function received(answer, url) {
  const response = new Response(undefined, { status: answer.status, headers: answer.headers });
  response.content = { text: answer.text, value: answer.body };
  response.url = url;
  response.type = 'basic';
  return response;
}

// fetch, by a call at a place in the program. Models of packages that call it later use this one.
function fetchAt(at, input, init) {
  return new Promise((resolve, reject) => {
    const request = new Request(input, init);
    const signal = signals.get(request);
    if (signal) {
      if (signal.aborted === true) throw signal.reason;
      signal.addEventListener('abort', () => reject(signal.reason));
    }
    const content = request.content;
    if (content) request.bodyUsed = true;
    const { method, url, headers } = request;
    send({ method, url, headers: headers.map, body: content && content.text, site: at }).then((answer) => {
      if (answer.lost) reject(new TypeError('Network request failed'));
      else resolve(received(answer, url));
    });
  });
}

function fetch(input, init) {
  return fetchAt(site(), input, init);
}

class XMLHttpRequest extends EventTarget {
  readyState = 0;
  status = 0;
  statusText = '';
  responseText = '';
  response = '';
  responseType = '';
  responseURL = '';
  timeout = 0;
  withCredentials = false;
  upload = new EventTarget();
  #headers = {};
  #received = new Headers();
  #dropped = false;

  open(method, url) {
    this.method = method;
    this.responseURL = addressOf(url);
    this.readyState = 1;
    this.#headers = {};
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  getResponseHeader(name) {
    return this.#received.get(name);
  }

  getAllResponseHeaders() {
    return Object.entries(this.#received.map).map(([name, value]) => `${name}: ${value}`).join('\r\n');
  }

  overrideMimeType() {}

  abort() {
    if (this.readyState === 0 || this.readyState === 4) return;
    this.#dropped = true;
    this.readyState = 0;
    this.dispatchEvent(new Event('abort'));
    this.dispatchEvent(new Event('loadend'));
  }

  send(body) {
    this.#dropped = false;
    const content = contentOf(body);
    send({
      method: this.method, url: this.responseURL, headers: this.#headers, body: content && content.text, site: site(),
    }).then((answer) => {
      if (this.#dropped) return;
      this.readyState = 4;
      if (!answer.lost) {
        this.status = answer.status;
        this.#received = new Headers(answer.headers);
        this.responseText = answer.text;
        this.response = this.responseType === 'json' ? answer.body : answer.text;
      }
      this.dispatchEvent(new Event('readystatechange'));
      this.dispatchEvent(new Event(answer.lost ? 'error' : 'load'));
      this.dispatchEvent(new Event('loadend'));
    });
  }

  static UNSENT = 0;
  static OPENED = 1;
  static HEADERS_RECEIVED = 2;
  static LOADING = 3;
  static DONE = 4;
}
Object.assign(XMLHttpRequest.prototype, { UNSENT: 0, OPENED: 1, HEADERS_RECEIVED: 2, LOADING: 3, DONE: 4 });

// -- the rest

class TextEncoder {
  encode(text) {
    return text;
  }
}

class TextDecoder {
  decode(bytes) {
    return bytes === undefined ? '' : bytes;
  }
}

const started = Date.now();
const requestAnimationFrame = (callback) => setTimeout(() => callback(Date.now() - started), 16);
const cancelAnimationFrame = (number) => clearTimeout(number);
const requestIdleCallback = (callback) => setTimeout(() => callback({ didTimeout: false, timeRemaining: () => 50 }), 1);
const cancelIdleCallback = (number) => clearTimeout(number);
const setImmediate = (callback, ...args) => setTimeout(callback, 0, ...args);
const clearImmediate = (number) => clearTimeout(number);

Object.assign(globalThis, {
  performance: { now: () => Date.now() - started, timeOrigin: started, mark: nothing, measure: nothing },
  process: {
    env: { ...unknown('process.env'), NODE_ENV: 'production', EXPO_OS: environment.platform },
    nextTick: (callback, ...args) => queueMicrotask(() => callback(...args)),
    on: nothing, cwd: () => '/', platform: environment.platform, version: '', versions: {}, argv: [],
  },
});

// -- what only a page has

function storage(name) {
  const kept = store(name);
  return {
    getItem: (key) => kept.get(key),
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.remove(key),
    clear: () => kept.clear(),
  };
}

// Listeners of what happens to the page itself are there for the explorer to call.
const HAPPENS = ['focus', 'blur', 'online', 'offline', 'visibilitychange', 'storage', 'pageshow', 'message', 'load', 'DOMContentLoaded'];

class Page extends EventTarget {
  addEventListener(type, listener, options) {
    super.addEventListener(type, listener, options);
    if (HAPPENS.includes(type)) register('event', () => this.dispatchEvent(new Event(type)), listener);
  }
}

function openPage() {
  const page = new Page();
  const place = {
    href: 'https://app.example.com/', origin: 'https://app.example.com', protocol: 'https:', host: 'app.example.com',
    hostname: 'app.example.com', pathname: '/', search: '', hash: '', assign: nothing, replace: nothing, reload: nothing,
  };
  Object.assign(globalThis, {
    addEventListener: (...args) => page.addEventListener(...args),
    removeEventListener: (...args) => page.removeEventListener(...args),
    dispatchEvent: (event) => page.dispatchEvent(event),
    localStorage: storage('localStorage'),
    sessionStorage: storage('sessionStorage'),
    location: place,
    history: { pushState: nothing, replaceState: nothing, back: nothing, state: null },
    navigator: { onLine: true, userAgent: unknown('navigator.userAgent'), language: 'en' },
    document: Object.assign(new Page(), {
      visibilityState: 'visible', hidden: false, cookie: unknown('document.cookie'), location: place, readyState: 'complete',
      getElementById: () => unknown('an element'), querySelector: () => unknown('an element'),
      createElement: () => unknown('an element'), body: unknown('an element'),
    }),
  });
}

if (web) openPage();

// The functions and classes among these are globals too.
export {
  AbortController, AbortSignal, Blob, CustomEvent, DOMException, Event, EventTarget, File, FormData, Headers, Request, Response,
  TextDecoder, TextEncoder, XMLHttpRequest, fetch, cancelAnimationFrame, cancelIdleCallback, clearImmediate, requestAnimationFrame,
  requestIdleCallback, setImmediate,
};
export { fetchAt, isA, isEmpty, isFunction, isNone, isObject, isText, parsed };
