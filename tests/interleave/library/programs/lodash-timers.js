//only machine
// Debounce, throttle, memoize and once; paths and copies.
import _, { cloneDeep, debounce, get, isEmpty, isEqual, memoize, merge, omit, once, pick, set, throttle } from "lodash";

let start = 0;
const tick = (name) => (...args) => { log(name, start, ...args); return name; };
const late = debounce(tick("late"), 50);
const early = debounce(tick("early"), 50, { leading: true, trailing: false });
const both = debounce(tick("both"), 50, { leading: true });
const seldom = throttle(tick("seldom"), 100);
const steps = [0, 20, 40, 120, 150, 400];
steps.forEach((at) => setTimeout(() => {
  start = at;
  log(at, late(at), early(at), both(at), seldom(at));
}, at + 1));
setTimeout(() => {
  late(1);
  late.cancel();
  late(2);
  log("flush", late.flush());
  seldom.cancel();
  log("again", seldom("now"));
}, 800);

const flight = memoize(async (key) => { log("runs", key); return key; });
log(flight("a") === flight("a"), flight("b") === flight("a"), flight.cache.size);
flight.cache.delete("a");
flight("a");
const first = once((x) => x);
log(first(1), first(2));
log(get({ a: { b: [{ c: 1 }] } }, "a.b[0].c"), get({}, "x.y", "none"), get({ a: null }, ["a", "b"]), set({}, "a.b", 1));
log(isEmpty({}), isEmpty([1]), isEmpty(""), isEmpty(null), isEmpty(5), isEqual({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), isEqual([1], [2]));
const deep = { a: { b: 1 }, list: [{ c: 1 }] };
const copy = cloneDeep(deep);
log(copy, copy.a === deep.a, copy.list[0] === deep.list[0]);
log(merge({ a: { x: 1 }, n: 1 }, { a: { y: 2 }, n: undefined }, { z: null }), pick({ a: 1, b: 2 }, ["a", "q"]), omit({ a: 1, b: 2 }, "b"));
log(_.isNil(undefined), _.isString("x"), _.isFunction(log), _.noop(), _.find([{ id: 1 }, { id: 2 }], { id: 2 }), _.map([{ n: 1 }], "n"));
log(_.uniq([1, 1, 2]), _.compact([0, 1, null]), _.defaults({ a: 1 }, { a: 2, b: 3 }), _.mapValues({ a: 1 }, (v) => v + 1), _.last([1, 2]));
//> runs a
//> runs b
//> true false 2
//> runs a
//> 1 1
//> 1 none undefined {a: {b: 1}}
//> true false true true true true false
//> {a: {b: 1}, list: [{c: 1}]} false false
//> {a: {x: 1, y: 2}, n: 1, z: null} {a: 1} {a: 1}
//> true true true undefined {id: 2} [1]
//> [1, 2] [1] {a: 1, b: 3} {a: 2} 2
//> early 0 0
//> both 0 0
//> seldom 0 0
//> 0 undefined early both seldom
//> 20 undefined early both seldom
//> 40 undefined early both seldom
//> late 40 40
//> both 40 40
//> seldom 40 40
//> early 120 120
//> both 120 120
//> 120 late early both seldom
//> 150 late early both seldom
//> late 150 150
//> both 150 150
//> seldom 150 150
//> early 400 400
//> both 400 400
//> seldom 400 400
//> 400 late early both seldom
//> late 400 400
//> late 400 2
//> flush late
//> seldom 400 now
//> again seldom
