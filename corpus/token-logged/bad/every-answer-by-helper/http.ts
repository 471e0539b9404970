export async function send(path: string, body?: unknown) {
  const response = await fetch(`https://api.example.com${path}`, { method: body ? "POST" : "GET", body: JSON.stringify(body) });
  const answer = await response.json();
  if (!response.ok) {
    console.warn("refused", answer);
    throw new Error(answer.message);
  }
  console.log("[http]", path, answer); // want: token-logged
  return answer;
}
