import { installAuthFetch } from './authFetch';

installAuthFetch();

export async function listRecordings(): Promise<unknown[]> {
  const res = await fetch('/api/recordings');
  if (!res.ok) throw new Error(`Could not load the recordings (${res.status})`);
  return res.json();
}
