// Corners of the syntax, where lowering has a choice.

//# nested finally and labels
const out = [];
outer: for (let i = 0; i < 3; i++) {
  try {
    for (const j of [0, 1, 2]) {
      try {
        if (j === 1 && i === 0) continue outer;
        if (j === 2) break;
        if (i === 2) break outer;
        out.push(`${i}${j}`);
      } finally { out.push("in" + i + j); }
    }
  } finally { out.push("out" + i); }
}
log(out);
const f = () => { for (const x of [1, 2]) { try { try { return x; } finally { out.length = 0; } } finally { if (x === 1) continue; } } return "end"; };
log(f(), out);
const g = () => { while (true) { try { try { throw 1; } finally { break; } } finally { out.push("g"); } } return out; };
log(g());
//> ["00", "in00", "in01", "out0", "10", "in10", "11", "in11", "in12", "out1", "in20", "out2"]
//> 2 []
//> ["g"]

//# switch in a loop
const out = [];
for (const x of [1, 2, 3, 4]) {
  switch (x) {
    case 1: continue;
    case 2: { out.push("two"); break; }
    case 3: try { out.push("three"); break; } finally { out.push("f"); }
    default: out.push("other");
  }
  out.push("after" + x);
}
log(out);
switch (1) { default: let scoped = 5; log(scoped); }
const t = (x) => { switch (true) { case x > 5: return "big"; case x > 2: return "mid"; } return "small"; };
log(t(9), t(3), t(0));
//> ["two", "after2", "three", "f", "after3", "other", "after4"]
//> 5
//> big mid small

//# shadowing
let x = "outer";
{ let x = "block"; log(x); { const x = "inner"; log(x); } }
function f(x) { { let x = "local"; log(x); } return x; }
log(f("param"), x);
const g = (x) => { var y = x; if (true) { var y = "again"; } return y; };
log(g(1));
try { throw "thrown"; } catch (x) { log(x); { let x = 2; log(x); } }
for (let x = 0; x < 1; x++) { let x = "body"; log(x); }
log(x);
const h = (a, b = () => a) => { a = 2; return b(); };
log(h(1));
//> block
//> inner
//> local
//> param outer
//> again
//> thrown
//> 2
//> body
//> outer
//> 2

//# closures over everything
const fns = [];
for (const [k, { v }] of Object.entries({ a: { v: 1 }, b: { v: 2 } })) { let n = v; fns.push(() => k + n++); }
log(fns.map((f) => f()), fns.map((f) => f()));
try { throw "e"; } catch (err) { fns.push(() => err); }
switch (1) { case 1: const c = "case"; fns.push(() => c); }
let i = 0;
while (i < 2) { const captured = i; fns.push(() => captured); i++; }
do { let w = i; fns.push(() => w * 10); i--; } while (i > 0);
for (let a = 0, b = 10; a < 2; a++, b--) fns.push(() => [a, b]);
log(fns.slice(2).map((f) => f()));
const counter = (() => { let n = 0; return { up: () => ++n, get n() { return n; }, reset() { n = 0; } }; })();
counter.up(); counter.up();
log(counter.n, (counter.reset(), counter.n));
class Made { static all = []; constructor(n) { this.get = () => n; Made.all.push(this); } }
for (let n = 0; n < 2; n++) new Made(n);
log(Made.all.map((m) => m.get()));
//> ["a1", "b2"] ["a2", "b3"]
//> ["e", "case", 0, 1, 20, 10, [0, 10], [1, 9]]
//> 2 0
//> [0, 1]

//# closures across awaits in loops
const seen = [];
(async () => {
  for (let i = 0; i < 3; i++) { setTimeout(() => seen.push(i), 3 - i); await null; }
  for (const x of ["a", "b"]) { await null; Promise.resolve().then(() => seen.push(x)); }
  let total = 0;
  total += await (async () => { total = 100; return 1; })();
  log("total", total);
  const o = { n: 1 };
  o.n += await (async () => { o.n = 50; return 1; })();
  log(o.n);
  setTimeout(() => log(seen), 10);
})();
//> total 1
//> 2
//> ["a", "b", 2, 1, 0]

