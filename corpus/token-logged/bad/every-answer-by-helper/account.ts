import * as SecureStore from "expo-secure-store";
import { send } from "./http";

export async function signIn(email: string, password: string) {
  const answer = await send("/auth/login", { email, password });
  await SecureStore.setItemAsync("access", answer.accessToken);
}
