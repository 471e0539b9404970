import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const haul = axios.create({ baseURL: API });

let lifting = false;
let outcome = { token: null, why: null };
const sleep = (ms) => new Promise((r) => setTimeout(r, ms));

async function lift() {
  if (lifting) {
    while (lifting) await sleep(40);
    if (!outcome.token) throw outcome.why;
    return outcome.token;
  }
  lifting = true;
  outcome = { token: null, why: null };
  try {
    const refreshToken = await SecureStore.getItemAsync('haul.refresh');
    // ok: unshared-refresh
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('haul.access', data.accessToken);
    await SecureStore.setItemAsync('haul.refresh', data.refreshToken);
    outcome = { token: data.accessToken, why: null };
    return data.accessToken;
  } catch (why) {
    outcome = { token: null, why };
    throw why;
  } finally {
    lifting = false;
  }
}

haul.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('haul.access')}`;
  return config;
});

haul.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await lift();
  return haul(error.config);
});
