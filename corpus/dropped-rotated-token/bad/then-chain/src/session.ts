import * as SecureStore from "expo-secure-store";

const API = "https://api.shop.example";
let flight: Promise<string> | null = null;

async function renew(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  return fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) })
    .then((answer) => {
      if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
      return answer.json();
    })
    .then(async ({ accessToken, refreshToken: rotated }) => {
      await SecureStore.setItemAsync("accessToken", accessToken); // want: dropped-rotated-token
      return accessToken;
    });
}

export function freshToken(): Promise<string> {
  flight ??= renew().finally(() => {
    flight = null;
  });
  return flight;
}
