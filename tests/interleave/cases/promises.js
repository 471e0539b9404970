//# microtask order
log("start");
setTimeout(() => log("timeout"), 0);
Promise.resolve().then(() => log("then 1")).then(() => log("then 2"));
queueMicrotask(() => log("micro"));
(async () => { log("async start"); await null; log("after await"); })();
new Promise((resolve) => { log("executor"); resolve(); }).then(() => log("executor then"));
log("end");
//> start
//> async start
//> executor
//> end
//> then 1
//> micro
//> after await
//> executor then
//> then 2
//> timeout

//# await takes one tick on a native promise
const tick = (name, n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log(name, i)); };
(async () => { await Promise.resolve(); log("awaited promise"); })();
(async () => { await { then(f) { f("x"); } }; log("awaited thenable"); })();
(async () => Promise.resolve())().then(() => log("returned promise"));
(async () => { await 1; })().then(() => log("returned plain"));
new Promise((r) => r(Promise.resolve())).then(() => log("resolved with promise"));
tick("t", 6);
//> awaited promise
//> t 1
//> awaited thenable
//> returned plain
//> t 2
//> returned promise
//> resolved with promise
//> t 3
//> t 4
//> t 5
//> t 6

//# chains
Promise.resolve(1).then((x) => x + 1).then((x) => { throw new Error("e" + x); }).then(() => log("skipped")).catch((e) => { log("caught", e.message); return "ok"; }).finally(() => { log("finally"); return "ignored"; }).then((x) => log("value", x));
Promise.reject("r").then(null, (e) => log("onRejected", e));
Promise.reject("r2").finally(() => { throw "from finally"; }).catch((e) => log(e));
Promise.resolve("v").finally(() => Promise.reject("late")).catch((e) => log(e));
Promise.resolve("pass").then(undefined).then((x) => log(x));
//> onRejected r
//> from finally
//> pass
//> caught e2
//> late
//> finally
//> value ok

//# finally ticks
const ticks = (name, n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log(name, i)); };
Promise.resolve("a").finally(() => {}).then(() => log("finally done"));
Promise.reject("b").finally(() => {}).catch(() => log("finally rejected"));
ticks("t", 5);
//> t 1
//> t 2
//> t 3
//> finally done
//> finally rejected
//> t 4
//> t 5

//# combinators
const later = (v, ms) => new Promise((r) => setTimeout(() => r(v), ms));
const fail = (v, ms) => new Promise((_, r) => setTimeout(() => r(v), ms));
Promise.all([1, later(2, 5), Promise.resolve(3)]).then((x) => log("all", x));
Promise.all([later(1, 5), fail("bad", 2)]).catch((e) => log("all failed", e));
Promise.allSettled([later("ok", 3), fail("no", 1), 7]).then((x) => log("settled", x));
Promise.race([later("slow", 9), later("fast", 4)]).then((x) => log("race", x));
Promise.any([fail("x", 1), later("any", 6)]).then((x) => log("any", x));
Promise.any([fail("x", 1), fail("y", 2)]).catch((e) => log(e.name, e.errors));
Promise.all([]).then((x) => log("empty", x));
Promise.all(new Set([1])).then((x) => log("iterable", x));
//> empty []
//> iterable [1]
//> all failed bad
//> AggregateError ["x", "y"]
//> settled [{status: "fulfilled", value: "ok"}, {status: "rejected", reason: "no"}, {status: "fulfilled", value: 7}]
//> race fast
//> all [1, 2, 3]
//> any any

//# combinator order
Promise.all([Promise.resolve(1), 2]).then(() => log("all"));
Promise.race([Promise.resolve(1), 2]).then(() => log("race"));
Promise.allSettled([1]).then(() => log("settled"));
Promise.any([1]).then(() => log("any"));
let p = Promise.resolve();
for (let i = 1; i <= 5; i++) p = p.then(() => log("tick", i));
//> tick 1
//> all
//> race
//> settled
//> any
//> tick 2
//> tick 3
//> tick 4
//> tick 5

//# async functions
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));
async function work(name) { log(name, "begin"); await sleep(name === "a" ? 4 : 2); log(name, "end"); return name.toUpperCase(); }
(async () => {
  log(await Promise.all([work("a"), work("b")]));
  for (const n of ["c", "d"]) log(await work(n));
  const x = { v: await 5, w: (await work("e")) + "!" };
  log(x);
  log((await sleep(1)) === undefined, await (async () => "nested")());
})();
//> a begin
//> b begin
//> b end
//> a end
//> ["A", "B"]
//> c begin
//> c end
//> C
//> d begin
//> d end
//> D
//> e begin
//> e end
//> {v: 5, w: "E!"}
//> true nested

