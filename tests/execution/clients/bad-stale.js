// As good-queue.js, but the replay keeps its header.
import axios from 'axios';
import { getItemAsync, setItemAsync } from 'expo-secure-store';

const API = 'https://api.example.com';
export const api = axios.create({ baseURL: API });
let busy = false;
let waiting = [];

function end(settle) {
  const list = waiting;
  busy = false;
  waiting = [];
  list.forEach(settle);
}

api.interceptors.request.use(async (config) => {
  config.headers.Authorization ??= `Bearer ${await getItemAsync('app.access')}`;
  return config;
});

api.interceptors.response.use(undefined, async (error) => {
  const { config } = error;
  if (error.response?.status !== 401 || config.again) throw error;
  config.again = true;
  let token;
  if (busy) {
    token = await new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  } else {
    busy = true;
    try {
      const refreshToken = await getItemAsync('app.refresh');
      const { data } = await axios.post(`${API}/auth/refresh`, { refreshToken });
      await setItemAsync('app.access', data.accessToken);
      await setItemAsync('app.refresh', data.refreshToken);
      token = data.accessToken;
      end((each) => each.resolve(token));
    } catch (why) {
      end((each) => each.reject(why));
      throw why;
    }
  }
  return api(config);
});
