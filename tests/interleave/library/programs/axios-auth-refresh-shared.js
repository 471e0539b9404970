//replies [401, 401, [200, {"token": "A2"}], 200, 200, 200, 401, 401, 500, 401, 401, 200, 200]
import axios from "axios";
import createAuthRefreshInterceptor from "axios-auth-refresh";
let token = "A1";
const api = axios.create({ baseURL: "https://api.test" });
api.interceptors.request.use((config) => { config.headers.Authorization = `Bearer ${token}`; return config; });
createAuthRefreshInterceptor(api, (failed) => {
  log("refresh", failed.config.url);
  return axios.post("https://api.test/refresh").then(({ data }) => { token = data.token; log("has", token); });
});
const call = (name, config) => api.get(name, config).then(() => log(name, "done"), (error) => log(name, "failed", error.message, axios.isCancel(error)));
async function main() {
  const two = [call("/a"), call("/b")];
  setTimeout(() => call("/late"), 1);
  await Promise.all(two);
  await call("/skip", { skipAuthRefresh: true });
  log("next");
  const both = [call("/c"), call("/d")];
  await Promise.all(both);
  const paused = axios.create({ baseURL: "https://api.test" });
  createAuthRefreshInterceptor(paused, () => paused.post("/refresh").then(() => log("never"), (error) => { log("refresh failed", error.response.status); throw error; }), { pauseInstanceWhileRefreshing: true });
  await paused.get("/e").catch((error) => log("e", error.config.url));
}
main();
