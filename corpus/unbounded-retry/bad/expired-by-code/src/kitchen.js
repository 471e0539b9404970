import axios from 'axios';

const EXPIRED = 'TOKEN_EXPIRED';
const kitchen = axios.create({ baseURL: '/api', validateStatus: (s) => s < 500 });

let token = '';
let simmering = null;

export function serve(value) {
  token = value;
}

function simmer() {
  if (!simmering) {
    simmering = axios
      .post('/api/token/renew', {}, { withCredentials: true })
      .then((res) => serve(res.data.accessToken))
      .finally(() => {
        simmering = null;
      });
  }
  return simmering;
}

kitchen.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${token}`;
  return config;
});

kitchen.interceptors.response.use(async (response) => {
  if (response.status === 400 && response.data.code === EXPIRED) {
    await simmer();
    return kitchen.request(response.config); // want: unbounded-retry
  }
  return response;
});

export default kitchen;
