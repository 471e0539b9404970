import * as SecureStore from "expo-secure-store";

export async function keep(answer: { access_token: string; expires_in: number }): Promise<void> {
  const until = Date.now() + answer.expires_in; // want: expiry-unit-mismatch "added to"
  await SecureStore.setItemAsync("music.token", answer.access_token);
  await SecureStore.setItemAsync("music.until", String(until));
}
