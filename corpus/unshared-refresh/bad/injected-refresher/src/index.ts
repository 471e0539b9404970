import { Client } from './Client';
import type { Credentials } from './credentials';
import { FixedKey } from './FixedKey';
import { TokenPair } from './TokenPair';

const ROOT = 'https://api.example.com';

export function open(credentials: Credentials): Client {
  return new Client(ROOT, credentials);
}

export const byKey = (key: string) => open(new FixedKey(key));
export const loom = open(new TokenPair(ROOT));
