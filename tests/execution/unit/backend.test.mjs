import assert from 'node:assert/strict';
import test from 'node:test';

import { Backend, LIFETIME_MS, jwtOf } from '../oracle/backend.mjs';

const url = 'https://api.example.com/items';
const refreshUrl = 'https://api.example.com/auth/refresh';
const request = (over = {}) => ({ method: 'GET', url, headers: {}, body: '', ...over });

function backendAt(options = {}) {
  const time = { now: 1_000_000_000 };
  const backend = new Backend({ now: () => time.now, ...options });
  backend.logIn();
  return { backend, time };
}

const ask = (backend, over) => {
  const sent = request(over);
  return backend.answer(sent, backend.classify(sent));
};
const get = (backend, token) => ask(backend, { headers: { authorization: `Bearer ${token}` } });
const spend = (backend, token) => ask(backend, { method: 'POST', url: refreshUrl, body: JSON.stringify({ refreshToken: token }) });

test('an access token serves for its lifetime, also after a newer one was given', () => {
  const { backend, time } = backendAt();
  assert.equal(get(backend, 'A1').status, 200);
  assert.equal(spend(backend, 'R1').pair.access, 'A2');
  assert.equal(get(backend, jwtOf(backend.pairs[0])).status, 200);
  time.now += LIFETIME_MS;
  assert.deepEqual([get(backend, 'A1').status, get(backend, 'A2').status, get(backend, 'null').status], [401, 401, 401]);
});

test('a refresh token serves once, and its second use ends the session', () => {
  const { backend } = backendAt();
  assert.equal(spend(backend, 'R1').status, 200);
  assert.deepEqual([spend(backend, 'R1').reused, spend(backend, 'R2').status, get(backend, 'A2').status], [true, 401, 401]);
  backend.logIn();
  assert.equal(get(backend, 'A3').status, 200);
  assert.equal(spend(backend, 'R3').pair.refresh, 'R4');
});

test('the modes of failure', () => {
  for (const [mode, status, later] of [['refused', 401, 401], ['invalid_grant', 400, 401], ['unavailable', 503, 200], ['lost', 0, 200]]) {
    const { backend } = backendAt({ mode });
    const reply = spend(backend, 'R1');
    assert.equal(reply.lost ? 0 : reply.status, status);
    backend.mode = 'ok';
    assert.equal(spend(backend, 'R1').status, later, mode);
  }
  const { backend } = backendAt({ mode: 'always' });
  assert.equal(spend(backend, 'R1').status, 200);
  assert.equal(get(backend, 'A2').status, 401);
});

test('what carries a refresh token is the refresh, wherever it is carried', () => {
  const { backend } = backendAt();
  const carried = [
    { body: 'grant_type=refresh_token&refresh_token=R1' }, { headers: { 'x-refresh-token': 'R1' } },
    { headers: { authorization: 'Bearer R1' } }, { url: `${url}?rt=R1` }, { body: '{"t":"R1"}', headers: { authorization: 'Bearer A1' } },
  ];
  for (const over of carried) {
    const { refresh, carried: inSight, token } = backend.classify(request(over));
    assert.deepEqual([refresh, inSight, token], [true, true, 'R1']);
  }
  assert.equal(backend.classify(request({ url: 'https://api.example.com/auth/logout', body: '{"t":"R1"}' })).refresh, false);
  assert.equal(backend.classify(request({ url: `${url}/refresh-rates`, headers: { authorization: 'Bearer A1' } })).refresh, false);
});

test('where no token is in sight the words decide and the cookie is the token', () => {
  const { backend } = backendAt();
  assert.equal(backend.classify(request({ url: refreshUrl })).token, 'R1');
  assert.equal(backend.classify(request({ url: refreshUrl, headers: { authorization: 'Bearer A1' } })).token, 'R1');
  assert.equal(ask(backend, {}).status, 200);
  assert.equal(ask(backend, { headers: { authorization: 'Bearer ' } }).status, 401);
  assert.equal(ask(backend, { url: refreshUrl }).pair.refresh, 'R2');
  backend.cookies = false;
  assert.equal(ask(backend, {}).status, 401);
  assert.equal(ask(backend, { url: refreshUrl }).status, 401);
});

test('graphql answers under the field that was selected', () => {
  const { backend } = backendAt({ signal: 'graphql' });
  const mutation = 'mutation Renew($t: String!) { renewToken(t: $t) { accessToken } }';
  const body = JSON.stringify({ query: mutation, variables: { t: 'R1' } });
  const reply = ask(backend, { method: 'POST', body });
  assert.equal(reply.body.data.renewToken.refreshToken, 'R2');
  const query = JSON.stringify({ query: '{ items }' });
  const refused = ask(backend, { method: 'POST', body: query, headers: { authorization: 'Bearer none' } });
  assert.equal(refused.body.errors[0].extensions.code, 'UNAUTHENTICATED');
  assert.deepEqual(ask(backend, { method: 'POST', body: query, headers: { authorization: 'Bearer A2' } }).body, { data: { items: 'ok' } });
});
