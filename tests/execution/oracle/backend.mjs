// The simulated backend: one user, access tokens A1, A2, ... that expire, refresh tokens R1, R2, ... that rotate.
//
// In words. A log-in and a refresh each give a pair. An access token serves until it expires (an hour after it was given) or its
// session ends. A refresh token serves once; a used one that is sent again is taken for stolen and ends its session (RFC 9700,
// section 4.14.2). The backend sees a request at the moment at which its answer is released: the order of the releases is the order
// of events. A request that carries a refresh token (URL, header, Authorization or body) is the refresh; where no token is in sight the
// words of its URL decide and the cookie is the token. Requests to log out are answered 200 and change nothing.
//
// Modes: "ok"; "refused" and "invalid_grant" (every refresh is answered 401 or 400, its session ends), "unavailable" (503) and
// "lost" (the network fails, the token stays unused); "always" (refreshes work, protected requests are answered 401 whatever they carry).

export const LIFETIME_MS = 3_600_000;

const REFRESH_TOKEN = /\bR\d+\b/;
const ACCESS_TOKEN = /\bA\d+\b/;
const LOGOUT = /log-?out|sign-?out|revoke|log-?off/i;
const REFRESH_WORDS = /refresh|renew|reissue|rotat/i;
const AUTH_WORDS = /auth|token|session|login|user|refresh$/i;

export class Backend {
  /** now: () => ms; signal: what says that a token has expired: "401", "403", "400" or "graphql". */
  constructor({ now, mode = 'ok', signal = '401', cookies = true }) {
    Object.assign(this, { now, mode, signal, cookies });
    this.pairs = [];
    this.ended = new Set();
    this.spent = new Set();
    this.jar = { access: null, refresh: null };
    this.sessions = 0;
  }

  /** A new session with a fresh pair, which the cookie jar gets too; `age` in ms lies between its issue and now. */
  logIn(age = 0) {
    this.sessions += 1;
    this.newest = this.#issue(this.sessions, age);
    this.jar = { access: this.newest.access, refresh: this.newest.refresh };
    return this.newest;
  }

  #issue(session, age = 0) {
    const number = this.pairs.length + 1;
    const expires = this.now() - age + LIFETIME_MS;
    const pair = { number, session, expires, access: `A${number}`, refresh: `R${number}` };
    this.pairs.push(pair);
    return pair;
  }

  /** What a request is: {refresh, logout, access, token}. `token` is the refresh token that it spends, that of the cookie included. */
  classify({ method, url, headers, body }) {
    const sight = `${decodeURIComponent(url)}\n${Object.values(headers).join('\n')}\n${body}`;
    const bearer = headers.authorization;
    const carried = sight.match(REFRESH_TOKEN)?.[0] ?? null;
    const access = (bearer ?? sight).match(ACCESS_TOKEN)?.[0] ?? null;
    const path = new URL(url).pathname;
    if (LOGOUT.test(path)) return { refresh: false, logout: true, access, token: null };
    const graphql = /^\s*\{/.test(body) && /"query"/.test(body);
    const words = graphql ? body : path;
    const named = REFRESH_WORDS.test(words) && (graphql ? /mutation/.test(body) : access === null || AUTH_WORDS.test(path));
    if (carried || named) {
      const token = carried ?? (this.cookies ? this.jar.refresh : null);
      return { refresh: true, logout: false, carried: carried !== null, access, token };
    }
    const cookie = bearer === undefined && access === null && this.cookies ? this.jar.access : null;
    return { refresh: false, logout: false, access: access ?? cookie, token: null, method };
  }

  /** The answer to a classified request: {status, body} or {lost: true}; `reused` tells that a used token came again. */
  answer(request, kind) {
    if (kind.logout) return { status: 200, body: {} };
    return kind.refresh ? this.#refresh(request, kind.token) : this.#protected(request, kind.access);
  }

  #refresh(request, token) {
    if (this.mode === 'lost') return { lost: true };
    if (this.mode === 'unavailable') return this.#failure(request, 503, 'unavailable');
    const pair = this.pairs.find((each) => each.refresh === token);
    if (this.mode === 'refused' || this.mode === 'invalid_grant') {
      if (pair) this.ended.add(pair.session);
      return this.#failure(request, this.mode === 'refused' ? 401 : 400, 'invalid_grant');
    }
    if (!pair || this.ended.has(pair.session)) return this.#failure(request, 401, 'invalid_grant');
    if (this.spent.has(token)) {
      this.ended.add(pair.session);
      return { ...this.#failure(request, 401, 'invalid_grant'), reused: true };
    }
    this.spent.add(token);
    this.newest = this.#issue(pair.session);
    this.jar = { access: this.newest.access, refresh: this.newest.refresh };
    const body = this.answerOf(this.newest);
    const field = selectedField(request.body);
    return { status: 200, pair: this.newest, body: field ? { data: { [field]: { ...body, __typename: 'Pair' } } } : body };
  }

  #failure(request, status, error) {
    if (selectedField(request.body)) return { status: 200, failed: true, body: { data: null, errors: [{ message: error }] } };
    return { status, failed: true, body: { error } };
  }

  #protected(request, access) {
    const pair = this.pairs.find((each) => each.access === access);
    const fresh = pair && pair.expires > this.now() && !this.ended.has(pair.session) && this.mode !== 'always';
    const field = selectedField(request.body);
    if (fresh) return { status: 200, body: field ? { data: { [field]: 'ok' } } : { ok: true, data: { ok: true } } };
    if (this.signal === 'graphql') {
      const errors = [{ message: 'Unauthenticated', extensions: { code: 'UNAUTHENTICATED' } }];
      return { status: 200, expired: true, body: { data: null, errors } };
    }
    const body = this.signal === '400' ? { code: 'TOKEN_EXPIRED', error: 'token_expired' } : { error: 'unauthorized' };
    return { status: Number(this.signal), expired: true, body };
  }

  /** A pair under all the names by which clients read it, once more under the usual envelopes. */
  answerOf(pair) {
    const named = namesOf(pair, this.now());
    return { ...named, data: named, tokens: named, result: named, session: named };
  }
}

/** The names by which clients read a pair; times: `expiresAt` in ms, `expires_at` and `exp` in seconds, `expiresIn` in seconds. */
export function namesOf(pair, now) {
  const access = jwtOf(pair);
  const seconds = Math.round((pair.expires - now) / 1000);
  return {
    accessToken: access, access_token: access, access, token: access, idToken: access, jwt: access,
    refreshToken: pair.refresh, refresh_token: pair.refresh, refresh: pair.refresh,
    tokenType: 'Bearer', token_type: 'Bearer', expiresIn: seconds, expires_in: seconds,
    expiresAt: pair.expires, expires_at: Math.floor(pair.expires / 1000), exp: Math.floor(pair.expires / 1000),
    issuedAt: Math.floor((pair.expires - LIFETIME_MS) / 1000),
    accessTokenExpirationDate: new Date(pair.expires).toISOString(),
  };
}

const base64 = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The access token as the client sees it: a JWT whose signature is its name, by which the backend knows it. */
export function jwtOf(pair) {
  const claims = { sub: 'user', iat: Math.floor((pair.expires - LIFETIME_MS) / 1000), exp: Math.floor(pair.expires / 1000) };
  return `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims)}.${pair.access}`;
}

/** The first field that a GraphQL request selects (its alias, if it has one), or "" if it is none. */
function selectedField(body) {
  if (!/"query"/.test(body)) return '';
  try {
    return String(JSON.parse(body).query).match(/\{\s*(\w+)/)?.[1] ?? '';
  } catch {
    return '';
  }
}
