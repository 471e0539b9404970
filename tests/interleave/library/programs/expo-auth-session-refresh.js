//only machine
//replies [[200, {"access_token": "A2", "refresh_token": "R2", "expires_in": 3600}], [200, {"access_token": "A3", "expires_in": 300}], [400, {"error": "invalid_grant", "error_description": "used"}], "lost", [200, {}]]
// Freshness with its margin, refreshes by function and by method, refusals, and the fields of a TokenResponse.
import { TokenResponse, TokenError, makeRedirectUri, refreshAsync, revokeAsync, useAuthRequest } from "expo-auth-session";

const discovery = { tokenEndpoint: "https://id.test/token", revocationEndpoint: "https://id.test/revocation" };
const now = () => Math.floor(Date.now() / 1000);
async function all() {
  const held = new TokenResponse({ accessToken: "A1", refreshToken: "R1", expiresIn: 3600, issuedAt: now() - 3100 });
  log(held.tokenType, TokenResponse.isTokenFresh(held), held.shouldRefresh(), TokenResponse.isTokenFresh(held, 0));
  log(TokenResponse.isTokenFresh({ issuedAt: 1 }), TokenResponse.isTokenFresh(null), new TokenResponse({ accessToken: "A", expiresIn: 1 }).shouldRefresh());
  const next = await refreshAsync({ clientId: "app", refreshToken: held.refreshToken }, discovery);
  log(next.accessToken, next.refreshToken, next.expiresIn, next.issuedAt === now(), next.shouldRefresh());
  const same = await next.refreshAsync({ clientId: "app" }, discovery);
  log(same === next, next.accessToken, next.refreshToken, next.shouldRefresh());
  log(Object.keys(next.getRequestConfig()).join());
  await next.refreshAsync({ clientId: "app" }, discovery).catch((error) => log(error instanceof TokenError, error.code, error.message));
  await next.refreshAsync({ clientId: "app" }, discovery).catch((error) => log(error.name));
  try {
    refreshAsync({ clientId: "app" }, discovery);
  } catch (error) {
    log("thrown", error.message.slice(0, 23));
  }
  log(await revokeAsync({ token: "A3" }, discovery), useAuthRequest({ clientId: "app" }).length, makeRedirectUri());
}
all();
//> bearer false true true
//> true false false
//> > POST https://id.test/token {"grant_type":"refresh_token","client_id":"app","refresh_token":"R1"}
//> A2 R2 3600 true false
//> > POST https://id.test/token {"grant_type":"refresh_token","client_id":"app","refresh_token":"R2"}
//> true A3 R2 true
//> accessToken,idToken,refreshToken,scope,state,tokenType,issuedAt,expiresIn
//> > POST https://id.test/token {"grant_type":"refresh_token","client_id":"app","refresh_token":"R2"}
//> true invalid_grant used
//> > POST https://id.test/token {"grant_type":"refresh_token","client_id":"app","refresh_token":"R2"}
//> TypeError
//> thrown `RefreshTokenRequest` r
//> > POST https://id.test/revocation?revoke {"token":"A3"}
//> true 3 app://redirect
