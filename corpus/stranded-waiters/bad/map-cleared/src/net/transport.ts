import * as SecureStore from 'expo-secure-store';
import { ROOT, trade } from './trade';

type Resume = (bearer: string) => void;

let nextId = 1;
let trading = false;
const parked = new Map<number, Resume>();

function park(): Promise<string> {
  const id = nextId++;
  return new Promise<string>((resume) => {
    parked.set(id, resume);
  });
}

async function freshBearer(): Promise<string> {
  if (trading) return park();
  trading = true;
  try {
    const bearer = await trade();
    for (const resume of parked.values()) resume(bearer);
    parked.clear();
    return bearer;
  } catch (reason) {
    parked.clear(); // want: stranded-waiters
    throw reason;
  } finally {
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
    const first = await go(await SecureStore.getItemAsync('courier.access'));
    return first.status === 401 ? go(await freshBearer()) : first;
  },
};
