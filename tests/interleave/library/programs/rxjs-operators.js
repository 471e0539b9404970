//only machine
// Sharing one refresh among observables, flattening, errors, ends.
import { BehaviorSubject, catchError, combineLatest, concatMap, defer, EMPTY, exhaustMap, filter, finalize, firstValueFrom, forkJoin, from, interval,
  lastValueFrom, map, mergeMap, Observable, of, ReplaySubject, retry, share, shareReplay, Subject, switchMap, take, takeUntil, tap, throwError,
  timer, toArray } from "rxjs";

const watch = (name) => ({ next: (v) => log(name, v), error: (e) => log(name, "failed", e.message || e), complete: () => log(name, "complete") });

of(1, 2, 3).pipe(map((x, i) => x * i), filter((x) => x > 0), take(1)).subscribe(watch("take"));
throwError(() => new Error("no")).pipe(catchError((error) => of(error.message)), finalize(() => log("finally"))).subscribe(watch("caught"));
of(1).pipe(map(() => { throw new Error("thrown"); })).subscribe(watch("thrown"));
let tries = 0;
defer(() => (++tries < 3 ? throwError(() => new Error("again")) : of(tries))).pipe(retry(2)).subscribe(watch("retry"));
EMPTY.subscribe(watch("empty"));

const token$ = new BehaviorSubject(null);
let refreshing = false;
const refresh = () => new Observable((out) => {
  log("refresh starts");
  const id = setTimeout(() => { out.next("A2"); out.complete(); }, 20);
  return () => { log("refresh ends"); clearTimeout(id); };
});
const handle401 = (name) => {
  if (!refreshing) {
    refreshing = true;
    token$.next(null);
    return refresh().pipe(switchMap((token) => { refreshing = false; token$.next(token); return of(`${name} ${token}`); }), finalize(() => { refreshing = false; }));
  }
  return token$.pipe(filter((token) => token !== null), take(1), switchMap((token) => of(`${name} waited ${token}`)));
};
handle401("one").subscribe(watch("one"));
handle401("two").subscribe(watch("two"));

const shared = refresh().pipe(tap((v) => log("tap", v)), share());
shared.subscribe(watch("s1"));
shared.subscribe(watch("s2"));
const replayed = refresh().pipe(shareReplay(1));
replayed.subscribe(watch("r1"));
setTimeout(() => { replayed.subscribe(watch("r2")); shared.subscribe(watch("s3")); }, 50);

const clicks = new Subject();
const inner = (n) => timer(n).pipe(map(() => n));
clicks.pipe(switchMap(inner)).subscribe(watch("switch"));
clicks.pipe(exhaustMap(inner)).subscribe(watch("exhaust"));
clicks.pipe(concatMap(inner)).subscribe(watch("concat"));
clicks.pipe(mergeMap(inner)).subscribe(watch("merge"));
setTimeout(() => { clicks.next(9); clicks.next(5); }, 100);
setTimeout(() => { clicks.next(2); clicks.complete(); }, 130);

const stop = new Subject();
interval(10).pipe(takeUntil(stop)).subscribe(watch("interval"));
setTimeout(() => stop.next(), 35);
forkJoin({ a: of(1, 2), b: from(Promise.resolve("b")) }).subscribe(watch("fork"));
combineLatest([of(1, 2), of("x")]).subscribe(watch("latest"));
const replay = new ReplaySubject(2);
[1, 2, 3].forEach((n) => replay.next(n));
replay.subscribe(watch("replay"));

async function main() {
  log(await firstValueFrom(of(5, 6)), await lastValueFrom(of(5, 6).pipe(toArray())), await firstValueFrom(from(Promise.reject(new Error("r")))).catch((e) => e.message));
  log(await firstValueFrom(EMPTY).catch((e) => e.message), await firstValueFrom(EMPTY, { defaultValue: "d" }));
}
main();
//> take 2
//> take complete
//> caught no
//> caught complete
//> finally
//> thrown failed thrown
//> retry 3
//> retry complete
//> empty complete
//> refresh starts
//> refresh starts
//> refresh starts
//> latest [2, "x"]
//> latest complete
//> replay 2
//> replay 3
//> fork {a: 2, b: "b"}
//> fork complete
//> 5 [5, 6] r
//> no elements in sequence d
//> interval 0
//> two two waited A2
//> two complete
//> one one A2
//> one complete
//> refresh ends
//> tap A2
//> s1 A2
//> s2 A2
//> s1 complete
//> s2 complete
//> refresh ends
//> r1 A2
//> r1 complete
//> refresh ends
//> interval 1
//> interval 2
//> interval complete
//> r2 A2
//> r2 complete
//> refresh starts
//> tap A2
//> s3 A2
//> s3 complete
//> refresh ends
//> switch 5
//> merge 5
//> exhaust 9
//> concat 9
//> merge 9
//> concat 5
//> switch 2
//> switch complete
//> exhaust 2
//> exhaust complete
//> concat 2
//> concat complete
//> merge 2
//> merge complete
