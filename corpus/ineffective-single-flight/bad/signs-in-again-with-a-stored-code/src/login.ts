export async function stationCookie(root: string, code: string): Promise<string> {
  const answer = await fetch(`${root}/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!answer.ok) throw new Error(`login: ${answer.status}`);
  return answer.headers.get('set-cookie') ?? '';
}
