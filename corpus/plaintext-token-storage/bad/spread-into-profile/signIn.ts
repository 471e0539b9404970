import AsyncStorage from "@react-native-async-storage/async-storage";
import axios from "axios";

export async function signIn(email: string, password: string) {
  const { data } = await axios.post("https://api.example.com/auth/login", { email, password });
  axios.defaults.headers.common.Authorization = `Bearer ${data.accessToken}`;
  const profile = { ...data, signedInAt: Date.now() };
  await AsyncStorage.setItem("profile", JSON.stringify(profile)); // want: plaintext-token-storage
  return profile;
}
