import { API_URL } from "@/constants/config";
import { clearTokens, loadTokens, saveTokens } from "@/lib/tokenStore";
import type { Tokens } from "@/types/session";

export class SignedOut extends Error {}

type Listener = () => void;
const listeners = new Set<Listener>();
let flight: Promise<Tokens> | null = null;

export function onSignedOut(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

async function renew(): Promise<Tokens> {
  const tokens = await loadTokens();
  if (!tokens) throw new SignedOut("nobody is signed in");
  const response = await fetch(`${API_URL}/auth/refresh`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ refreshToken: tokens.refreshToken }),
  });
  if (response.status === 400 || response.status === 401) {
    await clearTokens();
    listeners.forEach((listener) => listener());
    throw new SignedOut("the backend ended the session");
  }
  if (!response.ok) throw new Error(`the backend answered ${response.status}`);
  const fresh = (await response.json()) as Tokens;
  await saveTokens(fresh);
  return fresh;
}

function renewOnce(): Promise<Tokens> {
  flight ??= renew().finally(() => {
    flight = null;
  });
  return flight;
}

function send(path: string, init: RequestInit, accessToken: string | undefined): Promise<Response> {
  return fetch(`${API_URL}${path}`, {
    ...init,
    headers: { "Content-Type": "application/json", ...(accessToken ? { Authorization: `Bearer ${accessToken}` } : {}) },
  });
}

export async function api<T>(path: string, init: RequestInit = {}): Promise<T> {
  const tokens = await loadTokens();
  let response = await send(path, init, tokens?.accessToken);
  if (response.status === 401 && tokens) {
    const fresh = await renewOnce();
    response = await send(path, init, fresh.accessToken);
  }
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as T;
}
