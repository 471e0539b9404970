//# arrays
const a = [3, 1, 2];
log(a.map((x, i) => x * i), a.filter((x) => x > 1), a.find((x) => x < 3), a.findIndex((x) => x === 9), a.findLast((x) => x > 1), a.findLastIndex((x) => x > 2));
log(a.some((x) => x > 2), a.every((x) => x > 1), a.includes(2), a.indexOf(1), a.lastIndexOf(2), a.reduce((s, x) => s + x), a.reduceRight((s, x) => s + "-" + x, "r"));
log([...a].sort(), [10, 9, 1].sort(), [10, 9, 1].sort((x, y) => x - y), a.toString(), a.join("|"), [1, [2, [3, [4]]]].flat(), [1, 2].flatMap((x) => [x, x * 2]));
log(a.push(4), a.pop(), a.shift(), a.unshift(7, 8), a, a.slice(1), a.slice(-2, -1), a.splice(1, 2, "x", "y", "z"), a, a.reverse(), a.concat([1], 2, [[3]]));
log(Array.from({ length: 3 }, (_, i) => i * i), Array.of(7, 8), new Array(3).length, new Array(3).fill(0), Array.isArray([]), Array.isArray({}), [1, 2, 3].at(-1), [..."ab"].entries().next(), [...[5, 6].keys()]);
log([1, 2, 3].fill(9, 1), [, 1].length, [undefined, null].join("-"), [3, 2].toSorted?.() ?? [2, 3], [NaN].includes(NaN), [NaN].indexOf(NaN), [[1, 2]].map(([x, y]) => x + y));
try { [].reduce((x) => x); } catch (e) { log(e.name); }
const objs = [{ n: 2, k: "a" }, { n: 1, k: "b" }, { n: 2, k: "c" }];
log(objs.sort((x, y) => x.n - y.n).map((o) => o.k), [true, false].filter(Boolean), ["1", "2", "3"].map(Number), [1, 2, 3].length = 1);
//> [0, 1, 4] [3, 2] 1 -1 2 0
//> true false true 1 2 6 r-2-1-3
//> [1, 2, 3] [1, 10, 9] [1, 9, 10] 3,1,2 3|1|2 [1, 2, [3, [4]]] [1, 2, 2, 4]
//> 4 4 3 4 [2, "z", "y", "x", 7] [8, 1, 2] [1] [8, 1] [2, "z", "y", "x", 7] [2, "z", "y", "x", 7] [2, "z", "y", "x", 7, 1, 2, [3]]
//> [0, 1, 4] [7, 8] 3 [0, 0, 0] true false 3 {value: [0, "a"], done: false} [0, 1]
//> [1, 9, 9] 2 - [2, 3] true -1 [3]
//> TypeError
//> ["b", "a", "c"] [true] [1, 2, 3] 1

//# array callbacks that change the array
const a = [1, 2, 3];
const seen = [];
a.forEach((x) => { seen.push(x); if (x === 1) { a.push(4); a.splice(1, 1); } });
log(seen, a);
let queue = [1, 2, 3];
const copy = queue;
queue = [];
log(copy, queue);
while (copy.length) seen.push(copy.shift());
log(seen, copy);
//> [1, 3, 4] [1, 3, 4]
//> [1, 2, 3] []
//> [1, 3, 4, 1, 2, 3] []

//# strings
const s = "Hello, World";
log(s.length, s[1], s.at(-1), s.charAt(99), s.charCodeAt(0), s.indexOf("o"), s.lastIndexOf("o"), s.includes("World"), s.startsWith("Hell"), s.endsWith("d"), s.startsWith("World", 7));
log(s.slice(-5), s.slice(2, 4), s.substring(4, 2), s.substr(1, 3), s.toUpperCase(), s.toLowerCase(), s.split(", "), s.split(""), s.split(), "a,b,c".split(",", 2));
log("  x ".trim() + "|", "  x ".trimStart() + "|", "  x ".trimEnd() + "|", "5".padStart(3, "0"), "ab".padEnd(5, "xy"), "ab".repeat(3), "a-b-c".replace("-", "+"), "a-b-c".replaceAll("-", "+"));
log("abc".replace("b", (m, i) => m.toUpperCase() + i), "abc".replace("b", "[$&$$]"), "x".concat(1, null), "b".localeCompare("a"), "a" < "B", String.fromCharCode(72, 105), "😀".codePointAt(0), String.fromCodePoint(128512).length);
log([..."añ"].length, "ß".toUpperCase(), "abc" > "abd", "Z".charCodeAt() , "%41", "tab\tnew\nline".length, "\u0041\x42\u{43}", 'q"q', "it's");
//> 12 e d  72 4 8 true true true true
//> World ll ll ell HELLO, WORLD hello, world ["Hello", "World"] ["H", "e", "l", "l", "o", ",", " ", "W", "o", "r", "l", "d"] ["Hello, World"] ["a", "b"]
//> x| x |   x| 005 abxyx ababab a+b-c a+b+c
//> aB1c a[b$]c x1null 1 false Hi 128512 2
//> 2 SS false 90 %41 12 ABC q"q it's

