import * as SecureStore from "expo-secure-store";

export async function getSessionByToken(token: string) {
  console.log("[session] getSessionByToken:", token); // want: token-logged
  const answer = await fetch("https://api.example.com/session", { headers: { Authorization: `Bearer ${token}` } });
  return answer.json();
}

export async function restore(params: { token: string; device: string }) {
  console.log("signing in with", params.token); // want: token-logged
  await SecureStore.setItemAsync("token", params.token);
  return getSessionByToken(params.token);
}

export async function connect(oauth: { requestToken: string; verifier: string }) {
  console.log("oauth connect", oauth.requestToken); // want: token-logged
  await fetch("https://api.example.com/oauth/access", { method: "POST", body: JSON.stringify(oauth) });
}
