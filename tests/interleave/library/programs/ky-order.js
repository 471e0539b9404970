//replies [401, 401, [200, {"n": 2}], [200, {"a": 1}], [200, {"b": 1}]]
import ky from "ky";
const ticks = async (name, count) => { for (let i = 0; i < count; i++) { await null; log(name, i); } };
let token = 1;
let flight = null;
const refresh = () => {
  flight ??= ky.post("https://api.test/refresh").json().then(({ n }) => { token = n; ticks("after refresh", 15); }).finally(() => { flight = null; });
  return flight;
};
const api = ky.extend({
  hooks: {
    beforeRequest: [async (request) => { log("hook"); request.headers.set("Authorization", `Bearer A${token}`); }],
    afterResponse: [async (request, options, response) => {
      ticks(request.url, 4);
      if (response.status === 401) {
        await refresh();
        log("go on");
        return ky(request, { headers: { Authorization: `Bearer A${token}` } });
      }
    }],
  },
});
ticks("start", 6);
for (const name of ["a", "b"]) api.get(`https://api.test/${name}`).json().then((body) => log(name, body));
log("called");