//# regular expressions
log(/a+b/.test("caab"), /^a$/m.test("b\na"), /A/i.test("xa"), "2024-05-06".match(/(\d+)-(\d+)/).slice(0, 3), "a1b22".match(/\d+/g), "none".match(/\d/), "x".match(/y/g));
log("a1b22c".replace(/\d+/g, (m) => `<${m}>`), "John Smith".replace(/(\w+)\s(\w+)/, "$2, $1"), "aaa".replace(/a/, "b"), "path/to/x".split(/\//), "a1b2".split(/(\d)/), "Bearer  tok".replace(/^Bearer\s+/i, ""));
const re = /(?<year>\d{4})-(?<month>\d\d)/u;
log(re.exec("on 2024-05").groups.year, re.exec("x"), "2024-05".replace(re, "$<month>/$<year>"), re.source, /x/gi.flags);
const g = /o/g;
log(g.test("foo"), g.lastIndex, g.test("foo"), g.test("foo"), g.lastIndex, [..."a1b2".matchAll(/[a-z](\d)/g)].map((m) => m[1] + "@" + m.index), "abc".search(/c/));
log(/^(?:\/auth\/(login|refresh)|\/token)$/.test("/auth/refresh"), /(a|ab)(c|bcd)(d*)/.exec("abcd"), /(?=b)b/.test("ab"), /a(?!b)/.exec("abac").index, /(?<=\$)\d+/.exec("a$42")[0], /(?<!\$)\b\d+/.exec("$42 17")[0]);
log(/(z)((a+)?(b+)?(c))*/.exec("zaacbbbcac"), /a{2,3}/.exec("aaaa")[0], /a{2,3}?/.exec("aaaa")[0], /<.+?>/.exec("<a><b>")[0], /(\w)\1/.exec("hello")[0], /[^\d\s]+/.exec("12 ab")[0], /[\w.-]+@[\w-]+\.\w+/.test("a.b@c-d.org"), /\//.test("/"));
log("csrf=abc; x=1".match(/csrf=([^;]+)/)[1], "camelCaseString".replace(/([A-Z])/g, "_$1").toLowerCase(), /^.$/u.test("😀"), /^.$/.test("😀"), /\u{1F600}/u.test("😀"), /[\u4e00-\u9fa5]/.test("中"), "x*y".split("*"), /a|/.exec("b")[0] === "");
try { new RegExp("("); } catch (e) { log(e.name); }
log(new RegExp("a.c", "s").test("a\nc"), new RegExp("\\d").source, String(/a\/b/g), /(?:)/.test(""), "aBc".replace(/b/i, "$&$&"), /^[\w-]+\.[\w-]+\.[\w-]+$/.test("aa.bb-c.d_d"));
//> true true true ["2024-05", "2024", "05"] ["1", "22"] null null
//> a<1>b<22>c Smith, John baa ["path", "to", "x"] ["a", "1", "b", "2", ""] tok
//> 2024 null 05/2024 (?<year>\d{4})-(?<month>\d\d) gi
//> true 2 true false 0 ["1@0", "2@2"] 2
//> true ["abcd", "a", "bcd", ""] true 2 42 17
//> ["zaacbbbcac", "z", "ac", "a", undefined, "c"] aaa aa <a> ll ab true true
//> abc camel_case_string true false true true ["x", "y"] true
//> SyntaxError
//> true \d /a\/b/g true aBBc true

//# objects
const o = { b: 1, a: 2, 10: "ten", 2: "two" };
log(Object.keys(o), Object.values(o), Object.entries({ x: 1 }), Object.assign({}, o, null, { c: 3 }).c, Object.fromEntries([["k", "v"]]), Object.fromEntries(new Map([["m", 1]])));
const frozen = Object.freeze({ x: 1, inner: { y: 1 } });
try { frozen.x = 2; } catch (e) { log(e.name); }
try { frozen.z = 2; } catch (e) { log(e.name); }
try { delete frozen.x; } catch (e) { log(e.name); }
frozen.inner.y = 2;
log(frozen, Object.isFrozen(frozen), Object.isFrozen({}), Object.isFrozen(1), "x" in frozen, frozen.hasOwnProperty("x"), Object.hasOwn(frozen, "toString"));
const made = Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } });
log(made.inherited, made.own, Object.keys(made), Object.getPrototypeOf(made).inherited, Object.create(null) instanceof Object);
const d = Object.getOwnPropertyDescriptor({ get x() { return 1; } }, "x");
log(typeof d.get, d.set, d.enumerable, Object.getOwnPropertyDescriptor({ v: 1 }, "v"), Object.getOwnPropertyNames({ a: 1, b: 2 }));
Object.defineProperty(o, "hiddenProp", { value: 5, enumerable: false });
log(o.hiddenProp, Object.keys(o).length, JSON.stringify(o), Object.entries(o).length, ({}).toString(), Object.prototype.toString.call([]), Object.prototype.toString.call(null), Object(1) instanceof Number);
//> ["2", "10", "b", "a"] ["two", "ten", 1, 2] [["x", 1]] 3 {k: "v"} {m: 1}
//> TypeError
//> TypeError
//> TypeError
//> {x: 1, inner: {y: 2}} true false true true true false
//> 1 2 ["own"] 1 false
//> function undefined true {value: 1, writable: true, enumerable: true, configurable: true} ["a", "b"]
//> 5 4 {"2":"two","10":"ten","b":1,"a":2} 4 [object Object] [object Array] [object Null] true

