//replies [401, 401, [200, {"n": 3}], 200, 200]
// Two callers share one refresh.
let refreshing = null;
let token = "A1";
const refresh = () => {
  refreshing ??= fetch("https://api.test/refresh", { method: "POST" })
    .then((response) => response.json())
    .then(({ n }) => { token = `A${n}`; log("refreshed"); })
    .finally(() => { refreshing = null; log("free"); });
  return refreshing;
};
const send = (path) => fetch(`https://api.test/${path}`, { headers: new Headers({ authorization: `Bearer ${token}` }) });
async function get(path) {
  let response = await send(path);
  log(path, response.status);
  if (response.status === 401) {
    await refresh();
    log(path, "again");
    response = await send(path);
  }
  return response.status;
}
get("a").then((status) => log("a done", status));
get("b").then((status) => log("b done", status));
