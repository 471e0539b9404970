// Each case: its name after //#, its code, then what it logs, a line each, after //>.

//# arithmetic
log(1 + 2, 7 / 2, 7 % 3, -7 % 3, 2 ** 10, 5 / 0, -5 / 0, 0 / 0);
log(0.1 + 0.2, 1e21, 1e-7, 123456789012345680000, 1 / 3, -0, 0 * -1, 2 ** 53 + 1);
log(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 31, -1 >>> 0, -9 >> 1, 2 ** 32 >> 0);
log("3" * "4", "3" + 4, 3 + null, 3 + undefined, true + 1, [] + {}, [1, 2] + "", +"  12  ", +"0x1f", +"abc", +"");
//> 3 3.5 1 -1 1024 Infinity -Infinity NaN
//> 0.30000000000000004 1e+21 1e-7 123456789012345680000 0.3333333333333333 -0 -0 9007199254740992
//> 1 7 6 -6 -2147483648 4294967295 -5 0
//> 12 34 3 NaN 2 [object Object] 1,2 12 31 NaN 0

//# comparison
log(1 < 2, "b" > "a", "10" < 9, null >= 0, undefined == null, NaN == NaN, "1" == 1, [1] == 1, null == 0);
log(1 === 1.0, "a" === "a", {} === {}, 0 === -0, Object.is(0, -0), Object.is(NaN, NaN));
log("x" in { x: 1 }, [] instanceof Array, [] instanceof Object, (() => 1) instanceof Function, typeof null, typeof undefined, typeof (() => 1), typeof 1n, typeof Symbol());
//> true true false true true false true true false
//> true true false true false true
//> true true true true object undefined function bigint symbol

//# logic
let calls = 0;
const touch = (value) => { calls += 1; return value; };
log(0 || "a", 0 ?? "a", null ?? "b", "" && touch(1), touch(0) || touch(2), calls);
let a = null, b = 0, c = 1;
a ??= "set"; b ||= "or"; c &&= "and";
log(a, b, c, !a, !!a, void 0);
const obj = { x: undefined };
obj.x ??= touch("filled"); obj.x ??= touch("again"); obj["y"] ||= 5;
log(obj, calls);
//> a 0 b  2 2
//> set or and false true undefined
//> {x: "filled", y: 5} 3

//# increments
let i = 5;
log(i++, i, ++i, i--, --i);
const box = { n: 1, list: [1, 2] };
box.n += 4; box.n *= 2; box.list[1]++; box["n"] -= 1; box.list[0] **= 3;
log(box, i += 2, i <<= 2, i %= 5);
//> 5 6 7 7 5
//> {n: 9, list: [1, 3]} 7 28 3

//# closures in loops
const fns = [];
for (let i = 0; i < 3; i++) { fns.push(() => i); }
for (var v = 0; v < 3; v++) fns.push(() => v);
for (const x of ["a", "b"]) fns.push(() => x);
for (const k in { p: 1, q: 2 }) { const inner = k + "!"; fns.push(() => inner); }
log(fns.map((f) => f()));
//> [0, 1, 2, 3, 3, 3, "a", "b", "p!", "q!"]

//# loop variable written in the body
const seen = [];
for (let i = 0; i < 6; i++) { seen.push(() => i); i++; }
log(seen.map((f) => f()));
//> [1, 3, 5]

//# labelled loops
outer: for (let i = 0; i < 4; i++) {
  for (let j = 0; j < 4; j++) {
    if (j === 2) continue outer;
    if (i === 2) break outer;
    log(i, j);
  }
}
block: { log("in"); if (true) break block; log("never"); }
let n = 0;
do { n++; if (n === 2) continue; if (n > 3) break; } while (n < 10);
log(n);
//> 0 0
//> 0 1
//> 1 0
//> 1 1
//> in
//> 4

