//replies [[200, {"token": "A2"}, {"x-token": "B"}], 401, "lost", [200, "plain"], [200], [201, {"a": 1}], 200]
async function main() {
  const first = await fetch("https://api.test/a", { headers: { Authorization: "Bearer A1" } });
  log(first.ok, first.status, first.headers.get("X-Token"), first.headers.get("none"), first.headers.get("content-type"));
  log(await first.clone().json(), first.bodyUsed);
  log(await first.json(), first.bodyUsed);
  await first.json().catch((error) => log("twice", error.name));
  const second = await fetch("https://api.test/b", { method: "POST", body: JSON.stringify({ x: 1 }) });
  log(second.ok, second.status);
  try {
    await fetch("https://api.test/c");
  } catch (error) {
    log(error instanceof TypeError, error.name);
  }
  const text = await fetch(new URL("https://api.test/d"));
  log(await text.clone().text());
  await text.json().catch((error) => log("no JSON", error.name));
  const empty = await fetch("https://api.test/e");
  await empty.json().catch((error) => log("empty", error.name));
  const request = new Request("https://api.test/f", { method: "put", body: "one", headers: [["x-a", "1"]] });
  request.headers.set("Authorization", "Bearer A1");
  const again = request.clone();
  log((await fetch(request)).status, request.bodyUsed, again.bodyUsed, request.method, request.headers.get("X-A"));
  await fetch(request).catch((error) => log("used", error.name));
  again.headers.set("authorization", "Bearer A2");
  const replay = new Request(again, { headers: { ...Object.fromEntries(again.headers), "x-b": "2" } });
  log((await fetch(replay)).status, [...replay.headers.keys()].join());
}
main();
