import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const skate = axios.create({ baseURL: API });
let icing = false;

async function resurface(): Promise<string | null> {
  if (icing) { // want: ineffective-single-flight
    return SecureStore.getItemAsync('rink.access');
  }
  icing = true;
  try {
    const refreshToken = await SecureStore.getItemAsync('rink.refresh');
    const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
    await SecureStore.setItemAsync('rink.access', data.accessToken);
    await SecureStore.setItemAsync('rink.refresh', data.refreshToken);
    return data.accessToken;
  } finally {
    icing = false;
  }
}

skate.interceptors.request.use(async (config) => {
  if (!config.headers.Authorization) {
    config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('rink.access')}`;
  }
  return config;
});

skate.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  error.config.headers.Authorization = `Bearer ${await resurface()}`;
  return skate(error.config);
});
