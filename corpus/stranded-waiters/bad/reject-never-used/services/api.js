import axios from 'axios';
import { getAccess, renew } from './session';

const api = axios.create({ baseURL: 'https://api.example.com/v2' });

let refreshing = false;
let subscribers = [];

const addSubscriber = (cb) => subscribers.push(cb);
const notify = (token) => {
  subscribers.map((cb) => cb(token));
  subscribers = [];
};

api.interceptors.request.use(async (config) => {
  const token = await getAccess();
  config.headers.Authorization = `Bearer ${token}`;
  return config;
});

api.interceptors.response.use(
  (res) => res,
  async (error) => {
    const { config, response } = error;
    if (response?.status === 401 && !config._retry) {
      config._retry = true;
      if (refreshing) {
        return new Promise((resolve, reject) => {
          addSubscriber((token) => { // want: stranded-waiters
            config.headers.Authorization = `Bearer ${token}`;
            resolve(api(config));
          });
        });
      }
      refreshing = true;
      try {
        const token = await renew();
        notify(token);
      } finally {
        refreshing = false;
      }
      return api(config);
    }
    return Promise.reject(error);
  },
);

export const getAnimals = () => api.get('/animals').then((res) => res.data);
export const getAnimal = (id) => api.get(`/animals/${id}`).then((res) => res.data);
