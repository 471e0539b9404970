// A browser for Node: network, clock and log are the test's. `run(files)` plays one program after the other.
//
// A request waits until nothing else is left to do; then the oldest one gets the next reply of the script. When no reply is left,
// it stays unanswered. When no request waits, the next timer fires.
import { readFileSync } from "node:fs";
import { line, sent } from "./prelude.mjs";

let lines = [];
let replies = [];
let pending = [];
let timers = [];
let count = 0;
let now = 0;

const immediate = setImmediate;
const settled = () => new Promise((done) => immediate(() => immediate(() => immediate(done))));

process.on("unhandledRejection", () => {});
globalThis.self = globalThis;
globalThis.log = (...values) => { lines.push(line(values)); };

// -- clock

const start = (callback, delay, args, repeat) => {
  timers.push({ id: ++count, at: now + Math.max(delay | 0, 1), callback, args, repeat });
  return count;
};
globalThis.setTimeout = (callback, delay, ...args) => start(callback, delay, args, 0);
globalThis.setInterval = (callback, delay, ...args) => start(callback, delay, args, Math.max(delay | 0, 1));
globalThis.clearTimeout = globalThis.clearInterval = (id) => { timers = timers.filter((timer) => timer.id !== id); };

function fire() {
  const next = timers.reduce((one, two) => (two.at < one.at ? two : one));
  now = next.at;
  if (next.repeat) next.at += next.repeat;
  else timers = timers.filter((timer) => timer !== next);
  next.callback(...next.args);
}

// -- network

const wait = (method, url, headers, body, answer) => {
  lines.push(sent(method, url, headers, body));
  pending.push(answer);
};

function reply(answer) {
  const next = replies.shift();
  if (next === "lost") return answer(null);
  const [status, body, headers] = Array.isArray(next) ? next : [next];
  answer({ status, headers: headers || {}, text: body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body) });
}

const RealRequest = Request;
globalThis.Request = class Request extends RealRequest {
  constructor(input, init) {
    super(input, init);
    this.given = init && init.body !== undefined ? init.body : input.given;
  }

  clone() {
    const copy = new globalThis.Request(super.clone());
    copy.given = this.given;
    return copy;
  }
};

globalThis.fetch = (input, init) => new Promise((resolve, reject) => {
  const request = new globalThis.Request(input, init);
  const headers = Object.fromEntries(request.headers);
  if (request.signal.aborted) return reject(request.signal.reason);
  request.signal.addEventListener("abort", () => reject(request.signal.reason));
  wait(request.method, typeof input === "string" ? input : request.url, headers, request.given, (answer) => {
    if (!answer) return reject(new TypeError("Network request failed"));
    const kind = answer.text ? { "content-type": "application/json" } : {};
    const text = answer.status === 204 ? null : answer.text;
    const response = new Response(text, { status: answer.status, headers: { ...kind, ...answer.headers } });
    Object.defineProperty(response, "url", { value: request.url });
    resolve(response);
  });
});

globalThis.XMLHttpRequest = class XMLHttpRequest {
  constructor() {
    Object.assign(this, { readyState: 0, status: 0, statusText: "", responseText: "", response: "", responseURL: "" });
    Object.assign(this, { headers: {}, listeners: [], upload: { addEventListener() {} } });
    Object.assign(this, { onreadystatechange: null, onload: null, onerror: null, onabort: null, ontimeout: null, onloadend: null });
  }

  open(method, url) {
    Object.assign(this, { method, responseURL: url, readyState: 1 });
  }

  setRequestHeader(name, value) {
    this.headers[name] = value;
  }

  addEventListener(type, listener) {
    this.listeners.push([type, listener]);
  }

  getResponseHeader(name) {
    return this.received[name.toLowerCase()] ?? null;
  }

  getAllResponseHeaders() {
    return Object.entries(this.received || {}).map(([name, value]) => `${name}: ${value}`).join("\r\n");
  }

  emit(type) {
    if (this[`on${type}`]) this[`on${type}`]({ type, target: this });
    for (const [name, listener] of this.listeners) if (name === type) listener.call(this, { type, target: this });
  }

  abort() {
    this.aborted = true;
  }

  send(body) {
    wait(this.method, this.responseURL, this.headers, body, (answer) => {
      if (this.aborted) return;
      this.readyState = 4;
      if (answer) {
        const kind = answer.text ? { "content-type": "application/json" } : {};
        const { status, text, headers } = answer;
        Object.assign(this, { status, responseText: text, response: text, received: { ...kind, ...headers } });
        if (this.responseType === "json") this.response = JSON.parse(answer.text);
      }
      this.emit("readystatechange");
      this.emit(answer ? "load" : "error");
      this.emit("loadend");
    });
  }
};

// -- the programs

export async function run(programs) {
  const results = {};
  for (const { name, file, script } of programs) {
    lines = results[name] = [];
    [replies, pending, timers] = [script, [], []];
    let loaded = false;
    const fails = (error) => { lines.push(`! ${error}`); };
    import(file).catch(fails).then(() => { loaded = true; });
    while (!loaded && !pending.length) await settled();
    for (let round = 0; round < 2000; round++) {
      await settled();
      if (pending.length && replies.length) reply(pending.shift());
      else if (timers.length) fire();
      else break;
    }
    if (pending.length) lines.push(`unanswered: ${pending.length}`);
  }
  return results;
}

console.log(JSON.stringify(await run(JSON.parse(readFileSync(process.argv[2], "utf-8")))));
process.exit(0);
