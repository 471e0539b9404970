import axios from 'axios';

let access = '';
export function setAccess(value) {
  access = value;
}

export const desk = axios.create({ baseURL: '/api', withCredentials: true });

let updating = false;

desk.interceptors.request.use((config) => {
  config.headers.Authorization = 'Bearer ' + access;
  return config;
});

desk.interceptors.response.use(
  (r) => r,
  async (err) => {
    const cfg = err.config;
    if (!err.response || err.response.status !== 401 || cfg._retry) {
      return Promise.reject(err);
    }
    if (updating) { // want: ineffective-single-flight
      return Promise.reject(new Error('session is being updated'));
    }
    cfg._retry = true;
    updating = true;
    try {
      const { data } = await axios.post('/api/auth/refresh', null, { withCredentials: true });
      setAccess(data.accessToken);
    } finally {
      updating = false;
    }
    return desk(cfg);
  },
);
