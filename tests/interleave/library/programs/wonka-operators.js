// The operators of wonka that exchanges are made of.
import {
  concatMap, delay, empty, filter, fromArray, fromPromise, fromValue, make, makeSubject, map, merge, mergeMap, onEnd, onPush, onStart, pipe, publish,
  scan, share, skip, subscribe, switchMap, take, takeUntil, takeWhile, tap, toPromise,
} from "wonka";

const watch = (name) => (source) => pipe(source, onEnd(() => log(name, "end")), subscribe((value) => log(name, value)));
watch("array")(pipe(fromArray([1, 2, 3, 4]), filter((n) => n % 2 === 0), map((n) => n * 10), tap((n) => log("tap", n))));
watch("scan")(pipe(fromArray([1, 2, 3]), scan((sum, n) => sum + n, 0), skip(1)));
watch("take")(pipe(fromArray([1, 2, 3]), take(2)));
watch("while")(pipe(fromArray([1, 2, 3]), takeWhile((n) => n < 2)));
watch("value")(pipe(fromValue("v"), onStart(() => log("started")), onPush((value) => log("pushed", value))));
watch("merged")(merge([fromValue(1), fromArray([2, 3]), empty]));
watch("many")(pipe(fromArray([1, 2]), mergeMap((n) => fromArray([n, -n]))));
watch("queue")(pipe(fromArray([1, 2]), concatMap((n) => fromPromise(Promise.resolve(n)))));
watch("promised")(pipe(fromPromise(Promise.resolve("p")), map((value) => value + "!")));

const { source, next, complete } = makeSubject();
const shared = share(pipe(source, tap((value) => log("source", value))));
const one = watch("one")(shared);
watch("two")(pipe(shared, takeUntil(pipe(source, filter((value) => value === "stop")))));
next("a");
one.unsubscribe();
next("b");
next("stop");
next("c");
watch("last")(shared);
next("d");
complete();
next("e");

const inner = makeSubject();
const outer = makeSubject();
watch("switch")(pipe(outer.source, switchMap((name) => pipe(inner.source, map((value) => `${name}${value}`)))));
outer.next("x");
inner.next(1);
outer.next("y");
inner.next(2);

let observer;
const made = make((given) => { observer = given; log("made"); return () => log("torn down"); });
const stop = watch("make")(made);
observer.next("m");
stop.unsubscribe();
observer.next("n");
publish(made);
pipe(fromArray([1, 2, 3]), toPromise).then((value) => log("promise", value));
pipe(fromPromise(Promise.resolve(7)), take(1), toPromise).then((value) => log("promise", value));
watch("delayed")(pipe(fromArray(["d1", "d2"]), delay(10)));
