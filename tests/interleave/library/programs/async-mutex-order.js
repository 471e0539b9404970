// Who gets the lock, and after how many microtasks.
import { E_ALREADY_LOCKED, E_CANCELED, E_TIMEOUT, Mutex, Semaphore, tryAcquire, withTimeout } from "async-mutex";

const ticks = (n) => { let p = Promise.resolve(); for (let i = 1; i <= n; i++) p = p.then(() => log("tick", i)); };
const mutex = new Mutex();

async function worker(name, waits) {
  log(name, "starts", mutex.isLocked());
  const release = await mutex.acquire();
  log(name, "has it", mutex.isLocked());
  for (let i = 0; i < waits; i++) await null;
  release();
  release();
  log(name, "let go", mutex.isLocked());
  return name;
}

async function reauth(name) {
  await mutex.waitForUnlock();
  log(name, "free");
  if (!mutex.isLocked()) {
    const release = await mutex.acquire();
    try {
      log(name, "refreshes");
      await null;
      await null;
    } finally {
      release();
    }
  } else {
    await mutex.waitForUnlock();
    log(name, "waited");
  }
}

async function main() {
  ticks(12);
  await Promise.all([worker("a", 2), worker("b", 1), mutex.waitForUnlock().then(() => log("unlocked")), worker("c", 0)]);
  log("--", mutex.isLocked());

  ticks(14);
  await Promise.all([reauth("one"), reauth("two"), reauth("three")]);

  log("-- exclusive");
  ticks(8);
  const results = await Promise.allSettled([
    mutex.runExclusive(async () => { log("first"); await null; return 1; }),
    mutex.runExclusive(() => { log("second"); throw new Error("no"); }),
    mutex.runExclusive(() => 3),
  ]);
  log(results.map((each) => each.status), results[2].value);

  log("-- cancel");
  const held = await mutex.acquire();
  const waiting = mutex.acquire();
  const urgent = mutex.acquire(5);
  mutex.cancel();
  log(await waiting.catch((error) => error === E_CANCELED), await urgent.catch((error) => error.message));
  held();
  mutex.release();
  log(mutex.isLocked());

  log("-- priority");
  const first = await mutex.acquire();
  const order = [["low", 0], ["high", 2], ["middle", 1], ["high again", 2]];
  const all = order.map(([name, priority]) => mutex.runExclusive(() => log(name), priority));
  mutex.waitForUnlock(3).then(() => log("waiter 3"));
  mutex.waitForUnlock().then(() => log("waiter 0"));
  first();
  await Promise.all(all);

  log("-- semaphore");
  const semaphore = new Semaphore(2);
  const [value, release] = await semaphore.acquire();
  log(value, semaphore.getValue(), semaphore.isLocked());
  const both = semaphore.acquire(2).then(([free, done]) => { log("both", free); done(); });
  semaphore.waitForUnlock(2).then(() => log("two free"));
  release();
  await both;
  await semaphore.runExclusive((free) => log("exclusive", free));
  semaphore.setValue(0);
  log(semaphore.isLocked());

  log("-- timeout");
  const limited = withTimeout(new Mutex(), 50);
  const taken = await limited.acquire();
  log(await limited.acquire().catch((error) => error === E_TIMEOUT), limited.isLocked());
  log(await limited.runExclusive(() => 1).catch((error) => error.message));
  taken();
  log(await limited.runExclusive(() => "free again"));
  const own = new Mutex();
  const keeps = await own.acquire();
  log(await tryAcquire(own).acquire().catch((error) => error === E_ALREADY_LOCKED));
  log(await tryAcquire(own, new Error("mine")).acquire().catch((error) => error.message));
  keeps();
  log(typeof (await tryAcquire(own).acquire()));
}
main();
