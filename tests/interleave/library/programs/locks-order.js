//only machine
// await-lock, async-lock, p-limit, p-queue, p-memoize: who runs, and after how many microtasks.
import AsyncLock from "async-lock";
import AwaitLock from "await-lock";
import pLimit from "p-limit";
import pMemoize from "p-memoize";
import PQueue from "p-queue";

const ticks = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log("tick", i)); };
const settled = () => new Promise((resolve) => setTimeout(resolve, 1));
const Lock = AwaitLock.default || AwaitLock;

async function main() {
  const lock = new Lock();
  const user = async (name) => {
    await lock.acquireAsync();
    log(name, "has it");
    await null;
    lock.release();
  };
  ticks(8);
  await Promise.all([user("a"), user("b"), user("c")]);
  log(lock.tryAcquire(), lock.tryAcquire());

  log("-- async-lock");
  const keyed = new AsyncLock();
  const work = (name) => async () => { log(name, keyed.isBusy("k")); await null; return name; };
  const all = Promise.allSettled([
    keyed.acquire("k", work("one")), keyed.acquire("k", async () => { throw new Error("two"); }), keyed.acquire("k", work("three")),
    keyed.acquire("other", work("other")), keyed.acquire("k", (done) => done(null, "four")),
  ]);
  log((await all).map((each) => each.value || each.reason.message), keyed.isBusy("k"));

  log("-- p-limit");
  const limit = pLimit(1);
  const results = [1, 2, 3].map((n) => limit(async (x) => { log("limited", n, x, limit.activeCount, limit.pendingCount); await null; return n; }, "x"));
  log(await Promise.all(results), limit.activeCount);
  await settled();
  log(limit.activeCount);

  log("-- p-queue");
  const queue = new PQueue({ concurrency: 1 });
  queue.add(async () => { log("first", queue.pending, queue.size); await null; });
  queue.add(() => log("low"), { priority: -1 });
  queue.add(() => log("high"), { priority: 5 });
  log(await queue.add(() => "given"));
  log(await queue.add(() => { throw new Error("no"); }).catch((error) => error.message));
  await queue.onIdle();
  log(queue.size, queue.pending);

  log("-- p-memoize");
  let count = 0;
  const memoized = pMemoize(async (key) => { log("runs", key); if (count++ === 0) throw new Error("first"); return count; });
  const [one, two] = [memoized("k"), memoized("k")];
  log(await one.catch((error) => error.message), await two.catch((error) => error.message));
  log(await memoized("k"), await memoized("k"), await memoized("other"));
}
main();
//> tick 1
//> a has it
//> tick 2
//> tick 3
//> b has it
//> tick 4
//> tick 5
//> c has it
//> tick 6
//> tick 7
//> tick 8
//> true false
//> -- async-lock
//> one true
//> other true
//> three true
//> ["one", "two", "three", "other", "four"] false
//> -- p-limit
//> limited 1 x 1 2
//> limited 2 x 1 1
//> limited 3 x 1 0
//> [1, 2, 3] 0
//> 0
//> -- p-queue
//> first 1 0
//> high
//> low
//> given
//> no
//> 0 0
//> -- p-memoize
//> runs k
//> first first
//> runs k
//> runs other
//> 2 2 3
