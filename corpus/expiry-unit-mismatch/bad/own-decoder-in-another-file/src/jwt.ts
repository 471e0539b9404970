export function readClaims(token: string): { exp: number; sub: string } {
  const [, body] = token.split(".");
  return JSON.parse(atob(body.replace(/-/g, "+").replace(/_/g, "/")));
}

export const expiryOf = (token: string) => {
  const claims = readClaims(token);
  return claims.exp;
};
