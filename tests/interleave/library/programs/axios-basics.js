//replies [[200, {"a": 1}, {"x-token": "T"}], 201, [401, {"message": "expired"}], "lost", 500, [200, "plain"], 404, 204]
import axios, { AxiosError, isAxiosError } from "axios";
async function main() {
  const first = await axios.get("https://api.test/a", { params: { q: "a b", n: 1, none: undefined, list: [1, 2] } });
  log(first.status, first.data, first.headers["x-token"], first.headers.get("X-Token"), first.config.method, first.config.url);
  await axios.post("https://api.test/b", { x: 1 }, { headers: { Authorization: "Bearer A1" } });
  try {
    await axios({ method: "PUT", url: "https://api.test/c", data: { y: 2 } });
  } catch (error) {
    log(error instanceof AxiosError, error instanceof Error, axios.isAxiosError(error), isAxiosError(error), error.name, error.message);
    log(error.code, error.status, error.response.status, error.response.data, error.config === error.response.config);
    log(error.config.data, error.config.method, error.config.headers["Content-Type"], !!error.request, Object.keys(error).join());
    log(error.toJSON().code, error.toJSON().status, error.toJSON().message);
  }
  await axios.delete("https://api.test/d").catch((error) => {
    log(error.code, error.message, error.response, error.status, !!error.request, error.config.url);
  });
  await axios.request("https://api.test/e").catch((error) => log(error.code, error.response.status, error.response.data));
  log((await axios("https://api.test/f")).data);
  log((await axios("https://api.test/g", { validateStatus: (status) => status < 500 })).status);
  log((await axios.patch("https://api.test/h", new URLSearchParams({ a: "1" }))).data);
  log(axios.isAxiosError(new Error("x")), axios.isAxiosError(null), axios.isCancel(new Error("x")));
}
main();
