//replies [[200, {"a": 1}], 401, [200, {"token": "A2"}], [200, {"b": 1}], [404, {"m": "none"}], 204, "lost", "lost", [500, "text"], 200]
import createClient from "openapi-fetch";
const ticks = async (name, count) => { for (let i = 0; i < count; i++) { await null; log(name, i); } };
let token = "A1";
const client = createClient({ baseUrl: "https://api.test/", headers: { "X-App": "1" } });
const auth = {
  async onRequest({ request, schemaPath }) { log("request", schemaPath); request.headers.set("Authorization", `Bearer ${token}`); return request; },
  async onResponse({ request, response, options }) {
    log("response", response.status, options.baseUrl);
    if (response.status !== 401) return undefined;
    ticks("refreshing", 3);
    token = (await (await fetch("https://api.test/refresh", { method: "POST" })).json()).token;
    const again = new Request(request, { headers: { ...Object.fromEntries(request.headers), authorization: `Bearer ${token}` } });
    return fetch(again);
  },
};
const second = { onRequest() { log("second request"); }, onResponse() { log("second response"); }, onError({ error }) { log("error", error.name); return new Error("other"); } };
async function main() {
  client.use(auth, second);
  const { data, error, response } = await client.GET("/items/{id}", { params: { path: { id: 7 }, query: { q: 1 } } });
  log(data, error, response.status);
  ticks("from here", 12);
  log((await client.GET("/b")).data);
  const missing = await client.POST("/c", { body: { x: 1 } });
  log(missing.data, missing.error, missing.response.status);
  log(await client.DELETE("/d", { headers: { "X-App": null } }).then((result) => [result.data, result.response.status]));
  await client.PUT("/e").catch((error) => log("caught", error.message));
  client.eject(second);
  await client.PATCH("/f").catch((error) => log("caught", error.name));
  log((await client.GET("/g")).error);
  client.use({ onRequest: () => Response.json({ made: 1 }) });
  log((await client.GET("/h")).data);
}
main();
