import * as Keychain from "react-native-keychain";

const API = "https://api.shop.example";
let flight: Promise<string> | null = null;

async function stored() {
  const found = await Keychain.getGenericPassword();
  return found ? JSON.parse(found.password) : null;
}

async function renew(): Promise<string> {
  const refreshToken = (await stored())?.refreshToken;
  const answer = await fetch(`${API}/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken }),
  });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  Keychain.setGenericPassword("tokens", JSON.stringify({ accessToken: pair.accessToken, refreshToken: pair.refreshToken })); // want: unawaited-token-write
  return pair.accessToken;
}

export function freshToken(): Promise<string> {
  flight ??= renew().finally(() => {
    flight = null;
  });
  return flight;
}
