//# class basics
class A {
  x = 1;
  static count = 0;
  #secret = "s";
  static #hiddenStatic = "hs";
  constructor(y) { this.y = y; A.count++; }
  get sum() { return this.x + this.y; }
  set sum(v) { this.y = v - this.x; }
  method() { return `m${this.x}${this.#secret}`; }
  #priv() { return this.#secret + "!"; }
  callPriv() { return this.#priv(); }
  static make(y) { return new this(y); }
  static peek() { return A.#hiddenStatic; }
  has(o) { return #secret in o; }
}
const a = A.make(2);
a.sum = 10;
log(a.sum, a.y, a.method(), a.callPriv(), A.count, A.peek(), a.has(a), a.has({}), Object.keys(a), typeof A, A.name, a.constructor === A);
try { A(); } catch (e) { log(e.name); }
try { a.sum2(); } catch (e) { log(e.name); }
log(Object.getOwnPropertyNames(A.prototype));
//> 10 9 m1s s! 1 hs true false ["x", "y"] function A true
//> TypeError
//> TypeError
//> ["constructor", "sum", "method", "callPriv", "has"]

//# inheritance
class Base {
  kind = this.describe();
  constructor(n) { this.n = n; }
  describe() { return "base"; }
  static create(...args) { return new this(...args); }
  get label() { return `B${this.n}`; }
}
class Derived extends Base {
  extra = "e" + this.n;
  constructor(n) { super(n * 2); this.after = true; }
  describe() { return "derived+" + super.describe(); }
  get label() { return super.label + "D"; }
  arrow() { return (() => super.describe())(); }
}
class Leaf extends Derived {}
const d = Derived.create(2), leaf = new Leaf(3);
log(d, d.label, d.arrow(), leaf.label, leaf instanceof Base, Object.getPrototypeOf(Leaf) === Derived, Leaf.name);
class Late extends Base { constructor() { const f = () => super(7); f(); log(this.n); } }
new Late();
class Missing extends Base { constructor() {} }
try { new Missing(); } catch (e) { log(e.name); }
//> {kind: "derived+base", n: 4, extra: "e4", after: true} B4D base B6D true true Leaf
//> 7
//> ReferenceError

//# errors as classes
class ApiError extends Error {
  constructor(status, message) { super(message); this.name = "ApiError"; this.status = status; }
}
class AuthError extends ApiError { constructor() { super(401, "auth"); } get isAuth() { return true; } }
try { throw new AuthError(); } catch (e) { log(e instanceof AuthError, e instanceof ApiError, e instanceof Error, e.name, e.status, e.message, e.isAuth, String(e)); }
//> true true true ApiError 401 auth true ApiError: auth

//# builtin superclasses
class Stack extends Array { top() { return this[this.length - 1]; } }
const s = new Stack();
s.push(1, 2);
log(s.length, s.top(), s instanceof Array, Array.isArray(s));
class Cache extends Map { getOr(k, d) { return this.has(k) ? this.get(k) : d; } }
const c = new Cache([["a", 1]]);
log(c.getOr("a", 0), c.getOr("b", 0), c.size);
//> 2 2 true true
//> 1 0 1

//# static blocks and self references
class Single {
  static instance = new Single();
  static #ready = false;
  static log = [];
  static { Single.#ready = true; this.log.push("block"); }
  static get ready() { return Single.#ready; }
  static getInstance() { return Single.instance ?? (Single.instance = new Single()); }
}
log(Single.ready, Single.log, Single.getInstance() === Single.instance, Single.instance instanceof Single);
const Named = class Inner { self() { return Inner; } };
log(new Named().self() === Named, Named.name);
//> true ["block"] true true
//> true Inner

//# fields and arrows
class Client {
  queue = [];
  refreshing = null;
  handler = async (x) => { this.queue.push(x); return this.queue.length; };
  static defaults = { retries: 3 };
  options = { ...Client.defaults, own: true };
  bound = this.method.bind(this);
  method() { return this.queue.length; }
}
const c1 = new Client(), c2 = new Client();
const { handler, bound } = c1;
handler("a").then((n) => log(n, bound(), c2.queue));
log(c1.options, c1.handler === c2.handler);
//> {retries: 3, own: true} false
//> 1 1 []

//# private names of two classes
class P { #x = "P"; px() { return this.#x; } }
class Q extends P { #x = "Q"; qx() { return this.#x; } }
const q = new Q();
log(q.px(), q.qx(), Object.keys(q));
try { P.prototype.px.call({}); } catch (e) { log(e.name); }
class Counter { static #n = 0; static next() { return ++Counter.#n; } #v = 5; bump() { this.#v += 1; this.#v++; return this.#v; } }
log(Counter.next(), Counter.next(), new Counter().bump());
//> P Q []
//> TypeError
//> 1 2 7

//# accessors and prototypes
class Temp { static get unit() { return "C"; } set v(x) { this._v = x; } }
const t = new Temp();
t.v = 3;
log(t._v, t.v, Temp.unit, "v" in t, t.hasOwnProperty("v"), t.hasOwnProperty("_v"));
const o = { __proto__: { hi() { return "proto " + this.n; } }, n: 1, hi() { return super.hi() + "!"; } };
log(o.hi(), Object.getPrototypeOf(o).hi.call({ n: 2 }));
//> 3 undefined C true false true
//> proto 1! proto 2

//# getters in classes through prototypes
class Store { #state = { n: 0 }; #subs = new Set(); get state() { return this.#state; } setState(patch) { this.#state = { ...this.#state, ...patch }; this.#subs.forEach((s) => s(this.#state)); } subscribe(s) { this.#subs.add(s); return () => this.#subs.delete(s); } }
const store = new Store();
const off = store.subscribe((s) => log("state", s));
store.setState({ n: 1 });
off();
store.setState({ n: 2 });
log(store.state);
//> state {n: 1}
//> {n: 2}

//# private names that hold undefined
class Held { #value; static #none; read() { return this.#value; } set(v) { this.#value = v; } static none() { return Held.#none; } static of(o) { return o.#value; } }
const held = new Held();
log(held.read(), Held.none());
held.set(1);
log(held.read());
held.set(undefined);
log(held.read());
try { Held.of({}); } catch (error) { log(error instanceof TypeError); }
//> undefined undefined
//> 1
//> undefined
//> true

//# instanceof and names
function Old() {}
const bound = Old.bind(null);
log(new Old() instanceof bound, new bound() instanceof Old, Old.name, bound.name, (class {}).name, (() => {}).name);
const obj = { method() {}, arrow: () => {}, fn: function () {} };
log(obj.method.name, obj.arrow.name, obj.fn.name);
//> true true Old bound Old  
//> method arrow fn