//# switch
const kind = (x) => {
  switch (x) {
    case 1: return "one";
    case "1": return "text";
    case 2:
    case 3: { let r = "few"; r += "!"; return r; }
    default: return "many";
    case 4: return "four";
  }
};
log(kind(1), kind("1"), kind(2), kind(3), kind(4), kind(9));
const order = [];
switch (2) { case 1: order.push(1); case 2: order.push(2); case 3: order.push(3); break; case 4: order.push(4); }
log(order);
//> one text few! few! four many
//> [2, 3]

//# hoisting
log(early(), typeof later);
function early() { return "hoisted"; }
var later = 1;
log(later, (function fact(n) { return n < 2 ? 1 : n * fact(n - 1); })(5));
{ function inBlock() { return 7; } log(inBlock()); }
//> hoisted undefined
//> 1 120
//> 7

//# dead zone
try { log(tooEarly); } catch (e) { log(e.name); }
let tooEarly = 1;
const fixed = 1;
try { fixed = 2; } catch (e) { log(e.name, e.message); }
log(tooEarly, fixed);
//> ReferenceError
//> TypeError Assignment to constant variable.
//> 1 1

//# exceptions
function f(how) {
  const out = [];
  try {
    try { if (how === "throw") throw new Error("inner"); if (how === "return") return out.concat("returned"); out.push("try"); }
    catch (e) { out.push("catch " + e.message); throw new TypeError("second"); }
    finally { out.push("finally"); log("cleanup", how); }
    out.push("after");
  } catch (e) { out.push(e.name + " " + e.message); }
  return out;
}
log(f("throw"), f("return"), f("plain"));
//> cleanup throw
//> cleanup return
//> cleanup plain
//> ["catch inner", "finally", "TypeError second"] ["returned"] ["try", "finally", "after"]

//# finally overrides
const override = () => { try { return "try"; } finally { return "finally"; } };
const swallow = () => { try { throw new Error("lost"); } finally { return "kept"; } };
const breaks = () => { for (;;) { try { return "no"; } finally { break; } } return "broke"; };
const loops = () => { const out = []; for (const x of [1, 2, 3]) { try { if (x === 2) continue; out.push(x); } finally { out.push("f" + x); } } return out; };
log(override(), swallow(), breaks(), loops());
const value = (() => { let x = 1; try { return x; } finally { x = 2; } })();
log(value);
//> finally kept broke [1, "f1", "f2", 3, "f3"]
//> 1

//# errors
try { null.x; } catch (e) { log(e instanceof TypeError, e.constructor === TypeError); }
try { undefined(); } catch (e) { log(e.name); }
try { ({}).missing(); } catch (e) { log(e.name); }
try { new (() => 1)(); } catch (e) { log(e.name); }
try { throw { code: 401 }; } catch ({ code }) { log(code); }
const cause = new Error("outer", { cause: "why" });
log(cause.cause, String(cause), cause.message, Object.keys(cause), new Error().message === "");
log(new AggregateError([1, 2], "both").errors, new RangeError("r") instanceof Error);
//> true true
//> TypeError
//> TypeError
//> TypeError
//> 401
//> why Error: outer outer [] true
//> [1, 2] true

//# destructuring
const { [`comp${1}`]: comp = "dflt" } = { comp1: undefined };
const { a, b: { c = 5, ...restB }, "quoted-key": q, ...rest } = { a: 1, b: { d: 2, e: 3 }, "quoted-key": 4, z: 26 };
log(a, c, restB, q, comp, rest);
const [x, , y = 10, ...zs] = [1, 2, undefined, 4, 5];
log(x, y, zs);
let m = 1, n = 2;
[m, n] = [n, m];
const target = {};
({ p: target.q, r: target["s"] = 9 } = { p: 3 });
log(m, n, target);
const fn = ({ id, tags: [first] = ["none"] } = {}, ...others) => [id, first, others];
log(fn(), fn({ id: 1, tags: ["t"] }, 2, 3));
const [k, v] = new Map([["key", "value"]]).entries().next().value;
const [one, two] = new Set(["s1", "s2"]);
const [c1, c2] = "hi";
log(k, v, one, two, c1, c2);
try { const { gone } = null; } catch (e) { log(e.name); }
//> 1 5 {d: 2, e: 3} 4 dflt {z: 26}
//> 1 10 [4, 5]
//> 2 1 {q: 3, s: 9}
//> [undefined, "none", []] [1, "t", [2, 3]]
//> key value s1 s2 h i
//> TypeError

