const API_URL = "https://api.example.com";

export async function renew(stored) {
  const response = await fetch(`${API_URL}/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: stored }),
  });
  if (!response.ok) {
    throw new Error(`refused: ${response.status}`);
  }
  const body = await response.json();
  console.info(`[session] renewed: ${JSON.stringify(body)}`); // want: token-logged
  return body;
}