//# assignment targets
const o = { list: [1, 2], deep: {} };
for (o.current of [7, 8]) log(o.current);
for (o.list[0] in { key: 1 }) log(o.list);
for (const key in o.list) log(key);
[o.list[1], o.deep.x = 5, ...o.deep.rest] = [9, undefined, 3, 4];
log(o);
({ a: o.a, b: [o.b] } = { a: 1, b: [2] });
let p, q, r;
p = q = r = 3;
[p, q] = [q + 1, p + 2];
({ length: r } = "four");
log(o.a, o.b, p, q, r);
const order = [];
const at = (n) => { order.push(n); return n; };
const arr = [];
arr[at(0)] = at(1);
o[at("k")] = at("v");
log(order, arr, o.k);
let n = 0;
const a2 = [];
a2[n++] = n;
a2[n++] += n;
log(a2, n);
//> 7
//> 8
//> ["key", 2]
//> 0
//> 1
//> {list: ["key", 9], deep: {x: 5, rest: [3, 4]}, current: 8}
//> 1 2 4 5 4
//> [0, 1, "k", "v"] [1] v
//> [1, NaN] 2

//# operators that assign
let a = 5;
a += 2; a -= 1; a *= 3; a /= 2; a %= 5; a **= 2; a <<= 2; a >>= 1; a >>>= 1; a &= 7; a |= 8; a ^= 3;
log(a);
let calls = 0;
const get = () => { calls++; return { v: null, w: 1 }; };
const kept = get();
log((kept.v ??= "d"), (kept.w ??= "e"), (kept.w &&= 2), (kept["z"] ||= 3), kept, calls);
let u;
log((u ??= 1), (u &&= 0), (u ||= "x"), u);
log(-(2 ** 2), 2 ** 3 ** 2, (-2) ** 2, typeof typeof 1, !-1, - -1, +-+1, 1 - -1, void 0 ?? "n", (1, 2) + 3);
log(true && false || true, (null ?? false) || "z", 1 + +"2" + "3", "5" - - "2");
//> 11
//> d 1 2 3 {v: "d", w: 2, z: 3} 1
//> 1 0 x x
//> -4 512 4 string false 1 -1 2 n 5
//> true z 33 7

//# literals
log(1_000_000, 0xff, 0o17, 0b101, .5, 5., 1e3, 0.1e-1, 10n ** 20n, 0x10n);
log("\x41\u{1F600}\
continued", 'it\'s', "tab\t|", "\0".length, `a\${b}\``, `${`nested ${"deep"}`}`, "\u2028".length);
log(/[/\]]+/.test("a/]b"), /\//.source, /a{2}/.test("aa"), ((a) => a / 2 / 1)(8), [, , 3].length, [1, , 2].length, [1, 2, ].length);
const weird = { "a-b": 1, 1: 2, get: 3, set: 4, async: 5, static: 6, await: 7, of: 8, [`t${1}`]: 9, "": 10, class: 11, null: 12 };
log(weird, weird["a-b"], weird.get, weird[""], weird.class, weird[1], weird["1"]);
const { "a-b": ab, 1: one, get: getter, null: nul } = weird;
log(ab, one, getter, nul);
//> 1000000 255 15 5 0.5 5 1000 0.01 100000000000000000000n 16n
//> A😀continued it's tab	| 1 a${b}` nested deep 1
//> true \/ true 4 3 3 2
//> {1: 2, a-b: 1, get: 3, set: 4, async: 5, static: 6, await: 7, of: 8, t1: 9, : 10, class: 11, null: 12} 1 3 10 11 2 2
//> 1 2 3 12

