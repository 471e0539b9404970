//only machine
//replies [[200, {"access_token": "A2", "refresh_token": "R2", "expires_in": 3600}], 400, "lost"]
// A refresh by the phone: nothing is shared, refusals and losses look alike.
import { refresh } from "react-native-app-auth";

const config = { issuer: "https://id.test", clientId: "app", scopes: [] };
async function all() {
  const one = await refresh(config, { refreshToken: "R1" });
  log(one.accessToken, one.refreshToken, new Date(one.accessTokenExpirationDate) - Date.now() > 3_000_000);
  await refresh({ serviceConfiguration: { tokenEndpoint: "https://id.test/t" } }, { refreshToken: "R2" }).catch((error) => log(error.code));
  await refresh(config, { refreshToken: "R2" }).catch((error) => log(error.code));
  try {
    refresh(config, {});
  } catch (error) {
    log(error.message);
  }
}
all();
//> > POST https://id.test/token {"grant_type":"refresh_token","refresh_token":"R1"}
//> A2 R2 true
//> > POST https://id.test/t {"grant_type":"refresh_token","refresh_token":"R2"}
//> token_refresh_failed
//> > POST https://id.test/token {"grant_type":"refresh_token","refresh_token":"R2"}
//> token_refresh_failed
//> Please pass in a refresh token
