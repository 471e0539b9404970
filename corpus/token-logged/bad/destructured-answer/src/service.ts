import axios from "axios";

const client = axios.create({ baseURL: "https://api.example.com" });

export async function login(email: string, password: string) {
  const { data } = await client.post("/auth/login", { email, password });
  return data;
}
