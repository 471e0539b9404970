import axios from "axios";
import { log } from "./log";

export async function signIn(email: string, password: string) {
  const { data } = await axios.post("https://api.example.com/auth/login", { email, password });
  log("signed in", data); // ok: token-logged
  return data.accessToken as string;
}
