//replies [401, "lost", 401, [200, {"token": "A2"}], 200, 401, 401, 401, "lost", 401, "lost"]
import ky from "ky";
const api = ky.create({
  hooks: {
    afterResponse: [async (request, options, response) => {
      if (response.status !== 401) return;
      log("refresh for", request.url);
      const { token } = await ky.post("https://api.test/refresh").json();
      log("has", token);
      return ky(request, { headers: { Authorization: `Bearer ${token}` } });
    }],
    beforeRetry: [({ error }) => { log("again after", error.name); }],
  },
});
async function main() {
  log((await api.get("https://api.test/a")).status);
  await api.get("https://api.test/b", { retry: 0 }).catch((error) => log("b", error.name));
  await api.post("https://api.test/c", { json: { a: 1 } }).catch((error) => log("c", error.name));
}
main();
