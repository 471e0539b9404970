import axios from "axios";
import * as SecureStore from "expo-secure-store";

const weather = axios.create({ baseURL: "https://weather.example.com" });
weather.interceptors.response.use((response) => {
  console.log("body", response.data); // ok: token-logged
  return response;
});

const account = axios.create({ baseURL: "https://api.example.com" });
account.interceptors.response.use((response) => {
  console.log("answered", response.status, response.config.url, response.config.method); // ok: token-logged
  return response;
});

async function news(path: string) {
  const answer = await (await fetch(`https://news.example.com${path}`)).json();
  console.log("[news]", path, answer); // ok: token-logged
  return answer;
}

export const forecast = () => weather.get("/today");
export const headlines = () => news("/headlines");

export async function signIn(email: string, password: string) {
  const { data } = await account.post("/auth/login", { email, password });
  await SecureStore.setItemAsync("access", data.accessToken);
}

const cookies = axios.create({ baseURL: "https://intranet.example.com", withCredentials: true });
cookies.interceptors.response.use((response) => {
  console.log("body", response.data); // ok: token-logged
  return response;
});

export async function signInByCookie(name: string, password: string): Promise<string> {
  const { data } = await cookies.post("/login", { name, password });
  return data.user.name;
}
