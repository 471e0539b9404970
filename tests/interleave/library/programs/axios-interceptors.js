//replies [200, 401, [200, {"a": 1}], 200, 200, 200]
import axios from "axios";
const api = axios.create({ baseURL: "https://api.test" });
const seen = [];
const first = api.interceptors.request.use((config) => { log("request 1"); seen.push(config); return config; });
api.interceptors.request.use(async (config) => { log("request 2"); config.headers.Authorization = "Bearer A1"; seen.push(config); return config; },
  (error) => { log("request 2 rejected"); return Promise.reject(error); });
const response1 = api.interceptors.response.use((response) => { log("response 1"); return response; }, (error) => {
  log("error 1", error.config === seen[1], error.config._retry, error.config.mark);
  return Promise.reject(error);
});
api.interceptors.response.use((response) => { log("response 2"); return response.data; }, (error) => { log("error 2"); throw error; });
async function main() {
  log(await api.get("/a"));
  log(seen[0] === seen[1]);
  await api.get("/b", { _retry: true, mark: { n: 1 } }).catch((error) => log("caught", error.message));
  api.interceptors.request.eject(first);
  api.interceptors.response.eject(response1);
  log(await api.get("/c"));
  api.interceptors.request.use((config) => { throw new Error("refused"); });
  await api.get("/d").catch((error) => log("caught", error.message));
  api.interceptors.request.clear();
  api.interceptors.response.clear();
  log((await api.get("/e")).status);
  api.interceptors.request.use((config) => { log("only when post"); return config; }, null, { runWhen: (config) => config.method === "post" });
  await api.get("/f");
  await api.post("/g");
}
main();
