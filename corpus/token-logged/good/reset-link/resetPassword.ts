export async function resetPassword(token: string, password: string) {
  console.log("new password with", token); // ok: token-logged
  await fetch("https://api.example.com/password", { method: "PUT", body: JSON.stringify({ token, password }) });
}