//# spread
const base = { a: 1, b: 2 };
log({ ...base, b: 3, ...null, ...{ c: 4 }, ..."hi" }, [...[1, 2], ...new Set([3]), ..."ab"], Math.max(...[1, 5, 3], 4));
const args = (...xs) => xs.length;
log(args(...[], ...[undefined, 1]), new Array(...[1, 2, 3]), [..."😀"].length, "😀".length);
const o = { f(...xs) { return xs.concat(this.n); }, n: 9 };
log(o.f(...[1, 2]), o["f"](...[3]));
//> {0: "h", 1: "i", a: 1, b: 3, c: 4} [1, 2, 3, "a", "b"] 5
//> 2 [1, 2, 3] 1 2
//> [1, 2, 9] [3, 9]

//# optional chaining
const o = { a: { b: () => "called", n: null }, f: undefined };
log(o?.a?.b?.(), o.x?.y.z.w, o.a.n?.deep, o.f?.(), o?.["a"]?.["n"], o.a?.b());
log(delete o?.a, o);
//> called undefined undefined undefined null called
//> true {f: undefined}

//# this
const o = { name: "o", regular() { return this.name; }, arrow() { return [1].map(() => this.name)[0]; }, bare() { return (function () { return this; })(); } };
const { regular } = o;
log(o.regular(), o.arrow(), o.bare(), regular.call({ name: "called" }), regular.apply({ name: "applied" }), regular.bind({ name: "bound" })());
function Ctor(name) { this.name = name; return name === "obj" ? { other: true } : 5; }
Ctor.prototype.hello = function () { return "hi " + this.name; };
log(new Ctor("x").hello(), new Ctor("obj"), new Ctor("y") instanceof Ctor, Object.keys(new Ctor("z")));
function target() { return new.target === undefined ? "call" : "new"; }
log(target(), typeof new target());
//> o o undefined called applied bound
//> hi x {other: true} true ["name"]
//> call object

//# arguments and defaults
function f(a, b = a + 1, c = () => a + b) { return [arguments.length, a, b, c()]; }
log(f(1), f(1, undefined), f(1, 5), ((a, b) => a).length, ((...r) => r).length);
const g = (a, b = log("default evaluated")) => a;
log(g(1, 2), g(3));
function sloppy() { return Array.prototype.slice.call(arguments, 1); }
log(sloppy(1, 2, 3), (() => sloppy.name)());
//> [1, 1, 2, 3] [2, 1, 2, 3] [2, 1, 5, 6] 2 0
//> default evaluated
//> 1 3
//> [2, 3] sloppy

//# getters and setters
const o = { _v: 1, get v() { log("get"); return this._v; }, set v(x) { log("set", x); this._v = x * 2; }, ["comp" + 1]: "c", 5: "five", shorthand() { return super.toString === Object.prototype.toString; } };
o.v = 4; o.v += 1;
log(o.v, o.comp1, o[5], o.shorthand(), Object.keys(o));
const only = Object.defineProperty({}, "x", { get: () => 1 });
try { only.x = 2; } catch (e) { log(e.name); }
const { v } = o;
log(v, { ...o }.v);
//> set 4
//> get
//> set 9
//> get
//> 18 c five true ["5", "_v", "v", "comp1", "shorthand"]
//> TypeError
//> get
//> get
//> 18 18

//# computed members
const key = "dyn", obj = { [key]: 1, [key + "2"]() { return 2; }, ["a" + "b"]: 3 };
log(obj, obj[key + "2"](), obj?.[key], delete obj[key], obj.dyn);
const list = [10, 20];
list[list.length] = 30; list["1"] = 21; list[5] = 60;
log(list.length, list.indexOf(60), 3 in list, list[-1], Object.keys(list));
//> {dyn2: [function dyn2], ab: 3} 2 1 true undefined
//> 6 5 false undefined ["0", "1", "2", "5"]

