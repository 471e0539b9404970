//replies [[200, {"a": 1}], [201, {"b": 2}], [401, {"m": 1}], 200, 204, "lost", "lost", [200, {"c": 3}], 500, 500, 500, 500, [200, "text"], 403]
import ky, { HTTPError } from "ky";
const api = ky.create({ prefixUrl: "https://api.test/v1", headers: { "X-App": "1" } });
async function main() {
  log(await api.get("a", { searchParams: { q: 1 } }).json());
  const second = await api.post("b", { json: { x: 1 }, headers: { Authorization: "Bearer A1" } });
  log(second.status, await second.json());
  try {
    await api("c").json();
  } catch (error) {
    log(error instanceof HTTPError, error.name, error.message, error.response.status, error.request.url, error.request.method);
    log(await error.response.json(), error.request.headers.get("x-app"));
  }
  log(await api.put("d").text());
  log(await api.delete("e").json());
  log(await api.get("f").json());
  await api.get("g").catch((error) => log(error.response.status));
  await api.post("h").catch((error) => log(error.response.status));
  log(await ky.get("https://api.test/i").text());
  const plain = await ky("https://api.test/j", { throwHttpErrors: false, method: "patch", body: "raw" });
  log(plain.status, plain.ok);
  try {
    await api.get("/slash");
  } catch (error) {
    log(error.name, error.message);
  }
}
main();
