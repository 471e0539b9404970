// fetch, XMLHttpRequest and axios' adapter over a world's network. Bodies are kept as text, so that reading one takes microtasks only
// and the order of events is the scheduler's alone.

const NativeRequest = globalThis.Request;
const NativeResponse = globalThis.Response;
const BASE = 'http://localhost/';

function textOf(body) {
  if (body === undefined || body === null) return null;
  if (typeof body === 'string') return body;
  if (body instanceof FormData) return [...body].map(([name, value]) => `${name}=${value}`).join('&');
  if (body instanceof URLSearchParams) return body.toString();
  if (body instanceof ReadableStream || body instanceof Blob) return '';
  if (ArrayBuffer.isView(body)) return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString();
  return String(body);
}

/** The part that Request and Response share: a body of text that can be read once. The native object never gets one. */
const withText = (Native) =>
  class extends Native {
    text$ = null;
    used$ = false;

    get bodyUsed() {
      return this.used$;
    }

    get body() {
      if (this.text$ === null) return null;
      return new Blob([this.text$]).stream();
    }

    take$() {
      if (this.used$) throw new TypeError('Body is unusable: it has already been read');
      this.used$ = this.text$ !== null;
      return this.text$ ?? '';
    }

    async text() {
      return this.take$();
    }

    async json() {
      return JSON.parse(this.take$());
    }

    async arrayBuffer() {
      return new TextEncoder().encode(this.take$()).buffer;
    }

    async blob() {
      return new Blob([this.take$()]);
    }
  };

export class Request extends withText(NativeRequest) {
  constructor(input, init = {}) {
    const { body, ...rest } = init ?? {};
    const given = input instanceof NativeRequest;
    if (given && input.used$) throw new TypeError('Cannot construct a Request with a Request object that has already been used.');
    super(given ? input : new URL(String(input), BASE), rest);
    this.text$ = body === undefined && given ? input.text$ : textOf(body);
    if (typeof body === 'string' && !this.headers.has('content-type')) this.headers.set('content-type', 'text/plain;charset=UTF-8');
    if (given && body === undefined && input.text$ !== null) input.used$ = true;
  }

  clone() {
    if (this.used$) throw new TypeError('unusable: the body has already been read');
    const copy = new Request(this);
    this.used$ = false;
    return copy;
  }
}

export class Response extends withText(NativeResponse) {
  constructor(body = null, init = {}) {
    super(null, init);
    this.text$ = textOf(body);
    if (typeof body === 'string' && !this.headers.has('content-type')) this.headers.set('content-type', 'text/plain;charset=UTF-8');
  }

  static json(value, init = {}) {
    const headers = new Headers(init.headers);
    headers.set('content-type', 'application/json');
    return new Response(JSON.stringify(value), { ...init, headers });
  }

  clone() {
    if (this.used$) throw new TypeError('Response.clone: Body has already been consumed.');
    const copy = new Response(this.text$, { status: this.status, statusText: this.statusText, headers: this.headers });
    if (this.url) Object.defineProperty(copy, 'url', { value: this.url });
    return copy;
  }
}

const aborted = (signal) => signal.reason ?? new DOMException('This operation was aborted', 'AbortError');

/** fetch over `network`: ({method, url, headers, body, signal}) => promise of {status, text}, rejected where the network is lost. */
export function makeFetch(network) {
  return async function fetch(input, init) {
    const request = new Request(input, init);
    if (request.signal?.aborted) throw aborted(request.signal);
    const body = request.take$();
    const headers = Object.fromEntries(request.headers);
    const sent = network({ method: request.method, url: request.url, headers, body, signal: init?.signal ?? null });
    const reply = await sent.catch((why) => {
      throw why?.lost ? new TypeError('Network request failed') : why;
    });
    const response = new Response(reply.text, { status: reply.status, headers: { 'content-type': 'application/json' } });
    Object.defineProperty(response, 'url', { value: request.url });
    return response;
  };
}

/** XMLHttpRequest over `network`; inContext keeps the caller to whom the events belong. */
export function makeXhr(network, inContext) {
  return class XMLHttpRequest {
    static DONE = 4;
    readyState = 0;
    status = 0;
    statusText = '';
    responseText = '';
    responseType = '';
    timeout = 0;
    withCredentials = false;
    #headers = {};
    #listeners = new Map();
    #dead = false;

    open(method, url) {
      Object.assign(this, { method, url: new URL(String(url), BASE).href, readyState: 1 });
    }

    setRequestHeader(name, value) {
      this.#headers[name.toLowerCase()] = String(value);
    }

    getResponseHeader(name) {
      return this.readyState === 4 && /^content-type$/i.test(name) ? 'application/json' : null;
    }

    getAllResponseHeaders() {
      return this.readyState === 4 ? 'content-type: application/json\r\n' : '';
    }

    addEventListener(name, work) {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), work]);
    }

    removeEventListener(name, work) {
      this.#listeners.set(name, (this.#listeners.get(name) ?? []).filter((each) => each !== work));
    }

    abort() {
      this.#dead = true;
    }

    get response() {
      return this.responseType === 'json' ? JSON.parse(this.responseText || 'null') : this.responseText;
    }

    send(body) {
      const emit = inContext((name) => {
        const event = { type: name, target: this };
        this[`on${name}`]?.(event);
        for (const work of this.#listeners.get(name) ?? []) work.call(this, event);
      });
      const finish = (name, reply) => {
        if (this.#dead) return;
        Object.assign(this, { readyState: 4, status: reply?.status ?? 0, responseText: reply?.text ?? '' });
        for (const each of ['readystatechange', name, 'loadend']) emit(each);
      };
      const request = { method: this.method, url: this.url, headers: this.#headers, body: textOf(body) ?? '', signal: null };
      network(request).then((reply) => finish('load', reply), () => finish('error', null));
    }
  };
}

/** An adapter for `axios` over `network`. Time-outs are left out: nothing is slow here. */
export function makeAxiosAdapter(axios, network) {
  return async function adapter(config) {
    if (config.signal?.aborted) throw new axios.CanceledError(null, config);
    const url = new URL(axios.getUri(config), BASE).href;
    const headers = {};
    for (const [name, value] of Object.entries(config.headers ?? {})) {
      if (value !== undefined && value !== null && value !== false) headers[name.toLowerCase()] = String(value);
    }
    const request = { method: (config.method ?? 'get').toUpperCase(), url, headers, body: textOf(config.data) ?? '' };
    let reply;
    try {
      reply = await network({ ...request, signal: config.signal ?? null });
    } catch (why) {
      if (config.signal?.aborted) throw new axios.CanceledError(null, config);
      if (!why?.lost) throw why;
      throw new axios.AxiosError('Network Error', 'ERR_NETWORK', config, request);
    }
    const response = {
      data: reply.text, status: reply.status, statusText: '', headers: { 'content-type': 'application/json' }, config, request,
    };
    const accepts = config.validateStatus;
    if (!accepts || accepts(reply.status)) return response;
    const code = reply.status < 500 ? 'ERR_BAD_REQUEST' : 'ERR_BAD_RESPONSE';
    throw new axios.AxiosError(`Request failed with status code ${reply.status}`, code, config, request, response);
  };
}