//# templates
const n = 3;
log(`a${n}b${n * 2}c`, `${{ toString: () => "obj" }}`, `${[1, 2]}`, `\n`.length, `line
two`);
function tag(strings, ...values) { return strings.raw.join("|") + "/" + strings.join("|") + "/" + values.join(","); }
log(tag`x${1}y${2}z`, tag`${0}`, ((s) => s.length)`plain`);
const same = () => ((s) => s)`q`;
log(same() === same());
//> a3b6c obj 1,2 1 line⏎two
//> x|y|z/x|y|z/1,2 |/|/0 1
//> true

//# generators
function* gen(n) { try { for (let i = 0; i < n; i++) { const sent = yield i; if (sent) log("sent", sent); } return "end"; } finally { log("closed"); } }
const g = gen(3);
log(g.next("ignored"), g.next("hello"), g.next(), g.next(), g.next());
log([...gen(2)], Array.from(gen(1)));
const early = gen(5);
early.next();
log(early.return("stop"), early.next());
const thrown = gen(5);
thrown.next();
try { thrown.throw(new Error("in")); } catch (e) { log("out", e.message); }
log(thrown.next(), gen(1)[Symbol.iterator]() !== undefined);
const [first, second] = [...gen(2)];
function* endless() { for (let n = 0; ; n++) yield n; }
const [zero, , two] = endless();
log(first, second, zero, two);
//> sent hello
//> closed
//> {value: 0, done: false} {value: 1, done: false} {value: 2, done: false} {value: "end", done: true} {value: undefined, done: true}
//> closed
//> closed
//> [0, 1] [0]
//> closed
//> {value: "stop", done: true} {value: undefined, done: true}
//> closed
//> out in
//> {value: undefined, done: true} true
//> closed
//> 0 1 0 2

//# delegating generators
function* inner() { const x = yield "a"; log("inner got", x); try { yield "b"; } catch (e) { log("inner caught", e); yield "recovered"; } return "result"; }
function* outer() { yield 0; const r = yield* inner(); yield r; yield* [1, 2]; yield* "xy"; }
const g = outer();
log(g.next(), g.next(), g.next("sent"), g.throw("boom"), g.next(), g.next(), g.next(), g.next(), g.next(), g.next());
function* tree(t) { if (t) { yield* tree(t.l); yield t.v; yield* tree(t.r); } }
log([...tree({ l: { v: 1 }, v: 2, r: { v: 3 } })]);
//> inner got sent
//> inner caught boom
//> {value: 0, done: false} {value: "a", done: false} {value: "b", done: false} {value: "recovered", done: false} {value: "result", done: false} {value: 1, done: false} {value: 2, done: false} {value: "x", done: false} {value: "y", done: false} {value: undefined, done: true}
//> [1, 2, 3]

//# generator return through finally
function* g() { try { yield 1; } catch (e) { log("not caught"); } finally { yield "cleanup"; } yield "never"; }
const it = g();
log(it.next(), it.return("r"), it.next(), it.next());
function* h() { try { yield 1; } finally { return "overridden"; } }
const ih = h();
log(ih.next(), ih.return("x"));
const fresh = g();
log(fresh.return(5), fresh.next());
//> {value: 1, done: false} {value: "cleanup", done: false} {value: "r", done: true} {value: undefined, done: true}
//> {value: 1, done: false} {value: "overridden", done: true}
//> {value: 5, done: true} {value: undefined, done: true}

