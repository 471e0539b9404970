//replies [[200, {"a": 1}, {"x-h": "v"}], [201, {"b": 2}], [401, {"m": "expired"}], "lost", 503, [200, {"c": 3}], 401, 200, 500, 500, 404, 200, 401, 401, 200]
import request from "superagent";
const ticks = async (name, count) => { for (let i = 0; i < count; i++) { await null; log(name, i); } };
async function main() {
  const first = await request.get("https://api.test/a").query({ q: 1 }).set("Authorization", "Bearer A1").set({ "X-A": "1" });
  log(first.status, first.ok, first.body, first.get("X-H"), first.unauthorized, first.headers["x-h"]);
  log((await request.post("https://api.test/b").send({ x: 1 }).send({ y: 2 }).auth("A1", { type: "bearer" })).body);
  try {
    await request.put("https://api.test/c").send({ z: 1 });
  } catch (error) {
    log(error instanceof Error, error.status, error.response.status, error.response.body, error.response.unauthorized, error.response.ok);
  }
  await request.delete("https://api.test/d").catch((error) => log(error.status, error.crossDomain, error.response, error.message.split("\n")[0]));
  log((await request.get("https://api.test/e").retry(2)).body);
  const agent = request.agent().set("Authorization", "Bearer agent").use((each) => { log("plugin", each.method, each.url); });
  const retried = await agent.get("https://api.test/f").retry(1, (error, response) => { log("asked", response.status); return response.status === 401; });
  log(retried.status);
  await agent.post("https://api.test/g").retry(1).catch((error) => log("gave up", error.status));
  log((await request("GET", "https://api.test/h").ok((response) => response.status < 500)).status);
  request.get("https://api.test/i").end((error, response) => { log("ended", error, response.status); ticks("after", 3); });
  const lazy = request.get("https://api.test/j").on("response", (response) => log("event", response.status));
  log("not yet");
  ticks("then", 3);
  await lazy.then(() => log("never"), (error) => log("rejected", error.status));
  const both = request.patch("https://api.test/k").send("a=1");
  both.then(() => log("one"), () => log("one failed"));
  both.then(() => log("two"), () => log("two failed"));
  await both.catch(() => log("three failed"));
  log((await request.get("https://api.test/l")).status);
}
main();
