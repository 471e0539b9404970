import axios from 'axios';
import * as SecureStore from 'expo-secure-store';

const api = axios.create({ baseURL: 'https://api.example.com/' });

let renovando: Promise<string> | null = null;

async function renovar(): Promise<string> {
  const refresh = await SecureStore.getItemAsync('refresh');
  // ok: refresh-through-interceptor
  const { data } = await api.post('user/login/refresh/', { refresh });
  await SecureStore.setItemAsync('access', data.access);
  await SecureStore.setItemAsync('refresh', data.refresh);
  return data.access;
}

api.interceptors.request.use(async (config) => {
  if (!config.url?.includes('login')) {
    const access = await SecureStore.getItemAsync('access');
    config.headers.Authorization = `Bearer ${access}`;
  }
  return config;
});

api.interceptors.response.use(
  (response) => response,
  async (error) => {
    const original = error.config;
    const isLogin = original?.url?.includes('login');
    if (error.response?.status === 401 && !isLogin && !original._retry) {
      original._retry = true;
      if (!renovando) {
        renovando = renovar().finally(() => {
          renovando = null;
        });
      }
      await renovando;
      return api(original);
    }
    return Promise.reject(error);
  },
);

export default api;