//# map and set
const m = new Map([["a", 1]]);
m.set("b", 2).set(NaN, "nan").set(0, "zero");
log(m.get("a"), m.has("z"), m.size, m.get(NaN), m.get(-0), m.delete("a"), m.delete("a"), [...m.keys()], [...m.values()], m);
m.forEach((v, k, self) => log(k, v, self === m));
const key = {};
const wm = new WeakMap([[key, "weak"]]);
log(wm.get(key), wm.has({}), wm.get({}));
const s = new Set([1, 1, "1"]);
log(s.size, s.has(1), s.add(2) === s, [...s], s.delete(1), s, new Set("aab").size, [...new Set([3, 1, 3])]);
s.clear();
log(s.size, new Map().get("x"), Object.fromEntries(m) , new WeakRef(key).deref() === key);
//> 1 false 4 nan zero true false ["b", NaN, 0] [2, "nan", "zero"] Map{"b" => 2, NaN => "nan", 0 => "zero"}
//> b 2 true
//> NaN nan true
//> 0 zero true
//> weak false undefined
//> 2 true true [1, "1", 2] true Set{"1", 2} 2 [3, 1]
//> 0 undefined {0: "zero", b: 2, NaN: "nan"} true

//# json
log(JSON.stringify({ a: [1, "x", null, undefined, () => 1], b: undefined, c: { d: true }, e: new Date(0), f: NaN, g: "q\"\n" }));
log(JSON.stringify([undefined, Symbol()]), JSON.stringify("s"), JSON.stringify(null), JSON.stringify(undefined), JSON.stringify({ toJSON: () => "custom" }), JSON.stringify({ a: 1, b: [1, 2] }, null, 2), JSON.stringify({ a: 1, b: 2 }, ["b"]), JSON.stringify({ a: 1 }, (k, v) => (k === "a" ? v + 1 : v)));
log(JSON.parse('{"a":[1,2,{"b":null}],"c":"\\u0041\\n","d":-1.5e3,"e":true}'), JSON.parse(" 5 "), JSON.parse('"x"'), JSON.parse("[]"), JSON.parse("{}"));
log(JSON.parse('{"a":1,"b":2}', (k, v) => (k === "a" ? undefined : v)));
for (const bad of ["{a:1}", "", "[1,]", "{'a':1}", "nul", "01", "1 2", '"\n"', undefined]) { try { JSON.parse(bad); log("parsed", bad); } catch (e) { log(e.name); } }
const cyc = {}; cyc.self = cyc;
try { JSON.stringify(cyc); } catch (e) { log(e.name); }
log(JSON.stringify(JSON.stringify({ nested: "json" })), JSON.stringify({ [Symbol("s")]: 1, "k-x": 2 }), JSON.stringify([new Map([[1, 2]]), new Set([1]), Object(3)]));
//> {"a":[1,"x",null,null,null],"c":{"d":true},"e":"1970-01-01T00:00:00.000Z","f":null,"g":"q\"\n"}
//> [null,null] "s" null undefined "custom" {⏎  "a": 1,⏎  "b": [⏎    1,⏎    2⏎  ]⏎} {"b":2} {"a":2}
//> {a: [1, 2, {b: null}], c: "A\n", d: -1500, e: true} 5 x [] {}
//> {b: 2}
//> SyntaxError
//> SyntaxError
//> SyntaxError
//> SyntaxError
//> SyntaxError
//> SyntaxError
//> SyntaxError
//> SyntaxError
//> SyntaxError
//> TypeError
//> "{\"nested\":\"json\"}" {"k-x":2} [{},{},3]

