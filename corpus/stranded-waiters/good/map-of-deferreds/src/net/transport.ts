import * as SecureStore from 'expo-secure-store';
import { ROOT, trade } from './trade';

interface Parked {
  promise: Promise<string>;
  resume(bearer: string): void;
  abandon(reason: unknown): void;
}

let nextId = 1;
let trading = false;
const parked = new Map<number, Parked>();

function park(): Promise<string> {
  const entry = {} as Parked;
  entry.promise = new Promise<string>((resume, abandon) => Object.assign(entry, { resume, abandon }));
  parked.set(nextId++, entry);
  return entry.promise;
}

async function freshBearer(): Promise<string> {
  if (trading) return park();
  trading = true;
  try {
    const bearer = await trade();
    for (const entry of parked.values()) entry.resume(bearer);
    return bearer;
  } catch (reason) {
    for (const entry of parked.values()) entry.abandon(reason);
    throw reason;
  } finally {
    // ok: stranded-waiters
    parked.clear();
    trading = false;
  }
}

export const transport = {
  async call(method: string, path: string, body?: object): Promise<Response> {
    const go = (bearer: string | null) =>
      fetch(ROOT + path, {
        method,
        headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
        body: body ? JSON.stringify(body) : undefined,
      });
    const first = await go(await SecureStore.getItemAsync('locks.access'));
    return first.status === 401 ? go(await freshBearer()) : first;
  },
};
