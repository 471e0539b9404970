export async function signIn(email: string, password: string) {
  const response = await fetch("https://api.example.com/auth/login", {
    method: "POST",
    body: JSON.stringify({ email, password }),
  });
  const data = await response.json();
  if (!response.ok) {
    console.warn("sign-in refused", data); // ok: token-logged
    throw new Error("sign-in refused");
  }
  return data.accessToken as string;
}
