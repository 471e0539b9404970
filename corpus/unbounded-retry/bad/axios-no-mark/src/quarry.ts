import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const API = 'https://api.example.com';
export const quarry = axios.create({ baseURL: API });

let digging: Promise<string> | null = null;

async function unearth(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync('rock.refresh');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await SecureStore.setItemAsync('rock.access', data.accessToken);
  await SecureStore.setItemAsync('rock.refresh', data.refreshToken);
  return data.accessToken;
}

quarry.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync('rock.access')}`;
  return config;
});

quarry.interceptors.response.use(
  (response) => response,
  async (error) => {
    if (error.response?.status !== 401) throw error;
    digging ??= unearth().finally(() => {
      digging = null;
    });
    await digging;
    return quarry(error.config); // want: unbounded-retry
  },
);