//# numbers
log((255).toString(16), (0.1).toFixed(20), (1.005).toFixed(2), (2.5).toFixed(0), (1234.5678).toFixed(1), (-1.5).toFixed(0), (0).toFixed(2), (1e21).toFixed(2), (12345.678).toPrecision(3), (0.00001).toString(), (0.5).toString(2), (255.5).toString(16));
log(Number("12"), Number(""), Number("1e3"), Number("x"), Number(null), Number(undefined), Number(true), Number([5]), Number("0b11"), Number(" \n7 "), Number("Infinity"), Number("-0"));
log(parseInt("42px"), parseInt("0x1f"), parseInt("101", 2), parseInt("z", 36), parseInt(""), parseFloat("3.14abc"), parseFloat(".5"), parseFloat("-1e2x"), Number.isInteger(5), Number.isInteger("5"), Number.isNaN("x"), isNaN("x"), Number.MAX_SAFE_INTEGER, Number.isSafeInteger(2 ** 53));
log(Math.max(), Math.min(3, 1), Math.max(1, NaN), Math.floor(-1.5), Math.ceil(1.2), Math.round(2.5), Math.round(-2.5), Math.round(1.4999), Math.trunc(-4.7), Math.sign(-3), Math.abs(-5), Math.sqrt(16), Math.pow(2, 0.5), Math.hypot(3, 4), Math.log2(8), Math.PI.toFixed(5));
log(1e300 * 1e10, 5e-324, 123e-20, 1e100, 1.7976931348623157e308, 100, 1e5, 0.000001, 1e-7, (25).toString(36), 4.35, 0.1 * 3, 9007199254740993, -1e-7, (1234567.891).toLocaleString("en-US"));
//> ff 0.10000000000000000555 1.00 3 1234.6 -2 0.00 1e+21 1.23e+4 0.00001 0.1 ff.8
//> 12 0 1000 NaN 0 NaN 1 5 3 7 Infinity -0
//> 42 31 5 35 NaN 3.14 0.5 -100 true false false true 9007199254740991 false
//> -Infinity 1 NaN -2 2 3 -2 1 -4 -1 5 4 1.4142135623730951 5 3 3.14159
//> Infinity 5e-324 1.23e-18 1e+100 1.7976931348623157e+308 100 100000 0.000001 1e-7 p 4.35 0.30000000000000004 9007199254740992 -1e-7 1,234,567.891

//# dates
const d = new Date(Date.UTC(2024, 1, 29, 12, 30, 45, 678));
log(d.toISOString(), d.getTime(), d.getUTCFullYear(), d.getUTCMonth(), d.getUTCDate(), d.getUTCDay(), d.getUTCHours(), d.toJSON(), JSON.stringify({ d }), d.toUTCString());
log(new Date("2024-01-02T03:04:05Z").getTime(), new Date("2024-01-02T03:04:05.5+02:00").toISOString(), new Date("2024-01-02").getTime(), Date.parse("nope"), new Date(NaN).getTime(), new Date("x") + "", new Date(86400000).toISOString());
const e = new Date(0);
e.setUTCDate(32); e.setUTCHours(25, 61);
log(e.toISOString(), new Date(e) - e, e > d, +e, typeof Date.now(), Date.now() >= 1600000000000, new Date(e.getTime() + 1000) - e, new Date("Thu, 01 Jan 1970 00:00:10 GMT").getTime());
try { new Date(NaN).toISOString(); } catch (err) { log(err.name); }
//> 2024-02-29T12:30:45.678Z 1709209845678 2024 1 29 4 12 2024-02-29T12:30:45.678Z {"d":"2024-02-29T12:30:45.678Z"} Thu, 29 Feb 2024 12:30:45 GMT
//> 1704164645000 2024-01-02T01:04:05.500Z 1704153600000 NaN NaN Invalid Date 1970-01-02T00:00:00.000Z
//> 1970-02-02T02:01:00.000Z 0 false 2772060000 number true 1000 10000
//> RangeError

