// One run: a case is loaded into a world, its callers are started, and the phases of a scenario are played.

import { LIFETIME_MS } from './backend.mjs';
import { inOrder, settle } from './schedule.mjs';
import { SENDS_A_CALLER, World } from './world.mjs';

const HOURS = 2 * LIFETIME_MS;
const DAY = 24 * LIFETIME_MS;
const ORDINALS = ['first', 'second', 'third'];

/**
 * The scenarios after "together". `mode` is the backend's, `expect` says what the first phase must do, `then` what follows it: the
 * tokens expire once more, or the user logs in again and those tokens expire.
 */
export const FAILURES = [
  { name: 'refresh refused with 401', mode: 'refused' },
  { name: 'refresh refused with 400', mode: 'invalid_grant' },
  { name: 'backend answers 503', mode: 'unavailable' },
  { name: 'network lost', mode: 'lost' },
  { name: 'no refresh token stored', mode: 'ok', withoutRefresh: true },
].map((each) => ({ ...each, expect: 'failure', then: 'login' }));
export const TOGETHER = { name: 'together', mode: 'ok', expect: 'success', then: 'expiry' };
export const ALWAYS_401 = { name: 'always 401', mode: 'always', expect: 'refusal', then: null, patience: DAY };
export const VALID = { name: 'valid token', mode: 'ok', expect: 'success', then: null, valid: true };

/** Thrown where a case cannot be driven at all; the message says why. */
export class Undriven extends Error {}

/** What a call gave, in a form that can be compared: tokens lose their numbers, answers are reduced to what they say. */
export function shapeOf(value) {
  if (value === undefined || value === null) return null;
  if (typeof value === 'object') {
    if ('status' in value && 'ok' in value && typeof value.text === 'function') return `response ${value.status}`;
    if ('readyState' in value && 'status' in value) return `response ${value.status}`;
    if ('status' in value && 'config' in value && 'data' in value) return `response ${value.status} ${text(value.data)}`;
    if ('operation' in value && ('data' in value || 'error' in value)) return text({ data: value.data, error: value.error?.message });
    if ('meta' in value) return text({ data: value.data, error: value.error });
    if (value instanceof Error) return `error ${value.message}`;
  }
  return text(value);
}

function text(value) {
  try {
    return String(JSON.stringify(value)).replace(/[\w-]+\.[\w-]+\.A\d+|\b[AR]\d+\b/g, 'token');
  } catch {
    return String(value);
  }
}

/**
 * Runs `program` in one order. scenario: as above; callers: how many calls; second: whether the second trigger runs beside them; choose,
 * together: of the scheduler; late: the calls begin when the scheduler says. The result: {world, phases, scenario}; a phase is {name,
 * expect, callers: [{actor, settled, failed, shape, why}]}.
 */
export async function play(program, options, { scenario, callers, second = false, choose = inOrder, together = true, late = false }) {
  const world = new World(options);
  world.backend.logIn(scenario.valid ? 0 : LIFETIME_MS + 60_000);
  let loaded;
  try {
    loaded = program.load(world);
  } catch (why) {
    throw new Undriven(`cannot be loaded: ${why.message}`);
  }
  const { exports, tools, close } = loaded;
  const phases = [];

  const prepare = async () => {
    let done = !program.setup;
    let failure = null;
    if (program.setup) {
      const run = async () => program.setup(exports, tools);
      world.as('setup', run).then(() => (done = true), (why) => ((failure = why), (done = true)));
    }
    await settle(world, { choose: inOrder, done: () => done });
    if (failure) throw new Undriven(`setup fails: ${failure.message}`);
    if (!done) throw new Undriven('setup never ends');
  };

  const phase = async (name, expect, patience) => {
    world.phase = name;
    world.sendLimit = world.sends + SENDS_A_CALLER * callers;
    const started = ORDINALS.slice(0, callers).map((ordinal) => start(world, `${ordinal} call`, () => program.call(exports, tools), late));
    if (second) start(world, 'second trigger', () => program.second(exports, tools), late);
    const done = () => started.every((each) => each.settled);
    const order = phases.length ? { choose: inOrder } : { choose, together };
    await settle(world, { ...order, patience, done, idle: tools.atRest });
    phases.push({ name, expect, callers: started.map((call) => ({ ...call })) });
  };

  try {
    await prepare();
    world.backend.mode = scenario.mode;
    world.storage.withoutRefresh = Boolean(scenario.withoutRefresh);
    const jar = world.backend.jar.refresh;
    if (scenario.withoutRefresh) world.backend.jar.refresh = null;
    await phase('first', scenario.expect, scenario.patience);
    world.backend.mode = 'ok';
    world.storage.withoutRefresh = false;
    world.backend.jar.refresh ??= jar;
    if (scenario.then && !world.flooded) {
      world.phase = 'between';
      if (scenario.then === 'login') {
        world.backend.logIn();
        world.storage.forget();
        await prepare();
      }
      world.clock.sleep(HOURS);
      await settle(world, { choose: inOrder });
      if (!world.flooded) await phase(scenario.then, 'success');
    }
  } finally {
    close();
  }
  return { world, phases, scenario };
}

function start(world, actor, work, late) {
  const call = { actor, settled: false, failed: false, shape: null, why: '' };
  const finish = (failed, shape, why) => {
    Object.assign(call, { settled: true, failed, shape, why });
    world.note({ kind: 'settle', failed, shape, why, actor });
  };
  const go = async () => work();
  world.as(actor, () => {
    const begun = late ? world.hold('start', 'begins', () => undefined).then(go) : go();
    begun.then((value) => finish(false, shapeOf(value), ''), (why) => finish(true, null, String(why?.message ?? why)));
  });
  return call;
}
