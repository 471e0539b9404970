//replies [401, 401, 401, [200, {"token": "A2"}], 200, 200, 200]
import axios from "axios";
const api = axios.create({ baseURL: "https://api.test" });
let token = "A1";
let refreshing = false;
let queue = [];
api.interceptors.request.use((config) => { config.headers.Authorization = `Bearer ${token}`; return config; });
api.interceptors.response.use((response) => response, async (error) => {
  const original = error.config;
  log("status", error.response?.status, original.url, original._retry, original.data);
  if (error.response?.status !== 401 || original._retry) return Promise.reject(error);
  if (refreshing) {
    return new Promise((resolve, reject) => queue.push({ resolve, reject })).then((fresh) => {
      log("queued", original.url);
      original.headers["Authorization"] = `Bearer ${fresh}`;
      return api(original);
    });
  }
  original._retry = true;
  refreshing = true;
  try {
    const { data } = await axios.post("https://api.test/refresh", { refreshToken: "R1" });
    token = data.token;
    queue.forEach(({ resolve }) => resolve(token));
    queue = [];
    log("refreshed");
    return api(original);
  } finally {
    refreshing = false;
  }
});
for (const call of [() => api.get("/a"), () => api.post("/b", { x: 1 }), () => api.get("/c", { params: { p: 1 } })]) {
  call().then((response) => log("done", response.config.url, response.status, response.config._retry, response.config.headers.Authorization));
}
