import * as SecureStore from "expo-secure-store";
import { jwtDecode } from "jwt-decode";
import { renew } from "./renew";

export async function send(path: string): Promise<Response> {
  let token = (await SecureStore.getItemAsync("accessToken")) ?? "";
  const payload = jwtDecode<{ exp: number }>(token);
  const secondsLeft = payload.exp - Math.floor(Date.now() / 1000);
  if (secondsLeft <= 0) { // want: no-expiry-leeway
    token = await renew();
  }
  return fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${token}` } });
}
