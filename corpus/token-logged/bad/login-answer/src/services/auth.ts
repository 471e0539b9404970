import axios from "axios";
import * as SecureStore from "expo-secure-store";

const API_URL = "https://api.example.com";

export async function signIn(email: string, password: string) {
  const response = await axios.post(`${API_URL}/auth/login`, { email, password });
  console.log("login response", response.data); // want: token-logged
  await SecureStore.setItemAsync("access", response.data.accessToken);
  await SecureStore.setItemAsync("refresh", response.data.refreshToken);
  return response.data.user;
}
