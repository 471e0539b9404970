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

function isOAuthError(answer: unknown): answer is { error: string } {
  return typeof answer === "object" && answer !== null && "error" in answer;
}

export async function exchange(code: string) {
  const response = await fetch("https://api.example.com/oauth/token", { method: "POST", body: JSON.stringify({ code }) });
  const tokens = await response.json();
  if (isOAuthError(tokens)) {
    console.error("OAuth error:", tokens); // ok: token-logged
    throw new Error(tokens.error);
  }
  return tokens.access_token as string;
}
