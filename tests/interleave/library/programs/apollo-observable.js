// The Observable of Apollo Client: what is told at once and what a turn later, and its operators.
import { ApolloLink, Observable, concat, execute, fromError, fromPromise, gql, split, toPromise } from "@apollo/client/core";

const watch = (name, source) => source.subscribe({
  next: (value) => log(name, "next", value), error: (error) => log(name, "error", String(error)), complete: () => log(name, "complete"),
});
watch("sync", new Observable((observer) => { observer.next(1); observer.next(2); observer.complete(); log("subscribed"); }));
log("after sync");
watch("of", Observable.of("x", "y"));
watch("mapped", Observable.of(1, 2, 3).filter((n) => n !== 2).map((n) => n * 10));
watch("thrown", Observable.of(1).map(() => { throw new Error("map"); }));
watch("failed", fromError(new Error("no")));
watch("promised", fromPromise(Promise.resolve("p")));
watch("rejected", fromPromise(Promise.reject(new Error("r"))));
watch("flat", Observable.of(1, 2).flatMap((n) => Observable.of(n, -n)));
watch("late", fromPromise(Promise.resolve(5)).flatMap((n) => fromPromise(Promise.resolve(n + 1))));
watch("throws", new Observable(() => { throw new Error("start"); }));
watch("joined", Observable.of(1).concat(Observable.of(2), Observable.of(3)));

let give;
const held = new Observable((observer) => { give = observer; return () => log("cleaned"); });
const subscription = watch("held", held);
give.next("a");
log(subscription.closed, give.closed);
subscription.unsubscribe();
give.next("b");
log(subscription.closed, give.closed);
watch("again", held);
give.error(new Error("e"));
give.complete();

const inside = new Observable((observer) => { give = observer; });
watch("nested", inside.map((n) => { if (n < 3) give.next(n + 1); return n; }));
give.next(1);

const query = gql`query Named { a }`;
const echo = (name) => new ApolloLink((operation) => Observable.of({ data: { name, operation: operation.operationName, context: operation.getContext().n } }));
const count = new ApolloLink((operation, forward) => { operation.setContext(({ n = 0 }) => ({ n: n + 1 })); return forward(operation); });
const chosen = split(({ operationName }) => operationName === "Named", concat(count, echo("left")), echo("right"));
const both = count.concat(count).concat(chosen);
toPromise(execute(both, { query, context: { n: 5 } })).then((result) => log("link", result));
toPromise(execute(both, { query: gql`mutation Other { a }` })).then((result) => log("link", result));
toPromise(execute(ApolloLink.from([count, chosen]), { query: gql`{ a }`, variables: { v: 1 } })).then((result) => log("link", result));
watch("empty", execute(ApolloLink.empty(), { query }));
