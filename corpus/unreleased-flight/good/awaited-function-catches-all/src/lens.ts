import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const lens = axios.create({ baseURL: API });

let focusing = false;
let viewers: Array<(token: string | null) => void> = [];

async function retouch(): Promise<string | null> {
  try {
    const refreshToken = await SecureStore.getItemAsync('lens.refresh');
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('lens.access', data.accessToken);
    await SecureStore.setItemAsync('lens.refresh', data.refreshToken);
    return data.accessToken;
  } catch {
    return null;
  }
}

async function focus(): Promise<string | null> {
  if (focusing) {
    return new Promise((resolve) => viewers.push(resolve));
  }
  // ok: unreleased-flight
  focusing = true;
  const token = await retouch();
  focusing = false;
  const list = viewers;
  viewers = [];
  list.forEach((tell) => tell(token));
  return token;
}

lens.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('lens.access')}`;
  return config;
});

lens.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  if (!(await focus())) throw error;
  return lens(error.config);
});
