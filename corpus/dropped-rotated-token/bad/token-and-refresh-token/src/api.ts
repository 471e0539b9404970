import axios from "axios";
import * as SecureStore from "expo-secure-store";
import type { RefreshAnswer } from "./types";

export const api = axios.create({ baseURL: "https://api.shop.example" });
let flight: Promise<string> | null = null;

async function renew(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const { data } = await axios.post<RefreshAnswer>("https://api.shop.example/auth/refresh", { refreshToken });
  await SecureStore.setItemAsync("token", data.token); // want: dropped-rotated-token
  return data.token;
}

api.interceptors.response.use(undefined, async (error) => {
  const config = error.config;
  if (error.response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  flight ??= renew().finally(() => {
    flight = null;
  });
  const token = await flight;
  config.headers.Authorization = `Bearer ${token}`;
  return api(config);
});
