import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const base = 'https://api.example.com';
export const gate = axios.create({ baseURL: base });

let inFlight: Promise<string> | null = null;

async function post(refreshToken: string): Promise<string> {
  const { data } = await axios.post(base + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('museum-a', data.accessToken);
  await SecureStore.setItemAsync('museum-r', data.refreshToken);
  return data.accessToken;
}

async function freshen(): Promise<string> {
  if (inFlight) return inFlight; // want: ineffective-single-flight
  const stored = await SecureStore.getItemAsync('museum-r');
  if (!stored) throw new Error('signed out');
  inFlight = post(stored);
  try {
    return await inFlight;
  } finally {
    inFlight = null;
  }
}

gate.interceptors.request.use(async (config) => {
  const bearer = await SecureStore.getItemAsync('museum-a');
  config.headers.Authorization = `Bearer ${bearer}`;
  return config;
});

gate.interceptors.response.use(undefined, async (error) => {
  const { config, response } = error;
  if (response?.status !== 401 || config._retry) throw error;
  config._retry = true;
  await freshen();
  return gate(config);
});
