import * as SecureStore from "expo-secure-store";
import { jwtDecode } from "jwt-decode";
import { renew } from "./renew";

export async function send(path: string): Promise<Response> {
  let token = await SecureStore.getItemAsync("accessToken");
  const { exp } = jwtDecode<{ exp: number }>(token!);
  if (exp * 1000 < Date.now() + 30_000) { // ok: no-expiry-leeway
    token = await renew();
  }
  return fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${token}` } });
}
