// jwt-decode 2 to 4 and jsonwebtoken's decode: the claims of a token, without a check. Facts: their documentation.
import { claims, known, unknown } from 'host';

export class InvalidTokenError extends Error {}
InvalidTokenError.prototype.name = 'InvalidTokenError';

const invalid = (why) => new InvalidTokenError(`Invalid token specified: ${why}`);

function written(token, part) {
  const pieces = token.split('.');
  if (pieces[part] === undefined) throw invalid(`missing part #${part + 1}`);
  try {
    return JSON.parse(atob(pieces[part].replace(/-/g, '+').replace(/_/g, '/')));
  } catch (error) {
    throw invalid(`invalid json for part #${part + 1} (${error.message})`);
  }
}

export function jwtDecode(token, options) {
  if (!known(token)) return claims(token) || unknown('claims');
  if (typeof token !== 'string') throw invalid('must be a string');
  const header = options && options.header === true;
  const found = claims(token);
  if (found !== undefined) return header ? { alg: 'RS256', typ: 'JWT' } : found;
  if (token.refreshToken !== undefined) {
    const now = Math.floor(Date.now() / 1000);
    return { iat: now, exp: now + 30 * 86400 };
  }
  return written(token, header ? 0 : 1);
}

export default jwtDecode;

export function decode(token, options) {
  try {
    const payload = jwtDecode(token);
    return options && options.complete ? { header: jwtDecode(token, { header: true }), payload, signature: '' } : payload;
  } catch {
    return null;
  }
}

export const verify = (token) => {
  const payload = jwtDecode(token);
  if (payload.exp * 1000 <= Date.now()) throw Object.assign(new Error('jwt expired'), { name: 'TokenExpiredError' });
  return payload;
};

export const sign = () => unknown('a signed token');

export const isTokenExpired = (token) => jwtDecode(token).exp * 1000 <= Date.now();
