//replies [[200, {"a": 1}], [201, {"b": 2}], [401, {"message": "expired"}], 500, [200, {"c": 3}], 503, 204, "lost", "lost", [200, "text"], 400, 404]
import { $fetch, FetchError, ofetch } from "ofetch";
async function main() {
  const api = ofetch.create({ baseURL: "https://api.test/v1/", headers: { "X-App": "1" } });
  log(await api("/a", { query: { q: "a b", none: undefined } }));
  log(await api("/b", { method: "post", body: { x: 1 }, headers: { Authorization: "Bearer A1" } }));
  try {
    await api("c", { method: "PUT", body: "text" });
  } catch (error) {
    log(error instanceof FetchError, error.name, error.message, error.status, error.statusCode, error.data, error.response.status);
    log(error.options.method, error.request, error.options.headers.get("x-app"));
  }
  log(await api("d"));
  await api("e", { method: "POST" }).catch((error) => log(error.status));
  log(await api("f"));
  await api("g").catch((error) => log(error.message, error.response, error.status, error.cause.name));
  log(await $fetch("https://api.test/h"));
  log((await api.raw("i", { ignoreResponseError: true })).status);
  await $fetch.raw("https://api.test/j", { retry: 2 }).catch((error) => log(error.message));
}
main();
