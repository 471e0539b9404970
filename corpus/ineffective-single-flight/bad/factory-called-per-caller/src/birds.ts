import { makeClient } from './makeClient';

const ROOT = 'https://api.example.com';

export async function sightings(): Promise<string[]> {
  const client = makeClient(ROOT);
  const res = await client.get('/sightings');
  return res.json();
}

export async function species(): Promise<string[]> {
  const client = makeClient(ROOT);
  const res = await client.get('/species');
  return res.json();
}