//# iterators
const range = { from: 1, to: 3, [Symbol.iterator]() { let n = this.from; const to = this.to; return { next: () => (n <= to ? { value: n++, done: false } : { value: undefined, done: true }) }; } };
const out = [];
for (const x of range) out.push(x);
log(out, [...range], Math.max(...range), new Set(range), Array.from(range, (x) => x * 2));
const [p, ...qs] = [...range];
log(p, qs);
const m = new Map([["a", 1], ["b", 2]]);
for (const [k, v] of m) { log(k, v); if (k === "a") { m.delete("b"); m.set("c", 3); } }
for (const [i, x] of ["p", "q"].entries()) log(i, x);
const live = [1, 2];
for (const x of live) { if (live.length < 5) live.push(x * 10); }
log(live);
try { for (const x of 5) log(x); } catch (e) { log(e.name); }
//> [1, 2, 3] [1, 2, 3] 3 Set{1, 2, 3} [2, 4, 6]
//> 1 [2, 3]
//> a 1
//> c 3
//> 0 p
//> 1 q
//> [1, 2, 10, 20, 100]
//> TypeError

//# for in
class Base { inherited = 1; }
const proto = { fromProto: 1 };
const o = Object.create(proto, { hiddenOne: { value: 1, enumerable: false } });
o.own = 1; o[2] = 1; o[1] = 1;
const keys = [];
for (const k in o) keys.push(k);
for (const k in "ab") keys.push(k);
for (const k in null) keys.push("never");
log(keys);
//> ["1", "2", "own", "fromProto", "0", "1"]

//# sequence and comma
let a = (1, 2, 3);
for (let i = 0, j = 10; i < j; i += 3, j -= 3) log(i, j);
log(a, (log("first"), "second"));
//> 0 10
//> 3 7
//> first
//> 3 second

//# bigint
log(2n ** 64n, 7n / 2n, -7n % 3n, 1n + 2n, 5n > 4, 2n == 2, 0n ? 1 : 2, BigInt(10), typeof 1n);
try { 1n + 1; } catch (e) { log(e.name); }
log(BigInt("0x10"), (123n).toString(), 1n << 10n, -5n);
//> 18446744073709551616n 3n -1n 3n true true 2 10n bigint
//> TypeError
//> 16n 123 1024n -5n

//# symbols
const s = Symbol("desc");
const o = { [s]: 1, plain: 2 };
log(o[s], Object.keys(o), s.description, s.toString(), Symbol.for("x") === Symbol.for("x"), Object.getOwnPropertySymbols(o).length);
log({ ...o }[s], JSON.stringify(o));
try { s + ""; } catch (e) { log(e.name); }
//> 1 ["plain"] desc Symbol(desc) true 1
//> 1 {"plain":2}
//> TypeError

//# conversion of objects
const o = { valueOf: () => 42, toString: () => "text" };
log(o + 1, `${o}`, o * 2, o > 41, o == 42, String(o), [o] + "", { [o]: 1 });
const p = { [Symbol.toPrimitive]: (hint) => hint };
log(p + "", `${p}`, +{ [Symbol.toPrimitive]: () => 7 }, p == "default");
log([] == false, [0] == false, [1, [2, 3]].toString(), String(null), ({}) + "", (() => 1).name, new Date(0) * 1);
//> 43 text 84 true true text text {text: 1}
//> default string 7 true
//> true true 1,2,3 null [object Object]  0

//# evaluation order of arguments
const trace = [];
const t = (x) => { trace.push(x); return x; };
({ [t("k")]: t("v") });
t({ f: () => t("body") }).f(t("arg1"), t("arg2"));
[t(1), t(2)].concat(t(3));
const o = {};
(t(o)).prop = t("value");
log(trace.map((x) => (typeof x === "object" ? "obj" : x)));
//> ["k", "v", "obj", "arg1", "arg2", "body", 1, 2, 3, "obj", "value"]

//# deep recursion
const depth = (n) => (n === 0 ? 0 : 1 + depth(n - 1));
log(depth(3000));
const forever = () => forever();
try { forever(); } catch (e) { log(e instanceof RangeError); }
let nested = [];
for (let i = 0; i < 50; i++) nested = [nested];
log(JSON.stringify(nested).length, nested.flat(Infinity).length, String(nested) === "");
//> 3000
//> true
//> 102 0 true
