import AsyncStorage from '@react-native-async-storage/async-storage';
import axios from 'axios';

const API = 'https://api.example.com';
export const pier = axios.create({ baseURL: API });
let baiting: Promise<void> | null = null;

async function bait(): Promise<void> {
  const refreshToken = await AsyncStorage.getItem('pier/r');
  const { data } = await axios.post(API + '/auth/refresh', { refreshToken });
  await AsyncStorage.setItem('pier/a', data.accessToken); // want: plaintext-token-storage
  await AsyncStorage.setItem('pier/r', data.refreshToken);
}

pier.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await AsyncStorage.getItem('pier/a')}`;
  return config;
});

pier.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  baiting ??= bait().finally(() => {
    baiting = null;
  });
  await baiting;
  return pier(error.config);
});
