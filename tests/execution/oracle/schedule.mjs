// The scheduler: plays a world to rest in one order of its held answers, and finds the orders to play.

const TIMERS_A_PHASE = 400;
const ROUNDS = 2;
const immediate = setImmediate;

/** Lets every microtask run; two rounds, since a microtask may start work that Node finishes in the next one. */
async function drain() {
  for (let round = 0; round < ROUNDS; round += 1) await new Promise((done) => immediate(done));
}

/**
 * Plays `world` until nothing is held and all callers have settled, or nothing can happen any more.
 *
 * choose: (n) => index below n, asked wherever more than one answer could come next; together: storage answers come at once and in
 * order, only those of the network are chosen. patience: how far in ms timers may move the time. idle: called at rest, before the
 * end; true if it did something.
 */
export async function settle(world, { choose, together = true, patience = 120_000, done = () => true, idle = () => false }) {
  const limit = world.clock.now() + patience;
  let timers = 0;
  for (;;) {
    await drain();
    if (world.flooded) return;
    if (world.clock.fireNext(world.clock.now())) continue;
    if (together) {
      const quick = world.held.filter((item) => item.kind === 'storage');
      for (const item of quick) world.release(item);
      if (quick.length) continue;
    }
    const ready = world.held;
    if (ready.length) {
      world.release(ready[ready.length > 1 ? choose(ready.length) : 0]);
      continue;
    }
    if (done()) return;
    if (timers < TIMERS_A_PHASE && world.clock.fireNext(limit)) {
      timers += 1;
      continue;
    }
    if (!idle()) return;
  }
}

/** Always the oldest answer. */
export const inOrder = () => 0;

/** A repeatable source of numbers from 0 to below 1 (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function seededChoice(seed) {
  const random = seeded(seed);
  return (count) => Math.floor(random() * count);
}

/**
 * Every order, by running again: `play(choose)` is called with a chooser for each, until all are played, `most` are, or it gives false.
 * Returns how many were played. The last choices vary first.
 */
export async function everyOrder(play, most) {
  let prefix = [];
  for (let played = 1; ; played += 1) {
    const taken = [];
    const widths = [];
    const more = await play((count) => {
      const index = taken.length < prefix.length ? prefix[taken.length] : 0;
      taken.push(index);
      widths.push(count);
      return index;
    });
    while (taken.length && taken.at(-1) + 1 >= widths[taken.length - 1]) taken.pop();
    if (!taken.length || played >= most || more === false) return played;
    taken[taken.length - 1] += 1;
    prefix = taken;
  }
}
