//replies [[200, {"a": 1}, {"x-h": "v"}], [201, {"b": 1}], 401, "lost", 500, 200, 401, [200, {"token": "A2"}], [200, {"c": 1}], 200]
import apisauce, { create } from "apisauce";
const ticks = async (name, count) => { for (let i = 0; i < count; i++) { await null; log(name, i); } };
const shown = ({ ok, problem, status, data, originalError }) => log(ok, problem, status, data, originalError && originalError.name);
async function main() {
  const api = create({ baseURL: "https://api.test", headers: { "X-App": "1" } });
  api.addMonitor((response) => log("monitor", response.status, response.config.url));
  api.addRequestTransform((request) => { log("transform", request.url, request.method); request.headers.Authorization = "Bearer A1"; });
  api.addResponseTransform((response) => { log("response", response.ok); if (response.ok) response.data = { wrapped: response.data }; });
  const first = await api.get("/a", { q: 1 });
  shown(first);
  log(first.headers["x-h"], first.config.headers["X-App"], first.config.headers["Content-Type"]);
  shown(await api.post("/b", { x: 1 }, { headers: { "X-B": "2" } }));
  shown(await api.put("/c"));
  shown(await api.get("/d"));
  shown(await api.delete("/e"));
  shown(await api.any({ method: "GET", url: "/f" }));
  const own = apisauce.create({ baseURL: "https://own.test" });
  own.setHeader("Authorization", "Bearer A1");
  own.addAsyncRequestTransform(async (request) => { await null; log("async request", request.url); });
  own.addAsyncResponseTransform(async (response) => {
    log("async response", response.status);
    if (response.status !== 401) return;
    const { data } = await own.post("/refresh");
    own.setHeaders({ Authorization: `Bearer ${data.token}` });
    const again = await own.any({ ...response.config, headers: { ...response.config.headers, Authorization: `Bearer ${data.token}` } });
    Object.assign(response, { ok: again.ok, data: again.data, status: again.status });
  });
  ticks("before", 6);
  shown(await own.get("/g"));
  own.setBaseURL("https://new.test");
  own.deleteHeader("Authorization");
  shown(await own.get("/h"));
  log(own.getBaseURL());
}
main();
