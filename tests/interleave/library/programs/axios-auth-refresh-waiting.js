//replies [401, 200, 401, 401, 200, 200, 200]
import axios from "axios";
import createAuthRefreshInterceptor from "axios-auth-refresh";
const api = axios.create({ baseURL: "https://api.test" });
const done = [];
const id = createAuthRefreshInterceptor(api, async () => {
  log("refresh");
  done.push(api.get("/during").then(() => log("during done")));
  await new Promise((resolve) => setTimeout(resolve, 5));
  log("slept");
}, { statusCodes: [401, 403], onRetry: (config) => { log("on retry", config.url); return config; } });
api.get("/a").then(() => log("a done"));
setTimeout(() => { api.get("/b").then(() => log("b done"), (error) => log("b failed", error.message)); }, 2);
setTimeout(() => { api.interceptors.response.eject(id); api.get("/c").then(() => log("c done"), (error) => log("c failed")); }, 50);
