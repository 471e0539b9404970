//replies [401, 200, 500, 200, "lost"]
import axios, { CanceledError } from "axios";
async function main() {
  const api = axios.create({ baseURL: "https://api.test", transformResponse: [...axios.defaults.transformResponse, (data) => ({ wrapped: data })] });
  await api.get("/a").catch((error) => log(error.response.data));
  log((await api.get("/b", { transformRequest: (data, headers) => { headers.set("X-Made", "1"); return data; } })).config.headers.get("x-made"));
  const controller = new AbortController();
  controller.abort();
  await api.get("/c", { signal: controller.signal }).catch((error) => log(axios.isCancel(error), error.code, error.message, error.name, error instanceof CanceledError));
  const own = axios.create({ adapter: async (config) => ({ status: 200, data: "made", headers: {}, config, statusText: "OK", request: null }) });
  log((await own.get("/d")).data);
  const failing = axios.create({ adapter: (config) => Promise.reject(Object.assign(new Error("no adapter"), { config })) });
  failing.interceptors.response.use(null, (error) => { log("interceptor", error.message, error.config.url); return { data: "healed" }; });
  log((await failing.get("/e")).data);
  api.interceptors.response.use((response) => { throw new Error("thrown late"); }, (error) => { log("seen", error.message); return Promise.reject(error); });
  api.interceptors.response.use(undefined, (error) => { log("next", error.message); return "instead"; });
  log(await api.get("/f"));
  log(await api.get("/g"));
  const { token, cancel } = axios.CancelToken.source();
  const going = axios.get("https://api.test/h", { cancelToken: token });
  going.catch((error) => log("cancelled", axios.isCancel(error), error.message));
  setTimeout(() => cancel("enough"), 1);
  await axios.all([api.get("/i"), api.get("/j")]).then(axios.spread((one, two) => log(one, two)));
}
main();
