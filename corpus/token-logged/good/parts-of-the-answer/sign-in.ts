import axios from "axios";

export async function signIn(email: string, password: string) {
  const response = await axios.post("https://api.example.com/auth/login", { email, password });
  const { accessToken, refreshToken, ...rest } = response.data;
  console.log("signed in", response.status, response.data.user.id, rest); // ok: token-logged
  return { accessToken, refreshToken };
}
