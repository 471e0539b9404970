// The world of one run: backend, clock, storage, the answers that are held, and the log of what happened.

import { AsyncLocalStorage } from 'node:async_hooks';

import { Backend } from './backend.mjs';
import { Clock } from './clock.mjs';
import { Storage } from './native.mjs';

/** More requests of one call in one phase than any sound client sends. */
export const SENDS_A_CALLER = 40;
const ANSWER_MS = { network: 40, storage: 1, start: 1 };

/** Who is at work: {actor: "first call"}; kept through promises, timers and events. */
const context = new AsyncLocalStorage();

export class World {
  /** options: mode, signal, cookies (see backend.mjs). Holding begins with `holding`; before it, answers come at once. */
  constructor(options) {
    this.clock = new Clock((work) => this.inContext(work));
    this.backend = new Backend({ now: this.clock.now, ...options });
    this.storage = new Storage(this);
    this.held = [];
    this.log = [];
    this.flights = new Set();
    this.sends = 0;
    this.sendLimit = SENDS_A_CALLER;
    this.flooded = false;
    this.phase = 'load';
    this.count = 0;
  }

  note(event) {
    this.log.push({ phase: this.phase, actor: this.actor(), ...event });
  }

  actor = () => context.getStore()?.actor ?? 'app';

  as(actor, work) {
    return context.run({ actor }, work);
  }

  /** `work` as a function that runs on behalf of whoever is at work now. */
  inContext(work) {
    const store = context.getStore();
    return (...args) => context.run(store, () => work(...args));
  }

  /**
   * A held answer: a promise of what `act` gives when the scheduler releases it. kind: network, storage or start. Where `signal`
   * aborts first, `dropped` is called.
   */
  hold(kind, label, act, signal = null, dropped = () => undefined) {
    return new Promise((resolve, reject) => {
      const item = { id: ++this.count, kind, label: `${this.actor()}: ${label}` };
      const settle = () => {
        try {
          resolve(act());
        } catch (why) {
          reject(why);
        }
      };
      item.release = this.inContext(settle);
      this.held.push(item);
      signal?.addEventListener('abort', () => {
        this.held = this.held.filter((each) => each !== item);
        dropped();
        reject(signal.reason);
      });
    });
  }

  release(item) {
    this.held = this.held.filter((each) => each !== item);
    this.clock.time += ANSWER_MS[item.kind];
    item.release();
  }

  /** Sends a request; resolves with {status, text}, rejects with {lost: true} where the network is lost. */
  network = (request) => {
    const kind = this.backend.classify(request);
    const id = ++this.sends;
    const { pathname, search } = new URL(request.url);
    const name = `${request.method} ${pathname}${search}`;
    const operation = request.body.match(/"query"\s*:\s*"((?:[^"\\]|\\.)*)"/)?.[1] ?? '';
    this.note({ kind: 'send', id, name, key: `${name} ${operation}`, ...kind, overlaps: kind.refresh && this.flights.size > 0 });
    if (kind.refresh) this.flights.add(id);
    if (this.sends > this.sendLimit) this.flooded = true;
    const answer = () => {
      this.flights.delete(id);
      const reply = this.backend.answer(request, kind);
      const { status = 0, expired = false, reused = false, failed = false } = reply;
      const worked = kind.refresh && status === 200 && !failed;
      this.note({ kind: 'answer', id, name, ...kind, status, expired, reused, worked, pair: reply.pair?.number });
      if (reply.lost) throw { lost: true };
      return { status, text: JSON.stringify(reply.body) };
    };
    return this.hold('network', name, answer, request.signal, () => this.flights.delete(id));
  };
}
