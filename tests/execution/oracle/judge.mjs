// The verdict on one case: controls first, then every order within the bounds.

import { PROPERTIES, broken, traceOf } from './properties.mjs';
import { ALWAYS_401, FAILURES, TOGETHER, Undriven, VALID, play } from './scenario.mjs';
import { everyOrder, seededChoice } from './schedule.mjs';
import { Program } from './realm.mjs';

/** How many orders: all of two callers up to `all`, then `seeds` more with storage answers, late starts and three callers. */
const BOUNDS = {
  together: { all: 300, seeds: 40 },
  failure: { all: 40, seeds: 10 },
  always: { all: 12, seeds: 4 },
};
/** So many endless runs of a scenario say enough. */
const ENDLESS = 3;

class Verdict {
  constructor() {
    this.orders = 0;
    this.broken = {};
  }

  /** Takes a run in; keeps the first run that broke each property. */
  take(run, reference, order) {
    this.orders += 1;
    for (const [property, sentence] of broken(run, reference)) {
      this.broken[property] ??= { sentence, scenario: run.scenario.name, order, trace: traceOf(run) };
    }
  }
}

/**
 * Judges a bundled case. code: of bundle(); drive: its table. The result: {driven, why, orders, broken: {property: {sentence, scenario,
 * order, trace}}}; `why` says which control failed where driven is false.
 */
export async function judge(code, drive) {
  const verdict = new Verdict();
  try {
    if (drive.property && !PROPERTIES.includes(drive.property)) throw new Undriven(`no such property: ${drive.property}`);
    const program = new Program(code, drive);
    const options = { signal: String(drive.signal ?? '401'), cookies: true };
    const reference = await controls(program, options, drive, verdict);
    await explore(program, options, reference, verdict, TOGETHER, BOUNDS.together);
    for (const scenario of FAILURES) await explore(program, options, reference, verdict, scenario, BOUNDS.failure);
    await explore(program, options, reference, verdict, ALWAYS_401, BOUNDS.always);
  } catch (why) {
    if (!(why instanceof Undriven) && !(why instanceof SyntaxError)) throw why;
    return { driven: false, why: why.message, orders: verdict.orders, broken: verdict.broken };
  }
  return { driven: true, why: '', orders: verdict.orders, broken: verdict.broken };
}

const refreshesOf = ({ world }) => world.log.filter((event) => event.kind === 'send' && event.refresh && event.phase === 'first');

/** C0, C1 and C2; returns the shape that a call gives with a valid token. Settles first whether the case refreshes by cookie. */
async function controls(program, options, drive, verdict) {
  const one = { scenario: { ...TOGETHER, then: null }, callers: 1 };
  options.cookies = !refreshesOf(await play(program, options, one)).some((event) => event.carried);

  const valid = await play(program, options, { scenario: VALID, callers: 1 });
  const [call] = valid.phases[0].callers;
  const said = () => traceOf(valid).join('; ');
  const outcome = call.settled ? `fails: ${call.why}` : 'never settles';
  if (!call.settled || call.failed) throw new Undriven(`C0: with a valid token the call ${outcome}: ${said()}`);
  if (refreshesOf(valid).length) throw new Undriven(`C0: with a valid token there is a refresh: ${said()}`);
  const good = valid.world.log.filter((event) => event.kind === 'answer' && !event.refresh);
  if (!good.length || good.at(-1).status !== 200 || good.at(-1).expired) throw new Undriven(`C0: no request was answered: ${said()}`);
  const reference = call.shape;

  const alone = await play(program, options, one);
  const sent = refreshesOf(alone);
  const wrong = broken(alone, reference);
  verdict.take(alone, reference, 'one call');
  const shown = () => traceOf(alone).join('; ');
  if (!sent.length) throw new Undriven(`C1: one expired request starts no refresh: ${shown()}`);
  if (!wrong.has(drive.property)) {
    if (wrong.size) throw new Undriven(`C1: one expired request alone: ${[...wrong.values()].join(', ')}: ${shown()}`);
    if (sent.length !== 1) throw new Undriven(`C1: one expired request starts ${sent.length} refreshes: ${shown()}`);
  }

  const twice = [];
  for (let time = 0; time < 2; time += 1) {
    const run = { scenario: TOGETHER, callers: 3, second: Boolean(program.second), choose: seededChoice(7), together: false, late: true };
    twice.push(traceOf(await play(program, options, run)).join('\n'));
  }
  if (twice[0] !== twice[1]) throw new Undriven('C2: the same order gives two traces');
  return reference;
}

async function explore(program, options, reference, verdict, scenario, bounds) {
  const second = Boolean(program.second) && scenario === TOGETHER;
  let number = 0;
  let endless = 0;
  const take = (run, order) => {
    verdict.take(run, reference, order);
    endless += run.world.flooded ? 1 : 0;
  };
  await everyOrder(async (choose) => {
    number += 1;
    take(await play(program, options, { scenario, callers: 2, second, choose }), `two calls, order ${number}`);
    return endless < ENDLESS;
  }, bounds.all);
  for (let seed = 1; seed <= bounds.seeds && endless < ENDLESS; seed += 1) {
    const callers = seed % 2 ? 2 : 3;
    const how = { choose: seededChoice(seed), together: false, late: seed % 4 > 1, second };
    take(await play(program, options, { scenario, callers, ...how }), `${callers} calls, seed ${seed}`);
  }
}
