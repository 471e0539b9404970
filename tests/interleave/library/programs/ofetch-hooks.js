//replies [401, [200, {"token": "A2"}], [200, {"x": 1}], 503, 401, "lost", 200, 401, [200, {"token": "A3"}], [200, {"y": 1}]]
import { ofetch } from "ofetch";
const ticks = async (name, count) => { for (let i = 0; i < count; i++) { await null; log(name, i); } };
let token = "A1";
const api = ofetch.create({
  baseURL: "https://api.test",
  retry: 1,
  retryStatusCodes: [401, 503, 500],
  async onRequest({ request, options }) { log("request", request); options.headers.set("Authorization", `Bearer ${token}`); ticks("on", 4); },
  onRequestError({ error }) { log("request error", error.name); },
  onResponse({ response }) { log("response", response.status, response._data); ticks("through", 6); },
  async onResponseError({ response, options }) {
    log("response error", response.status, options.retry);
    if (response.status === 401) token = (await ofetch("https://api.test/refresh", { method: "POST", body: { r: "R1" } })).token;
  },
});
async function main() {
  log(await api("/a"));
  await api("/b", { retry: 1 }).then((body) => log("b", body), (error) => log("failed", error.message));
  const inner = api.create({ onResponseError: [async ({ response }) => { log("own", response.status); }, () => log("second")], onResponse: undefined });
  await inner("/c").then((body) => log("c", body), (error) => log("failed", error.status));
  log(await api("/d", { method: "POST", body: new URLSearchParams({ a: "1" }) }).catch((error) => error.status));
}
main();
log("called");
