export async function renew(refreshToken: string) {
  const response = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  console.log("refresh", response); // ok: token-logged
  if (!response.ok) {
    throw new Error(String(response.status));
  }
  const pair = await response.json();
  return { access: pair.accessToken as string, refresh: pair.refreshToken as string };
}
