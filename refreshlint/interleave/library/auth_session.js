// expo-auth-session 7, as its reference and its source say: nothing is shared or kept, each call of refreshAsync makes a request.
// The browser's part of a sign-in comes back with something unknown.

import { known, later, send, site, unknown } from 'host';

const seconds = () => Math.floor(Date.now() / 1000);

const either = (value, otherwise) => (known(value) && (value === undefined || value === null) ? otherwise : value);

export const ResponseType = { Code: 'code', Token: 'token', IdToken: 'id_token' };
export const GrantType = {
  AuthorizationCode: 'authorization_code', Implicit: 'implicit', RefreshToken: 'refresh_token', ClientCredentials: 'client_credentials',
};
export const CodeChallengeMethod = { S256: 'S256', Plain: 'plain' };
export const Prompt = { None: 'none', Login: 'login', Consent: 'consent', SelectAccount: 'select_account' };
export const TokenTypeHint = { AccessToken: 'access_token', RefreshToken: 'refresh_token' };

export class ResponseError extends Error {
  constructor(answer) {
    super('');
    this.params = answer.body;
    this.code = answer.body && answer.body.error;
    this.description = answer.body && answer.body.error_description;
    this.message = this.description;
  }
}
export class TokenError extends ResponseError {}
export class AuthError extends ResponseError {}

// The margin lies on the late side of now: a token is fresh as long as it is good for ten minutes more.
export class TokenResponse {
  static isTokenFresh(token, secondsMargin = -600) {
    if (!token) return false;
    return token.expiresIn ? seconds() < token.issuedAt + token.expiresIn + secondsMargin : true;
  }

  static fromQueryParams(params) {
    return new TokenResponse({
      accessToken: params.access_token, refreshToken: params.refresh_token, scope: params.scope, state: params.state,
      idToken: params.id_token, tokenType: params.token_type, expiresIn: params.expires_in, issuedAt: params.issued_at,
    });
  }

  constructor(response) {
    this.accessToken = response.accessToken;
    this.tokenType = either(response.tokenType, 'bearer');
    this.expiresIn = response.expiresIn;
    this.refreshToken = response.refreshToken;
    this.scope = response.scope;
    this.state = response.state;
    this.idToken = response.idToken;
    // What an answer of the backend calls the time of issue is no number: what it holds was issued now.
    this.issuedAt = known(response.issuedAt) && typeof response.issuedAt === 'number' ? response.issuedAt : seconds();
  }

  getRequestConfig() {
    const { accessToken, idToken, refreshToken, scope, state, tokenType, issuedAt, expiresIn } = this;
    return { accessToken, idToken, refreshToken, scope, state, tokenType, issuedAt, expiresIn };
  }

  shouldRefresh() {
    return !(TokenResponse.isTokenFresh(this) || !this.refreshToken);
  }

  async refreshAsync(config, discovery) {
    const next = await new RefreshTokenRequest({ ...config, refreshToken: this.refreshToken }).performAsync(discovery);
    for (const [name, value] of Object.entries(next.getRequestConfig())) this[name] = either(value, this[name]);
    return this;
  }
}

async function ask(at, url, body) {
  const answer = await send({ method: 'POST', url, headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body, site: at });
  if (answer.lost) throw new TypeError('Network request failed');
  if (answer.status >= 400) throw new TokenError(answer);
  return answer.body;
}

class TokenRequest {
  constructor(request, grantType) {
    this.request = request;
    this.grantType = grantType;
    Object.assign(this, request);
  }

  getQueryBody() {
    const { clientId, code, refreshToken, redirectUri } = this.request;
    return { grant_type: this.grantType, client_id: clientId, code, refresh_token: refreshToken, redirect_uri: redirectUri };
  }

  getRequestConfig() {
    return this.request;
  }

  performAsync(discovery) {
    return this.perform(site(), discovery.tokenEndpoint);
  }

  async perform(at, url) {
    return TokenResponse.fromQueryParams(await ask(at, url, this.getQueryBody()));
  }
}

export class RefreshTokenRequest extends TokenRequest {
  constructor(request) {
    super(request, 'refresh_token');
    if (!request.refreshToken) throw new Error('`RefreshTokenRequest` requires a valid `refreshToken`.');
  }
}

// A code of the browser is traded for tokens: that is a sign-in, which the address has to tell.
export class AccessTokenRequest extends TokenRequest {
  constructor(request) {
    super(request, 'authorization_code');
  }

  performAsync(discovery) {
    return this.perform(site(), `${discovery.tokenEndpoint}?sign-in`);
  }
}

export const refreshAsync = (config, discovery) => new RefreshTokenRequest(config).performAsync(discovery);
export const exchangeCodeAsync = (config, discovery) => new AccessTokenRequest(config).performAsync(discovery);

async function told(at, url, body) {
  await ask(at, url, body);
  return true;
}

export const revokeAsync = (config, discovery) => told(site(), `${discovery.revocationEndpoint}?revoke`, { token: config.token });

async function readUser(at, url, accessToken) {
  const answer = await send({ method: 'GET', url, headers: { Authorization: `Bearer ${accessToken}` }, site: at });
  if (answer.lost) throw new TypeError('Network request failed');
  return answer.body;
}

export const fetchUserInfoAsync = (config, discovery) => readUser(site(), discovery.userInfoEndpoint, config.accessToken);

// -- the browser's part

const places = (issuer) => ({
  authorizationEndpoint: `${issuer}/authorize`, tokenEndpoint: `${issuer}/token`, revocationEndpoint: `${issuer}/revoke`,
  userInfoEndpoint: `${issuer}/userinfo`, endSessionEndpoint: `${issuer}/logout`,
});

export const makeRedirectUri = () => 'app://redirect';
export const issuerWithWellKnownUrl = (issuer) => `${issuer}/.well-known/openid-configuration`;
export const fetchDiscoveryAsync = (issuer) => later(() => places(issuer));
export const resolveDiscoveryAsync = (source) => (typeof source === 'string' ? fetchDiscoveryAsync(source) : Promise.resolve(source));
export const useAutoDiscovery = (issuer) => places(issuer);
export const getDefaultReturnUrl = () => 'app://';
export const dismiss = () => undefined;

const browser = () => later(() => unknown('what the browser came back with'));

export class AuthRequest {
  constructor(config) {
    Object.assign(this, config);
    this.codeVerifier = 'verifier';
    this.state = 'state';
  }

  promptAsync() {
    return browser();
  }

  makeAuthUrlAsync() {
    return Promise.resolve('https://id.example.com/authorize');
  }

  parseReturnUrl() {
    return unknown('parts of a link');
  }
}

export const loadAsync = async (config) => new AuthRequest(config);
export const startAsync = browser;
export const useAuthRequest = (config) => [new AuthRequest(config || {}), null, browser];
export const useIdTokenAuthRequest = useAuthRequest;
export const useAuthRequestResult = () => [null, browser];
export const discovery = places('https://id.example.com');
