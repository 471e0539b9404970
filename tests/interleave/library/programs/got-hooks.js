//only machine
//replies [[200, {"a": 1}], 401, [200, {"token": "A2"}], [200, {"b": 1}], 503, [200, {"c": 1}], 401, 401, 401]
import got, { HTTPError } from "got";
let token = "A1";
const api = got.extend({
  prefixUrl: "https://api.test",
  hooks: {
    beforeRequest: [(options) => { log("before", options.method); }],
    afterResponse: [async (response, retryWithMergedOptions) => {
      log("after", response.statusCode);
      if (response.statusCode !== 401) return response;
      token = (await got.post("https://api.test/refresh", { json: { r: "R1" } }).json()).token;
      return retryWithMergedOptions({ headers: { authorization: `Bearer ${token}` } });
    }],
  },
});
async function main() {
  log(await api.get("a", { searchParams: { q: 1 } }).json());
  log(await api("b", { headers: { Authorization: "Bearer A1" } }).json());
  log((await api("c", { responseType: "json" })).body);
  await got("https://api.test/d").catch((error) => log(error instanceof HTTPError, error.name, error.response.statusCode));
  log((await got.post("https://api.test/e", { throwHttpErrors: false })).statusCode);
}
main();
//> before GET
//> > GET https://api.test/a?q=1
//> after 200
//> {a: 1}
//> before GET
//> > GET https://api.test/b (Bearer A1)
//> after 401
//> > POST https://api.test/refresh {"r":"R1"}
//> before GET
//> > GET https://api.test/b (Bearer A2)
//> {b: 1}
//> before GET
//> > GET https://api.test/c
//> after 503
//> before GET
//> > GET https://api.test/c
//> after 200
//> {c: 1}
//> > GET https://api.test/d
//> true HTTPError 401
//> > POST https://api.test/e
//> 401
