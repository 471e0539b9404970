import * as SecureStore from "expo-secure-store";
import { api } from "./api";

export async function signIn(email: string, password: string) {
  const { data } = await api.post("/auth/login", { email, password });
  await SecureStore.setItemAsync("access", data.accessToken);
}
