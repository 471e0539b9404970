import { fill, slot, type Pair } from "./store";

const API = "https://api.example.com";
const flights = new Map<string, Promise<void>>();

async function exchange(): Promise<void> {
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken: await slot("second") }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  await fill((await answer.json()) as Pair);
}

function renew(): Promise<void> {
  const known = flights.get("renew");
  if (known) return known;
  const started = exchange().finally(() => {
    flights.delete("renew");
  });
  flights.set("renew", started);
  return started;
}

export async function request(path: string, given?: string | null): Promise<unknown> {
  const token = given ?? (await slot("first"));
  const send = () => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
  const response = await send();
  if (response.status !== 401) return response.json();
  await renew();
  const second = await send(); // want: stale-retry
  if (!second.ok) throw new Error(`answered ${second.status}`);
  return second.json();
}
