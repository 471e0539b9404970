import axios from 'axios';
import * as SecureStore from 'expo-secure-store';
import { begin, end, sit, taken } from './ticket';

const API = 'https://api.example.com';
export const yard = axios.create({ baseURL: API });

async function caulk(): Promise<string> {
  // ok: ineffective-single-flight
  if (taken()) return sit();
  begin();
  try {
    const refreshToken = await SecureStore.getItemAsync('yard.refresh');
    const { data } = await axios.post(API + '/user/refresh', { refreshToken });
    await SecureStore.setItemAsync('yard.access', data.accessToken);
    await SecureStore.setItemAsync('yard.refresh', data.refreshToken);
    end(data.accessToken);
    return data.accessToken;
  } catch (why) {
    end(null, why);
    throw why;
  }
}

yard.interceptors.request.use(async (config) => {
  const token = await SecureStore.getItemAsync('yard.access');
  config.headers.Authorization = `Bearer ${token}`;
  return config;
});

yard.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  await caulk();
  return yard(error.config);
});
