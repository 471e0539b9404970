//replies [[200, {"a": 1}], 401, "lost"]
import fetch, { Headers, Response } from "cross-fetch";
async function main() {
  const first = await fetch("https://api.test/a", { headers: new Headers({ Authorization: "Bearer A1" }) });
  log(first.ok, await first.json());
  log((await fetch("https://api.test/b")).status, new Response("x").status);
  await fetch("https://api.test/c").catch((error) => log(error.name));
}
main();
