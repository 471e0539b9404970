//replies [[200, {"a": 1}, {"x-token": "T"}], [200, {"b": 2}], 401, "lost", 200]
function load(method, url, prepare, body) {
  return new Promise((resolve) => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url, true);
    xhr.setRequestHeader("Authorization", "Bearer A1");
    xhr.onloadend = () => { log("end"); resolve(xhr); };
    prepare(xhr);
    xhr.send(body);
  });
}
async function main() {
  let xhr = await load("POST", "https://api.test/a", (xhr) => {
    xhr.onreadystatechange = () => log("state", xhr.readyState, xhr.status);
    xhr.onload = () => log("load", JSON.parse(xhr.responseText));
  }, JSON.stringify({ q: 1 }));
  log(xhr.getResponseHeader("X-Token"), xhr.getResponseHeader("none"), xhr.status);
  xhr = await load("GET", "https://api.test/b", (xhr) => {
    xhr.responseType = "json";
    xhr.addEventListener("load", () => log("listener", xhr.response));
  });
  await load("GET", "https://api.test/c", (xhr) => { xhr.onload = () => log("load", xhr.status); });
  await load("GET", "https://api.test/d", (xhr) => {
    xhr.onerror = () => log("error", xhr.status);
    xhr.onload = () => log("never");
  });
}
main();
