const SHOWN = 8;

export function show(accessToken: string) {
  console.log("token", accessToken.slice(0, SHOWN) + "..."); // ok: token-logged
  console.log(`ends in ${accessToken.slice(-4)}`); // ok: token-logged
  console.log(`token ${accessToken.substring(0, 10)}***`); // ok: token-logged
}