//# urls
log(encodeURIComponent("a b&c=d/é😀"), decodeURIComponent("a%20b%C3%A9"), encodeURI("http://x/a b?q=é"), btoa("hello"), atob("aGVsbG8="), atob("aGk"));
try { decodeURIComponent("%"); } catch (e) { log(e.name); }
const u = new URL("/path/../to/x?a=1&b=two%20words#frag", "https://user:pw@Example.com:8443/base/");
log(u.href, u.origin, u.host, u.hostname, u.port, u.pathname, u.search, u.hash, u.searchParams.get("b"), u.protocol, String(u));
u.searchParams.set("a", "9"); u.searchParams.append("c", "x y"); u.hash = ""; u.pathname = "/new";
log(u.href, new URL("https://h.com").href, new URL("https://h.com:443/").port, new URL("rel?x", "https://h.com/a/b").href, new URL("app://cb/path?code=1").searchParams.get("code"));
try { new URL("not a url"); } catch (e) { log(e.name); }
const p = new URLSearchParams({ grant_type: "refresh_token", token: "a+b c" });
log(p.toString(), p.get("token"), p.has("x"), [...p], [...p.keys()], new URLSearchParams("?a=1&a=2&b=%20+").getAll("a"), new URLSearchParams([["k", "v"]]).toString(), Object.fromEntries(new URLSearchParams("x=1&y=2")));
p.delete("token"); p.append("n", 5);
log(`${p}`, p.size);
//> a%20b%26c%3Dd%2F%C3%A9%F0%9F%98%80 a bé http://x/a%20b?q=%C3%A9 aGVsbG8= hello hi
//> URIError
//> https://user:pw@example.com:8443/to/x?a=1&b=two%20words#frag https://example.com:8443 example.com:8443 example.com 8443 /to/x ?a=1&b=two%20words #frag two words https: https://user:pw@example.com:8443/to/x?a=1&b=two%20words#frag
//> https://user:pw@example.com:8443/new?a=9&b=two+words&c=x+y https://h.com/  https://h.com/a/rel?x 1
//> TypeError
//> grant_type=refresh_token&token=a%2Bb+c a+b c false [["grant_type", "refresh_token"], ["token", "a+b c"]] ["grant_type", "token"] ["1", "2"] k=v {x: "1", y: "2"}
//> grant_type=refresh_token&n=5 2

//# functions
function add(a, b) { return a + b; }
const plus5 = add.bind(null, 5);
log(plus5(2), add.call(null, 1, 2), add.apply(null, [3, 4]), add.length, Reflect.apply(add, null, [1, 1]), [1, 2, 3].map(String), ["a"].map((x) => x.toUpperCase()));
const once = (fn) => { let done = false, result; return (...args) => { if (!done) { done = true; result = fn(...args); } return result; }; };
const o = once((x) => { log("ran", x); return x; });
log(o(1), o(2), typeof add, add.name, add instanceof Object, (function () { return typeof this; })());
const compose = (...fs) => (x) => fs.reduceRight((v, f) => f(v), x);
log(compose((x) => x + 1, (x) => x * 2)(5), ((a) => (b) => (c) => a + b + c)(1)(2)(3));
const memo = new Map();
const fib = (n) => { if (n < 2) return n; if (memo.has(n)) return memo.get(n); const r = fib(n - 1) + fib(n - 2); memo.set(n, r); return r; };
log(fib(50));
//> 7 3 7 2 2 ["1", "2", "3"] ["A"]
//> ran 1
//> 1 1 function add true undefined
//> 11 6
//> 12586269025

//# structured clone and reflect
const src = { a: [1, { b: 2 }], d: new Date(5), m: new Map([["k", { v: 1 }]]), n: null };
src.self = src;
const copy = structuredClone(src);
copy.a[1].b = 99;
log(src.a[1].b, copy.a[1].b, copy.self === copy, copy.d.getTime(), copy.m.get("k") !== src.m.get("k"), copy.m.get("k").v);
log(Reflect.ownKeys({ a: 1, b: 2 }), Reflect.has({ x: 1 }, "x"), Reflect.get({ x: 1 }, "x"), Object.is(Reflect.getPrototypeOf([]), Array.prototype), globalThis.Array === Array, typeof globalThis);
//> 2 99 true 5 true 1
//> ["a", "b"] true 1 true true object

//# events
class Emitter { #handlers = new Map(); on(e, f) { const list = this.#handlers.get(e) ?? []; list.push(f); this.#handlers.set(e, list); return () => { this.#handlers.set(e, this.#handlers.get(e).filter((x) => x !== f)); }; } once(e, f) { const off = this.on(e, (...a) => { off(); f(...a); }); } emit(e, ...a) { (this.#handlers.get(e) || []).forEach((f) => f(...a)); } }
const em = new Emitter();
em.on("x", (v) => log("on", v));
em.once("x", (v) => log("once", v));
em.emit("x", 1); em.emit("x", 2); em.emit("none");
//> on 1
//> once 1
//> on 2
