//replies [200, 401, 200, 200]
import axios from "axios";
const ticks = async (name, count) => { for (let i = 0; i < count; i++) { await null; log(name, i); } };
const plain = axios.create();
ticks("before send", 6);
plain.get("https://api.test/a").then(() => { log("a"); });
const api = axios.create();
api.interceptors.request.use((config) => { log("in request"); return config; });
api.interceptors.response.use((response) => response, (error) => { log("in response"); ticks("after", 12); return Promise.reject(error); });
ticks("with interceptor", 8);
api.get("https://api.test/b").catch(() => { log("b failed"); });
const synchronous = axios.create();
synchronous.interceptors.request.use((config) => { log("synchronous", config.url); config.url = "https://api.test/d"; return config; }, null, { synchronous: true });
synchronous.interceptors.response.use((response) => { ticks("through", 8); return response; });
synchronous("https://api.test/c").then(() => log("c"));
log("called");
ticks("direct", 5);
synchronous.request({ url: "x" }).then(() => log("last"));