//# async finally
let flag = false;
async function refresh(fails) {
  flag = true;
  try { await null; if (fails) throw new Error("refused"); return "token"; }
  catch (e) { log("catch", flag); throw e; }
  finally { flag = false; log("released"); }
}
(async () => {
  log(await refresh(false), flag);
  try { await refresh(true); } catch (e) { log(e.message, flag); }
  const p = refresh(true);
  log("in flight", flag);
  await p.catch(() => log("handled", flag));
})();
//> released
//> token false
//> catch true
//> released
//> refused false
//> in flight true
//> catch true
//> released
//> handled false

//# return inside try with await
const reject = () => Promise.reject(new Error("x"));
const awaited = async () => { try { return await reject(); } catch { return "caught"; } };
const bare = async () => { try { return reject(); } catch { return "caught"; } };
awaited().then((v) => log("awaited", v));
bare().then((v) => log("bare", v), (e) => log("bare rejected", e.message));
const order = async () => { try { return "value"; } finally { await null; log("finally before value"); } };
order().then((v) => log(v));
//> finally before value
//> awaited caught
//> value
//> bare rejected x

//# single flight
let inFlight = null, calls = 0;
const doRefresh = async () => { calls++; await new Promise((r) => setTimeout(r, 5)); return "T" + calls; };
const shared = () => { if (!inFlight) inFlight = doRefresh().finally(() => { inFlight = null; }); return inFlight; };
(async () => {
  log(await Promise.all([shared(), shared(), shared()]), calls, inFlight);
  log(await shared(), calls);
})();
//> ["T1", "T1", "T1"] 1 null
//> T2 2

//# queue of waiters
let refreshing = false, waiting = [];
const request = async (n) => {
  if (refreshing) return new Promise((resolve, reject) => waiting.push({ resolve, reject })).then((t) => `${n}:${t}`);
  refreshing = true;
  try {
    await new Promise((r) => setTimeout(r, 2));
    waiting.forEach((w) => w.resolve("new"));
    return `${n}:own`;
  } finally { refreshing = false; waiting = []; }
};
Promise.all([request(1), request(2), request(3)]).then((x) => log(x));
//> ["1:own", "2:new", "3:new"]

//# thenables
const thenable = { then(ok, no) { log("then called"); ok("T"); no("ignored"); ok("again"); } };
Promise.resolve(thenable).then((x) => log(x));
(async () => log("awaited", await thenable))();
Promise.resolve({ then: 5, v: 1 }).then((x) => log(x));
Promise.resolve({ get then() { throw "getter"; } }).catch((e) => log(e));
new Promise((r) => r({ then() { throw "in then"; } })).catch((e) => log(e));
const self = new Promise((r) => setTimeout(() => r(self), 1));
self.catch((e) => log(e.name));
//> then called
//> then called
//> {then: 5, v: 1}
//> getter
//> T
//> awaited T
//> in then
//> TypeError

//# resolving only once
const p = new Promise((resolve, reject) => { resolve("first"); reject("second"); resolve("third"); throw "fourth"; });
p.then((x) => log(x));
new Promise(() => { throw "executor threw"; }).catch((e) => log(e));
const { promise, resolve } = (() => { let resolve; const promise = new Promise((r) => { resolve = r; }); return { promise, resolve }; })();
promise.then((x) => log("deferred", x));
resolve("d");
log(Promise.resolve(p) === p, p instanceof Promise, typeof p.then);
try { new Promise(); } catch (e) { log(e.name); }
try { Promise(); } catch (e) { log(e.name); }
//> true true function
//> TypeError
//> TypeError
//> first
//> executor threw
//> deferred d

//# async iteration
async function* count(n) { for (let i = 0; i < n; i++) { await null; yield i; } return "done"; }
(async () => {
  for await (const x of count(3)) log("x", x);
  for await (const y of [Promise.resolve("p"), "plain"]) log(y);
  const it = count(1);
  log(await it.next(), await it.next(), await it.next());
  const all = count(2);
  log(await Promise.all([all.next(), all.next(), all.next()]));
  const closed = count(5);
  await closed.next();
  log(await closed.return("r"), await closed.next());
})();
//> x 0
//> x 1
//> x 2
//> p
//> plain
//> {value: 0, done: false} {value: "done", done: true} {value: undefined, done: true}
//> [{value: 0, done: false}, {value: 1, done: false}, {value: "done", done: true}]
//> {value: "r", done: true} {value: undefined, done: true}

//# async generator errors
async function* g() { try { yield 1; yield Promise.reject(new Error("rejected")); } finally { log("cleanup"); } }
(async () => {
  try { for await (const x of g()) log(x); } catch (e) { log(e.message); }
  const it = g();
  await it.next();
  try { await it.throw(new Error("thrown in")); } catch (e) { log(e.message); }
  log(await it.next());
  async function* outer() { const r = yield* inner(); yield r; }
  async function* inner() { yield "a"; return "ret"; }
  const out = [];
  for await (const x of outer()) out.push(x);
  log(out);
})();
//> 1
//> cleanup
//> rejected
//> cleanup
//> thrown in
//> {value: undefined, done: true}
//> ["a", "ret"]