//# functions in all forms
const forms = {
  a() { return "a"; }, async b() { return "b"; }, *c() { yield "c"; }, async *d() { yield "d"; }, get e() { return "e"; }, f: () => "f", g: async () => "g",
  h: function named() { return typeof named; }, "i-j"() { return "ij"; }, 5() { return 5; }, async: () => "async", get: (x) => x, ["k" + 1]: function () { return "k"; },
};
log(forms.a(), [...forms.c()], forms.e, forms.f(), forms.h(), forms["i-j"](), forms[5](), forms.async(), forms.get(1), forms.k1());
(async () => { log(await forms.b(), await forms.g(), (await forms.d().next()).value); })();
(function () { log("iife", this); })();
(() => log("arrow iife"))();
!function () { log("bang"); }();
void (async function () { log("async iife"); })();
const curry = a => b => ({ a, b });
log(curry(1)(2), (({ x }) => x)({ x: 3 }), (([y]) => y)([4]), ((...[p, q]) => p + q)(5, 6), ((a, { b: [c = 7] = [] } = {}) => [a, c])(1));
function outer() { return inner(); function inner() { return "hoisted inner"; } }
log(outer());
var dup = 1; var dup; log(dup);
//> a ["c"] e f function ij 5 async 1 k
//> iife undefined
//> arrow iife
//> bang
//> async iife
//> {a: 1, b: 2} 3 4 11 [1, 7]
//> hoisted inner
//> 1
//> b g d

//# getters of all kinds in classes
class A {
  static async s() { return "s"; }
  static *g() { yield 1; }
  async *ag() { yield await 2; }
  get ["dyn"]() { return 1; }
  "quoted name"() { return "q"; }
  5() { return "five"; }
  static x = 1; static y = A.x + 1; static { A.z = A.y + 1; }
  a = 1; b = this.a + 1; c = () => this.b;
  static async = 3; get = 4; set = 5; static static = 6;
  async await() { return "aw"; }
  get get2() { return this.get; }
}
const o = new A();
log([...A.g()], o["quoted name"](), o[5](), A.x, A.y, A.z, o.a, o.b, o.c(), A.async, o.get, o.set, A.static, o.get2);
A.s().then((x) => log(x)); o.ag().next().then((x) => log(x)); o.await().then((x) => log(x));
const B = class extends A { c = "over"; constructor(...args) { super(...args); this.args = args; } get get2() { return super.get2 + 1; } };
log(new B(1, 2).c, new B(1, 2).args, new B().get2, B.x, B.name);
class C extends (class { m() { return "anon"; } }) { m() { return super.m() + "!"; } }
log(new C().m());
const mixin = (Base) => class extends Base { mixed() { return "mixed"; } };
log(new (mixin(C))().mixed(), new (mixin(Object))().mixed());
//> [1] q five 1 2 3 1 2 2 3 4 5 6 4
//> over [1, 2] 5 1 B
//> anon!
//> mixed mixed
//> s
//> aw
//> {value: 2, done: false}

//# optional chains of all kinds
const o = { f() { return this.v; }, v: 1, n: null, a: [{ b: { c: () => ({ d: 4 }) } }] };
log(o?.f(), o.f?.(), o?.["f"](), o?.["f"]?.(), o.n?.f(), o.n?.["f"](), o.g?.(), o.g?.().x.y, o.a?.[0]?.b?.c?.().d, o.a[1]?.b.c().d, (o.n)?.x, !o.n?.x, o.n?.x ?? "dflt", `${o.n?.x}`);
log(delete o.n?.x, typeof o.n?.x, o.n?.x === undefined, [...(o.list ?? [])], { ...o.n?.x }, o?.v, new Map([["k", { z: 1 }]]).get("k")?.z, new Map().get("k")?.z);
const fn = null;
log(fn?.(), fn?.().x, fn?.call(1), (() => {})?.()?.x);
//> 1 1 1 1 undefined undefined undefined undefined 4 undefined undefined true dflt undefined
//> true undefined true [] {} 1 1 undefined
//> undefined undefined undefined undefined

//# conditions
const t = (x) => (x ? "T" : "F");
log(t(!(1 && 0)), t(!(0 || null)), t(!!(1 && "a")), t((1 && 2) ?? 0), t(!0 && !1), (0 || 5) && "both", t(null ?? (0 || 1)));
if (!(false || (true && !false))) log("no"); else if (0) log("no"); else log("yes");
let n = 0;
while (!(n >= 3) && (n < 5 || n < 9)) n++;
for (; n && n > 1; ) n--;
log(n, n ? n > 5 ? "a" : "b" : "c", (n > 0 && n < 5) || "out");
if (n) ; else log("never");
for (;;) { if (n++ > 3) break; }
log(n);
const v = n > 2 ? (() => { throw new Error("x"); }) : null;
try { v && v(); } catch { log("caught without a name"); }
//> T T T T F both T
//> yes
//> 1 b true
//> 5
//> caught without a name

