// A worker thread: judges one case after the other, so that the fake globals are nobody else's.

import { parentPort } from 'node:worker_threads';

import { judge } from './judge.mjs';

// A rejected promise that nobody handles, or an error in a listener, is the case's affair and shows in its outcome.
process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

parentPort.on('message', async ({ code, drive }) => {
  const began = performance.now();
  try {
    parentPort.postMessage({ verdict: { ...(await judge(code, drive)), seconds: (performance.now() - began) / 1000 } });
  } catch (why) {
    parentPort.postMessage({ crash: String(why?.stack ?? why) });
  }
});
