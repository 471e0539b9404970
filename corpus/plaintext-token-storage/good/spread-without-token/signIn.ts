import AsyncStorage from "@react-native-async-storage/async-storage";
import * as SecureStore from "expo-secure-store";
import axios from "axios";

export async function signIn(email: string, password: string) {
  const { data } = await axios.post("https://api.example.com/auth/login", { email, password });
  const { accessToken, refreshToken, ...rest } = data;
  await SecureStore.setItemAsync("tokens", JSON.stringify({ accessToken, refreshToken }));
  await AsyncStorage.setItem("profile", JSON.stringify({ ...rest, signedInAt: Date.now() })); // ok: plaintext-token-storage
  return rest;
}
