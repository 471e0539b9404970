import * as SecureStore from "expo-secure-store";

const API = "https://api.shop.example";
let flight: Promise<string> | null = null;

async function renew(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken }),
  });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const { accessToken, refreshToken: next } = await answer.json();
  if (!next) throw new Error("no refresh token came back");
  await SecureStore.setItemAsync("accessToken", accessToken); // want: dropped-rotated-token "read and then not used"
  return accessToken;
}

export function freshToken(): Promise<string> {
  flight ??= renew().finally(() => {
    flight = null;
  });
  return flight;
}
