//replies [401, [200, {"token": "A2"}], [200, {"x": 1}], 401, [200, {"y": 2}], 503, 200, 200, 404, 404]
import ky from "ky";
let token = "A1";
const api = ky.create({
  prefixUrl: "https://api.test",
  retry: { limit: 1 },
  hooks: {
    beforeRequest: [(request, options, { retryCount }) => { log("before", request.method, retryCount); request.headers.set("Authorization", `Bearer ${token}`); }],
    afterResponse: [
      async (request, options, response) => {
        log("after", response.status, request.headers.get("authorization"));
        if (response.status !== 401 || request.headers.has("x-retry")) return response;
        token = (await ky.post("https://api.test/refresh", { json: { r: "R1" } }).json()).token;
        log("token", token);
        request.headers.set("Authorization", `Bearer ${token}`);
        request.headers.set("x-retry", "1");
        return ky(request);
      },
      (request, options, response) => { log("second after", response.status); },
    ],
    beforeRetry: [({ request, error, retryCount }) => { log("before retry", error.name, retryCount); request.headers.set("x-r", "2"); }],
    beforeError: [(error) => { log("before error", error.response.status); error.mine = true; return error; }],
  },
});
async function main() {
  log(await api.get("a").json());
  token = "A1";
  const inner = api.extend({ hooks: { afterResponse: [async (request, options, response) => {
    if (response.status === 401) return api("c");
  }] } });
  await inner.get("b").json().then((body) => log(body), (error) => log("failed", error.message));
  await api.get("d").catch((error) => log(error.mine, error.name));
  await api.get("e").catch((error) => log(error.mine, error.name));
}
main();
