// react-native-app-auth 8, as its documentation says: the phone makes the request, nothing is shared or kept; a refusal and a lost
// network have the same code. The time of expiry comes as text.

import { known, later, send, site, unknown } from 'host';

const fail = (code) => Object.assign(new Error(code), { code });

const endpoint = (config, name, path) => {
  const places = config.serviceConfiguration;
  return places && places[name] ? places[name] : `${config.issuer}/${path}`;
};

async function renew(at, url, refreshToken) {
  const body = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const answer = await send({ method: 'POST', url, headers: {}, body, site: at });
  if (answer.lost || answer.status >= 400) throw fail('token_refresh_failed');
  const given = answer.body;
  return {
    accessToken: given.access_token,
    accessTokenExpirationDate: known(given.expires_in) ? new Date(Date.now() + given.expires_in * 1000).toISOString() : unknown('a date'),
    additionalParameters: {},
    idToken: given.id_token,
    refreshToken: given.refresh_token,
    tokenType: 'bearer',
  };
}

export function refresh(config, { refreshToken }) {
  if (!refreshToken) throw new Error('Please pass in a refresh token');
  return renew(site(), endpoint(config, 'tokenEndpoint', 'token'), refreshToken);
}

async function drop(at, url, token) {
  const answer = await send({ method: 'POST', url: `${url}?revoke`, headers: {}, body: { token }, site: at });
  if (answer.lost) throw fail('Failed to revoke token');
}

export const revoke = (config, { tokenToRevoke }) => drop(site(), endpoint(config, 'revocationEndpoint', 'revoke'), tokenToRevoke);
export const logout = async () => ({});
export const authorize = () => later(() => unknown('a sign-in'));
export const register = () => later(() => unknown('a registration'));
export const prefetchConfiguration = async () => true;
