import * as SecureStore from 'expo-secure-store';
import { Renewer } from './Renewer';

export function makeClient(root: string) {
  const renewer = new Renewer(root);

  async function send(path: string): Promise<Response> {
    const token = await SecureStore.getItemAsync('birds.access');
    return fetch(root + path, { headers: { Authorization: `Bearer ${token}` } });
  }

  async function get(path: string): Promise<Response> {
    const first = await send(path);
    if (first.status !== 401) return first;
    await renewer.renew();
    return send(path);
  }

  return { get };
}
