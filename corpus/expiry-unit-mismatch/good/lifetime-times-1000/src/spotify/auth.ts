import * as SecureStore from "expo-secure-store";

export async function keep(answer: { access_token: string; expires_in: number }): Promise<void> {
  const until = Date.now() + (answer.expires_in - 60) * 1000; // ok: expiry-unit-mismatch
  await SecureStore.setItemAsync("music.token", answer.access_token);
  await SecureStore.setItemAsync("music.until", String(until));
}
