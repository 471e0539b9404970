import * as SecureStore from "expo-secure-store";
import { jwtDecode } from "jwt-decode";
import { renew } from "./renew";

const ask = (path: string, token: string) =>
  fetch(`https://api.example.com${path}`, { headers: { Authorization: `Bearer ${token}` } });

export async function send(path: string): Promise<Response> {
  let token = (await SecureStore.getItemAsync("accessToken")) ?? "";
  if (jwtDecode<{ exp: number }>(token).exp * 1000 < Date.now()) token = await renew(); // ok: no-expiry-leeway
  const response = await ask(path, token);
  if (response.status !== 401) return response;
  return ask(path, await renew());
}
