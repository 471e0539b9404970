import axios from "axios";
import * as SecureStore from "expo-secure-store";

export const http = axios.create({ baseURL: "https://api.example.com" });

http.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync("access_token");
  config.headers.Authorization = `Bearer ${token}`;
  console.log(config.method, config.url, config.headers); // want: token-logged "headers"
  return config;
});
