import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));

let inking: Promise<void> | null = null;

async function ink(): Promise<void> {
  const refreshToken = await SecureStore.getItemAsync('print.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('print.access', data.accessToken);
  await SecureStore.setItemAsync('print.refresh', data.refreshToken);
}

async function readJob(id: string) {
  const token = await SecureStore.getItemAsync('print.access');
  return axios.get(`${API}/jobs/${id}`, {
    headers: { Authorization: `Bearer ${token}` },
    validateStatus: (status) => status === 200 || status === 401,
  });
}

export async function waitForJob(id: string): Promise<unknown> {
  let renewed = false;
  for (;;) {
    const res = await readJob(id);
    if (res.status === 200 && res.data.state !== 'printing') return res.data;
    if (res.status === 401) {
      if (renewed) throw new Error('not allowed');
      renewed = true;
      inking ??= ink().finally(() => {
        inking = null;
      });
      await inking;
      continue;
    }
    await sleep(1000);
  }
}
