//replies [200, 200, 200, 200, 200, 200, 200, 200, 200]
import axios from "axios";
async function main() {
  axios.defaults.headers.common["Authorization"] = "Bearer global";
  const api = axios.create({ baseURL: "https://api.test/v1/", headers: { "X-App": "1" }, timeout: 5000 });
  axios.defaults.headers.common["X-Late"] = "late";
  let response = await api.get("/a");
  log(response.config.baseURL, response.config.url, { ...response.config.headers }, response.config.timeout);
  api.defaults.headers.common.Authorization = "Bearer instance";
  response = await api.get("b");
  log({ ...response.config.headers });
  api.defaults.headers.authorization = "Bearer direct";
  response = await api.post("/c", "text");
  log({ ...response.config.headers });
  delete api.defaults.headers.common.Authorization;
  delete api.defaults.headers.authorization;
  api.defaults.headers.post["X-Post"] = "p";
  response = await api.post("/d", { a: 1 }, { headers: { authorization: "Bearer call" } });
  log({ ...response.config.headers });
  api.defaults.baseURL = "https://other.test";
  response = await api.put("/e", undefined, { headers: { "X-App": null } });
  log({ ...response.config.headers });
  response = await api.get("https://absolute.test/f");
  const child = api.create ? api.create({ baseURL: "https://child.test" }) : api;
  response = await child({ url: "/g", method: "POST", data: { list: [1] } });
  log(response.config.method, Object.keys(child.defaults.headers.common).join());
  axios.defaults.baseURL = "https://root.test";
  response = await axios("/h");
  log(api.getUri({ url: "/i", params: { a: 1 } }));
  response = await axios({ url: "/j", headers: { Authorization: undefined } });
  log("Authorization" in response.config.headers, response.config.headers.Authorization);
}
main();
