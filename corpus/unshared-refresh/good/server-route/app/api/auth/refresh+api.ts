const ISSUER = process.env.ISSUER_URL ?? 'https://id.example.com';

export async function POST(request: Request): Promise<Response> {
  const { refreshToken } = await request.json();
  if (!refreshToken) return Response.json({ error: 'missing token' }, { status: 400 });
  // ok: unshared-refresh
  const answer = await fetch(`${ISSUER}/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ grant_type: 'refresh_token', refresh_token: refreshToken }),
  });
  return Response.json(await answer.json(), { status: answer.status });
}