//# for await order
(async () => { for await (const x of ["a", "b"]) log(x); log("end"); })();
let p = Promise.resolve();
for (let i = 1; i <= 8; i++) p = p.then(() => log("tick", i));
//> tick 1
//> a
//> tick 2
//> tick 3
//> b
//> tick 4
//> tick 5
//> end
//> tick 6
//> tick 7
//> tick 8

//# async generator order
(async () => { async function* g() { yield 1; yield 2; } for await (const x of g()) log(x); log("end"); })();
let p = Promise.resolve();
for (let i = 1; i <= 9; i++) p = p.then(() => log("tick", i));
//> tick 1
//> 1
//> tick 2
//> tick 3
//> 2
//> tick 4
//> end
//> tick 5
//> tick 6
//> tick 7
//> tick 8
//> tick 9

//# timers
const order = [];
const id = setInterval(() => { order.push("i"); if (order.filter((x) => x === "i").length === 3) { clearInterval(id); log(order); } }, 20);
setTimeout(() => order.push("t70"), 70);
const dead = setTimeout(() => order.push("never"), 30);
clearTimeout(dead);
setTimeout((a, b) => order.push(a + b), 50, "x", "y");
clearTimeout(undefined);
//> ["i", "i", "xy", "i"]

//# timer and microtask
setTimeout(() => { log("t1"); Promise.resolve().then(() => log("m1")); }, 1);
setTimeout(() => log("t2"), 3);
Promise.resolve().then(() => { setTimeout(() => log("t3"), 0); log("m0"); });
//> m0
//> t1
//> m1
//> t3
//> t2

//# retry with backoff
let attempts = 0;
const flaky = async () => { attempts++; if (attempts < 3) throw new Error("try " + attempts); return "ok after " + attempts; };
async function retry(fn, n, delay = 1) { for (let i = 0; ; i++) { try { return await fn(); } catch (e) { if (i >= n) throw e; log(e.message); await new Promise((r) => setTimeout(r, delay * 2 ** i)); } } }
retry(flaky, 5).then((x) => log(x));
//> try 1
//> try 2
//> ok after 3

//# timeout race
const timeout = (ms) => new Promise((_, r) => setTimeout(() => r(new Error("timeout")), ms));
const hang = new Promise(() => {});
Promise.race([hang, timeout(3)]).catch((e) => log(e.message));
//> timeout

//# mutex
class Mutex { #tail = Promise.resolve(); run(task) { const result = this.#tail.then(task); this.#tail = result.catch(() => {}); return result; } }
const m = new Mutex();
const step = (n) => async () => { log("enter", n); await new Promise((r) => setTimeout(r, 4 - n)); log("leave", n); if (n === 2) throw "failed"; return n; };
m.run(step(1)).then((x) => log("got", x));
m.run(step(2)).catch((e) => log("got", e));
m.run(step(3)).then((x) => log("got", x));
//> enter 1
//> leave 1
//> got 1
//> enter 2
//> leave 2
//> got failed
//> enter 3
//> leave 3
//> got 3

//# async arrow in map
(async () => {
  const results = await Promise.all([3, 1, 2].map(async (n, i) => { await new Promise((r) => setTimeout(r, n)); log("done", n, i); return n * 10; }));
  log(results);
  [1].forEach(async (n) => { await null; log("forEach", n); });
  log("after forEach");
  const sum = await [1, 2, 3].reduce(async (acc, n) => (await acc) + n, Promise.resolve(0));
  log(sum);
})();
//> done 1 1
//> done 2 2
//> done 3 0
//> [30, 10, 20]
//> after forEach
//> forEach 1
//> 6

//# throw before the first await
const f = async () => { throw new Error("sync part"); };
const g = async (x = (() => { throw new Error("in default"); })()) => x;
f().catch((e) => log(e.message));
g().catch((e) => log(e.message));
log("goes on");
//> goes on
//> sync part
//> in default

//# await in odd places
(async () => {
  const a = [await 1, ...(await [2, 3])];
  const o = { [await "k"]: await "v" };
  const t = `${await "x"}-${await "y"}`;
  const c = (await true) ? await "yes" : await "no";
  log(a, o, t, c, (await null) ?? "dflt", (await { f: () => "m" }).f(), !(await false));
  switch (await 2) { case await 1: log("one"); break; case await 2: log("two"); }
  while (await false) log("never");
  try { throw await "thrown"; } catch (e) { log(e); }
  label: for (const x of await [1, 2]) { for (;;) { await null; continue label; } }
  log("end");
})();
//> [1, 2, 3] {k: "v"} x-y yes dflt m true
//> two
//> thrown
//> end

//# rejection handled late
const p = Promise.reject(new Error("late"));
setTimeout(() => p.catch((e) => log("handled", e.message)), 1);
Promise.allSettled([p]).then(([r]) => log(r.status));
//> rejected
//> handled late
