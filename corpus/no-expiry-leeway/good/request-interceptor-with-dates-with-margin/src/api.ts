import axios from "axios";
import * as SecureStore from "expo-secure-store";
import { jwtDecode } from "jwt-decode";
import { renew } from "./renew";

export const api = axios.create({ baseURL: "https://api.example.com" });

api.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync("accessToken");
  if (!token) return config;
  const expiry = new Date(jwtDecode<{ exp: number }>(token).exp * 1000);
  const isOver = expiry < new Date(Date.now() + 60_000); // ok: no-expiry-leeway
  config.headers.Authorization = `Bearer ${isOver ? await renew() : token}`;
  return config;
});
