import axios from "axios";
import { getRefreshToken, keepTokens } from "./tokens";

export const api = axios.create({ baseURL: "https://api.example.com" });

let refreshing = false;
let waiting: Array<{ resolve: (token: string) => void; reject: (reason: unknown) => void }> = [];

function settle(error: unknown, token = "") {
  waiting.forEach((each) => (error ? each.reject(error) : each.resolve(token)));
  waiting = [];
}

api.interceptors.response.use(undefined, async (error) => {
  const original = error.config;
  if (error.response?.status !== 401 || original.retried) return Promise.reject(error);
  original.retried = true;
  if (refreshing) {
    return new Promise<string>((resolve, reject) => waiting.push({ resolve, reject })).then((token) => {
      original.headers.Authorization = `Bearer ${token}`;
      return api(original);
    });
  }
  refreshing = true;
  const refreshToken = getRefreshToken();
  if (!refreshToken) {
    refreshing = false;
    return Promise.reject(error);
  }
  try {
    const { data } = await api.post("https://api.example.com/auth/refresh", { refreshToken }); // want: refresh-through-interceptor
    await keepTokens(data);
    settle(null, data.accessToken);
    original.headers.Authorization = `Bearer ${data.accessToken}`;
    return api(original);
  } catch (failure) {
    settle(failure);
    return Promise.reject(failure);
  } finally {
    refreshing = false;
  }
});
