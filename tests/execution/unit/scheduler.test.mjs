import assert from 'node:assert/strict';
import test from 'node:test';

import { Clock } from '../oracle/clock.mjs';
import { everyOrder, inOrder, seededChoice, settle } from '../oracle/schedule.mjs';
import { World } from '../oracle/world.mjs';

test('every order is played once', async () => {
  const seen = [];
  const play = async (choose) => {
    const left = ['a', 'b', 'c', 'd'];
    let order = '';
    while (left.length > 1) order += left.splice(choose(left.length), 1);
    seen.push(order + left);
  };
  assert.equal(await everyOrder(play, 100), 24);
  assert.equal(new Set(seen).size, 24);
  assert.equal(await everyOrder(play, 7), 7);
  assert.equal(await everyOrder(async (choose) => (choose(5), false), 100), 1);
});

test('a seed gives the same choices again, and seeds differ', () => {
  const taken = (seed) => {
    const choose = seededChoice(seed);
    return Array.from({ length: 20 }, () => choose(9)).join('');
  };
  assert.equal(taken(3), taken(3));
  assert.notEqual(taken(3), taken(4));
});

test('timers fire in order of time, and a long sleep fires an interval once', () => {
  const clock = new Clock((work) => work);
  const log = [];
  clock.setTimeout(() => log.push('late'), 500);
  clock.setTimeout(() => log.push('early'), 100);
  clock.clear(clock.setTimeout(() => log.push('never'), 50));
  const began = clock.now();
  assert.equal(clock.fireNext(began + 200), true);
  assert.equal(new clock.Date().getTime() - began, 100);
  assert.equal(clock.fireNext(began + 200), false);
  clock.setInterval(() => log.push('tick'), 60_000);
  clock.sleep(3_600_000);
  assert.deepEqual(log, ['early', 'late', 'tick']);
});

test('an answer is held until it is chosen, and the world comes to rest', async () => {
  const world = new World({});
  world.backend.logIn();
  const log = [];
  const bare = { method: 'GET', headers: {}, body: '', signal: null };
  const send = (name) => world.network({ ...bare, url: `https://x.example/${name}` }).then(() => log.push(name));
  void send('a');
  void send('b');
  void world.storage.get('k.access').then(() => log.push('read'));
  await settle(world, { choose: (count) => count - 1 });
  assert.deepEqual(log, ['read', 'b', 'a']);
  void world.storage.set('k', 'v');
  assert.match(world.storage.read('k'), /A1$/);
  await settle(world, { choose: inOrder });
  assert.equal(world.storage.read('k'), 'v');
});

test('who is at work is kept through promises and timers', async () => {
  const world = new World({});
  world.backend.logIn();
  const seen = [];
  for (const actor of ['first call', 'second call']) {
    world.as(actor, async () => {
      await world.storage.get('x');
      world.clock.setTimeout(() => seen.push(world.actor()), 10);
    });
  }
  await settle(world, { choose: inOrder, done: () => seen.length === 2 });
  assert.deepEqual(seen, ['first call', 'second call']);
});
