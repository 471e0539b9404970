// Runs cases and tells what they break.
//
//   node run.mjs [--json] [CASE...]                  cases of corpus/, as folders below it (any part of the name); default: all with a
//                                                    [drive] table
//   node run.mjs [--json] --entry FILE --call JS [--second JS] [--setup JS] [--property P] [--signal S] DIR
//   node run.mjs [--json] --stdin                    a JSON list of {name, folder, drive, limit} on standard input, for many folders at
//                                                    once; limit: seconds for one of them, 60 if not given
//
// Ends with 1 if a case cannot be driven, a bad one does not break its property, or one without a property breaks any.

import { readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';

import { parse } from 'smol-toml';

import { bundle, closeBundler } from './bundle.mjs';

const CORPUS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../corpus');
const LIMIT_SECONDS = 60;
const WORKERS = Math.min(os.availableParallelism(), 4);

function corpusCases(asked) {
  const found = [];
  const pending = [CORPUS];
  while (pending.length) {
    const folder = pending.pop();
    const entries = readdirSync(folder, { withFileTypes: true });
    if (!entries.some((each) => each.name === 'case.toml')) {
      pending.push(...entries.filter((each) => each.isDirectory()).map((each) => path.join(folder, each.name)));
      continue;
    }
    const name = path.relative(CORPUS, folder).split(path.sep).join('/');
    if (asked.length && !asked.some((each) => name.includes(each.replace(/^.*corpus\//, '').replace(/\/$/, '')))) continue;
    const { drive } = parse(readFileSync(path.join(folder, 'case.toml'), 'utf8'));
    if (typeof drive === 'object') found.push({ name, folder, drive });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Judges one bundled case in `slot`, whose worker is replaced if it dies or takes too long. */
function judgeIn(slot, code, drive, limit) {
  slot.worker ??= new Worker(new URL('./worker.mjs', import.meta.url));
  const { worker } = slot;
  return new Promise((done) => {
    const heard = ({ verdict, crash }) => (verdict ? finish(verdict) : failed(`the run crashed: ${crash}`));
    const died = (why) => failed(`the worker died: ${why.message}`);
    const timer = setTimeout(() => failed(`no verdict within ${limit} s`), limit * 1000);
    const finish = (verdict) => {
      clearTimeout(timer);
      worker.off('message', heard).off('error', died);
      done(verdict);
    };
    const failed = (why) => {
      slot.worker = null;
      finish(undriven(why));
      worker.on('error', () => undefined);
      void worker.terminate();
    };
    worker.on('message', heard).on('error', died);
    worker.postMessage({ code, drive });
  });
}

const undriven = (why) => ({ driven: false, why, orders: 0, broken: {}, seconds: 0 });

async function judgeAll(cases) {
  const verdicts = [];
  let next = 0;
  const slots = Array.from({ length: Math.min(WORKERS, cases.length) }, () => ({ worker: null }));
  await Promise.all(
    slots.map(async (slot) => {
      while (next < cases.length) {
        const { name, folder, drive, limit = LIMIT_SECONDS } = cases[next++];
        const code = await bundle(folder, drive).then((text) => ({ text }), (why) => ({ why: why.message }));
        const verdict = code.text === undefined ? undriven(code.why) : await judgeIn(slot, code.text, drive, limit);
        verdicts.push({ name, property: drive.property ?? null, ...verdict });
      }
      await slot.worker?.terminate();
    }),
  );
  return verdicts.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Whether a case does as its table says. */
const asSaid = ({ driven, property, broken }) => driven && (property ? property in broken : Object.keys(broken).length === 0);

function print(verdicts) {
  for (const verdict of verdicts) {
    const { name, property, driven, why, orders, broken, seconds } = verdict;
    const said = property ? `must break ${property}` : 'must break nothing';
    const found = driven ? `breaks ${Object.keys(broken).join(', ') || 'nothing'}` : `not driven: ${why}`;
    console.log(`${asSaid(verdict) ? 'ok ' : '?? '} ${name}: ${said}; ${found}; ${orders} orders, ${seconds.toFixed(2)} s`);
    const told = property && broken[property] ? [property] : Object.keys(broken);
    for (const each of verdicts.length > 3 && asSaid(verdict) ? [] : told) {
      const { sentence, scenario, order, trace } = broken[each];
      console.log(`    ${each}: ${sentence} (${scenario}; ${order})`);
      for (const row of trace.slice(0, 40)) console.log(`        ${row}`);
    }
  }
  const orders = verdicts.reduce((sum, each) => sum + each.orders, 0);
  console.log(`${verdicts.length} cases, ${orders} orders, ${verdicts.filter((each) => !asSaid(each)).length} not as said`);
}

async function main() {
  const text = { type: 'string' };
  const flag = { type: 'boolean', default: false };
  const options = { json: flag, stdin: flag, entry: text, call: text, second: text, setup: text, property: text, signal: text };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const { json, stdin, ...drive } = values;
  let cases;
  if (stdin) cases = JSON.parse(readFileSync(0, 'utf8'));
  else if (drive.entry) cases = [{ name: positionals[0], folder: positionals[0], drive }];
  else cases = corpusCases(positionals);
  if (!cases.length) throw new Error('no case with a [drive] table has that name');
  const verdicts = await judgeAll(cases);
  await closeBundler();
  if (json) console.log(JSON.stringify(verdicts));
  else print(verdicts);
  process.exitCode = verdicts.every(asSaid) ? 0 : 1;
}

await main();
