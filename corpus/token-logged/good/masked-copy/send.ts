export async function send(fields: Record<string, string>, sessionToken: string) {
  const body: Record<string, string> = { ...fields, sessionToken };
  const shown = { ...body };
  if (shown.sessionToken) {
    shown.sessionToken = "[REDACTED]";
  }
  console.log("sending", JSON.stringify(shown)); // ok: token-logged
  console.log("sending", { ...body, sessionToken: "[REDACTED]" }); // ok: token-logged
  return fetch("https://api.example.com/sync", { method: "POST", body: JSON.stringify(body) });
}