//# exceptions in odd places
const f = ({ a } = (() => { throw new Error("default"); })()) => a;
try { f(); } catch (e) { log(e.message); }
try { for (const x of (() => { throw new Error("iterable"); })()) log(x); } catch (e) { log(e.message); }
try { [1].map(() => { throw new Error("callback"); }); } catch (e) { log(e.message); }
try { ({ get x() { throw new Error("getter"); } }).x; } catch (e) { log(e.message); }
try { new (class { constructor() { throw new Error("constructor"); } })(); } catch (e) { log(e.message); }
try { new (class { x = (() => { throw new Error("field"); })(); })(); } catch (e) { log(e.message); }
try { class X { static s = (() => { throw new Error("static"); })(); } } catch (e) { log(e.message); }
try { `${{ toString() { throw new Error("template"); } }}`; } catch (e) { log(e.message); }
try { [3, 1].sort(() => { throw new Error("compare"); }); } catch (e) { log(e.message); }
try { JSON.stringify({ toJSON() { throw new Error("toJSON"); } }); } catch (e) { log(e.message); }
try { const { x: { y } } = { x: undefined }; } catch (e) { log(e.name); }
try { try { throw new Error("first"); } finally { log("cleanup"); } } catch (e) { log(e.message); }
try { try { throw new Error("inner"); } catch (e) { throw new Error(e.message + "+"); } } catch (e) { log(e.message); }
try { throw null; } catch (e) { log(e); }
const nested = () => { try { try { throw 1; } catch (e) { try { throw e + 1; } catch (e) { return e; } finally { log("deep"); } } } finally { log("shallow"); } };
log(nested());
//> default
//> iterable
//> callback
//> getter
//> constructor
//> field
//> static
//> template
//> compare
//> toJSON
//> TypeError
//> cleanup
//> first
//> inner+
//> null
//> deep
//> shallow
//> 2

//# async methods and accessors
class Api {
  #token = "t0";
  static instance;
  static get() { return (this.instance ??= new this()); }
  get auth() { return this.refresh().then((t) => "Bearer " + t); }
  async refresh() { await null; return (this.#token = "t" + (Number(this.#token.slice(1)) + 1)); }
  async *pages(n) { for (let i = 0; i < n; i++) yield { i, auth: await this.auth }; }
  withRetry = async (fn, left = 2) => { try { return await fn(left); } catch (e) { if (!left) throw e; return this.withRetry(fn, left - 1); } };
}
(async () => {
  const api = Api.get();
  log(Api.get() === api, await api.auth);
  for await (const { i, auth } of api.pages(2)) log(i, auth);
  log(await api.withRetry(async (left) => { if (left) throw left; return "done"; }));
  await api.withRetry(async () => { throw new Error("always"); }).catch((e) => log(e.message));
})();
//> true Bearer t1
//> 0 Bearer t2
//> 1 Bearer t3
//> done
//> always

//# interceptor chain
const make = () => {
  const handlers = [];
  const send = async (config) => { log("send", config.url, config.headers?.auth ?? "none"); return config.headers?.auth === "new" ? { status: 200 } : { status: 401, config }; };
  const request = (config) => {
    let chain = Promise.resolve(config).then(send).then((r) => (r.status === 401 ? Promise.reject(Object.assign(new Error("401"), { response: r, config })) : r));
    for (const [ok, bad] of handlers) chain = chain.then(ok, bad);
    return chain;
  };
  return Object.assign(request, { use: (ok, bad) => handlers.push([ok, bad]), get: (url, c = {}) => request({ url, ...c }) });
};
const api = make();
let refreshing = null;
api.use((r) => r, async (error) => {
  const original = error.config;
  if (error.response?.status !== 401 || original._retry) return Promise.reject(error);
  original._retry = true;
  refreshing ??= new Promise((r) => setTimeout(() => r("new"), 5)).finally(() => { refreshing = null; });
  original.headers = { ...original.headers, auth: await refreshing };
  return api(original);
});
Promise.all([api.get("/a"), api.get("/b", { headers: { x: 1 } })]).then((rs) => log(rs));
//> send /a none
//> send /b none
//> send /a new
//> send /b new
//> [{status: 200}, {status: 200}]
