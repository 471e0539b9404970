//replies [[200, {"again": true}], [200, {"again": false}], 200, 500, [200, {"z": 1}], "lost", 401, 200]
import ky, { isForceRetryError, isHTTPError, isKyError } from "ky";
const api = ky.create({
  retry: { limit: 2, shouldRetry: ({ error, retryCount }) => { log("should", error.name, retryCount); return isHTTPError(error) && error.response.status === 401 ? true : undefined; } },
  hooks: {
    beforeRequest: [(request) => { if (request.url.endsWith("made")) return new Response("{\"made\": 1}", { status: 200 }); }],
    afterResponse: [async (request, options, response) => {
      if (response.status === 200 && request.url.endsWith("force") && (await response.json()).again) return ky.retry({ code: "MORE", delay: 10 });
    }],
    beforeRetry: [({ error, retryCount }) => { log("retry", isForceRetryError(error), error.message, retryCount, isKyError(error)); }],
  },
});
async function main() {
  log(await api.get("https://api.test/force").json());
  log(await api.get("https://api.test/made").json());
  const stopping = api.extend({ hooks: { beforeRetry: [() => { log("stop"); return ky.stop; }] } });
  log((await api.get("https://api.test/b", { headers: new Headers({ a: "1" }) })).status);
  log(await api.get("https://api.test/c").json());
  log(await stopping.get("https://api.test/d"));
  log(await api.put("https://api.test/e").text());
  log(typeof api.create, typeof api.stop);
}
main();
