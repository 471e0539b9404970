//replies [500, "lost", [200, {"a": 1}], 500, 401, 500, 500, 500, 500, 401, 200]
import axios from "axios";
import axiosRetry, { exponentialDelay } from "axios-retry";
const ticks = async (name, count) => { for (let i = 0; i < count; i++) { await null; log(name, i); } };
async function main() {
  const api = axios.create({ baseURL: "https://api.test" });
  axiosRetry(api, { retries: 3, onRetry: (count, error, config) => { log("retry", count, error.code, config.url); } });
  api.interceptors.response.use((response) => { ticks("response", 3); return response; });
  log((await api.get("/a")).data);
  await api.post("/b", { x: 1 }).catch((error) => log("b", error.response.status));
  await api.get("/c").catch((error) => log("c", error.response.status));
  await api.get("/d", { "axios-retry": { retries: 1, onMaxRetryTimesExceeded: () => log("enough") } }).catch((error) => log("d", error.response.status));
  await api.put("/e", { y: 1 }, { "axios-retry": { retries: 1 } }).catch((error) => log("e", error.response.status, error.config.data));
  const own = axios.create({ baseURL: "https://own.test" });
  axiosRetry(own, { retries: 1, retryCondition: async (error) => { log("asked"); return error.response.status === 401; }, retryDelay: exponentialDelay });
  log((await own.get("/f")).status);
  log(axiosRetry.isNetworkError({ code: "ERR_NETWORK" }), axiosRetry.isRetryableError({ response: { status: 401 } }));
}
main();
