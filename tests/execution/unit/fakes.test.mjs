import assert from 'node:assert/strict';
import test from 'node:test';

import { makeReact } from '../oracle/react.mjs';
import { shapeOf } from '../oracle/scenario.mjs';
import { Storage } from '../oracle/native.mjs';
import { Request, Response, makeFetch, makeXhr } from '../oracle/web.mjs';
import { World } from '../oracle/world.mjs';

const echo = async (request) => {
  if (request.url.endsWith('/lost')) throw { lost: true };
  return { status: 201, text: JSON.stringify({ got: request.body, with: request.headers.authorization ?? null }) };
};

test('fetch sends what it is given and loses the network with a TypeError', async () => {
  const fetch = makeFetch(echo);
  const res = await fetch('/a', { method: 'POST', body: new URLSearchParams({ b: '1' }), headers: { Authorization: 'Bearer x' } });
  assert.deepEqual([res.status, res.ok, await res.clone().json()], [201, true, { got: 'b=1', with: 'Bearer x' }]);
  assert.equal(await res.text(), '{"got":"b=1","with":"Bearer x"}');
  await assert.rejects(res.text(), TypeError);
  await assert.rejects(fetch('/lost'), TypeError);
});

test('a request with a body is sent once, a clone of it again', async () => {
  const fetch = makeFetch(echo);
  const first = new Request('/a', { method: 'POST', body: 'text' });
  const copy = first.clone();
  await fetch(first);
  await assert.rejects(fetch(first), TypeError);
  const moved = new Request(copy, { headers: { authorization: 'Bearer y' } });
  assert.deepEqual(await (await fetch(moved)).json(), { got: 'text', with: 'Bearer y' });
  assert.equal(await Response.json({ a: 1 }).text(), '{"a":1}');
});

test('XMLHttpRequest tells of its end', async () => {
  const Xhr = makeXhr(echo, (work) => work);
  const run = (path) =>
    new Promise((done) => {
      const xhr = new Xhr();
      xhr.open('PUT', path);
      xhr.onload = () => done(xhr.status);
      xhr.onerror = () => done('error');
      xhr.send('x');
    });
  assert.deepEqual([await run('/a'), await run('/lost')], [201, 'error']);
});

test('unwritten keys answer by their names', () => {
  const world = new World({});
  const pair = world.backend.logIn();
  const { storage } = world;
  for (const key of ['app.refresh', 'tide_r', 'clinic.rt', 'refreshToken']) assert.equal(storage.read(key), 'R1', key);
  for (const key of ['app.access', 'at', 'token', 'session.accessToken', 'anything']) assert.match(storage.read(key), /\.A1$/, key);
  assert.equal(storage.read('coin.expires'), String(pair.expires));
  assert.equal(JSON.parse(storage.read('fuel.pair')).refresh, 'R1');
  storage.withoutRefresh = true;
  assert.equal(storage.read('app.refresh'), null);
  assert.equal(JSON.parse(storage.read('fuel.pair')).refreshToken, undefined);
  assert.ok(storage instanceof Storage);
});

test('shapes forget the numbers of tokens and keep what was said', () => {
  assert.equal(shapeOf(undefined), null);
  assert.equal(shapeOf('A1'), shapeOf('A2'));
  assert.notEqual(shapeOf('A1'), shapeOf('undefined'));
  assert.equal(shapeOf(new Response('{}', { status: 401 })), 'response 401');
  assert.notEqual(shapeOf({ data: 1, meta: {} }), shapeOf({ error: 1, meta: {} }));
});

test('hooks keep their cells, state renders again, effects follow their inputs', async () => {
  const { modules, mount } = makeReact();
  const { useState, useRef, useMemo, useEffect, createContext, useContext } = modules.react;
  const { jsx } = modules['react/jsx-runtime'];
  const effects = [];
  const screen = mount(() => {
    const [count, setCount] = useState(1);
    const ref = useRef(count);
    const double = useMemo(() => count * 2, [count]);
    useEffect(() => void effects.push(count), [count]);
    return { count, setCount, ref, double };
  });
  const { ref } = screen.value;
  screen.value.setCount((before) => before + 1);
  await null;
  await null;
  assert.deepEqual([screen.value.count, screen.value.double, screen.value.ref === ref, effects], [2, 4, true, [1, 2]]);
  const Context = createContext('none');
  let seen = '';
  const Child = () => {
    seen = useContext(Context);
    return null;
  };
  mount(() => jsx(Context.Provider, { value: 'given', children: jsx(Child, {}) }));
  assert.equal(seen, 'given');
});
