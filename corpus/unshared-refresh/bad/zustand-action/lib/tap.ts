import { useCellar } from '@/stores/cellar';

export async function tap(path: string): Promise<Response> {
  const url = 'https://api.example.com' + path;
  const access = useCellar.getState().access;
  const res = await fetch(url, { headers: { Authorization: `Bearer ${access}` } });
  if (res.status !== 401) return res;
  const next = await useCellar.getState().pulse();
  return fetch(url, { headers: { Authorization: `Bearer ${next}` } });
}
