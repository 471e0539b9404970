import * as SecureStore from "expo-secure-store";
import { login } from "./service";

export async function submit(email: string, password: string) {
  const account = await login(email, password);
  const shown = { ...account, seen: true };
  console.debug(shown); // want: token-logged
  await SecureStore.setItemAsync("jwt", account.token);
}
