export async function renew(refreshToken: string) {
  const response = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  const data = await response.json();
  if (!data.success || !data.accessToken) {
    console.error("no token in the answer", data); // ok: token-logged
    throw new Error("no token in the answer");
  }
  return { access: data.accessToken as string, refresh: (data.refreshToken as string) ?? refreshToken };
}
