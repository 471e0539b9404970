//only machine
// Entries by service and by server; false where nothing is; what a session left under a name is a token or holds both.
import * as Keychain from "react-native-keychain";

async function all() {
  const written = await Keychain.setGenericPassword("me", "secret", { service: "x", accessible: Keychain.ACCESSIBLE.WHEN_UNLOCKED });
  log(written.service);
  const found = await Keychain.getGenericPassword({ service: "x" });
  log(found.username, found.password, found.service);
  log(await Keychain.resetGenericPassword({ service: "x" }), await Keychain.getGenericPassword({ service: "x" }));
  await Keychain.setInternetCredentials("https://api.test", "me", "pair");
  log((await Keychain.getInternetCredentials("https://api.test")).password);
  await Keychain.resetInternetCredentials({ server: "https://api.test" });
  log(await Keychain.getInternetCredentials("https://api.test"));
  const kept = JSON.parse((await Keychain.getGenericPassword()).password);
  const access = await Keychain.getGenericPassword({ service: "app.accessToken" });
  log(access.password === kept.accessToken, access.password === kept.refreshToken, Keychain.ACCESS_CONTROL.BIOMETRY_ANY);
}
all();
//> x
//> me secret x
//> true false
//> pair
//> false
//> true false BiometryAny
