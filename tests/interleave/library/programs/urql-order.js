//replies [[200, {"data": {"a": 1}}], [401, {}], [200, {"data": {"b": 1}}]]
// In how many turns a request is sent and a result arrives.
import { Client, fetchExchange, gql } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";

let count = 0;
let ticking = false;
const tick = async () => {
  if (ticking) return;
  ticking = true;
  for (count = 0; count < 60 && ticking; count++) await null;
};
const auth = authExchange(async (utils) => ({
  addAuthToOperation: (operation) => utils.appendHeaders(operation, { Authorization: "A" }),
  didAuthError: (error) => { log("did after", count); return error.response.status === 401; },
  refreshAuth: async () => { log("refresh after", count); },
}));
const client = new Client({
  url: "https://api.test/graphql",
  preferGetMethod: false,
  fetch: (url) => {
    log("fetch after", count);
    ticking = false;
    return fetch(url, { method: "POST" }).then(async (response) => {
      const body = await response.text();
      tick();
      return { status: response.status, headers: new Headers(), text: async () => body };
    });
  },
  exchanges: [auth, fetchExchange],
});
async function all() {
  tick();
  await client.query(gql`query A { a }`, {}).toPromise();
  log("result after", count);
  await client.query(gql`query B { b }`, {}).toPromise();
  log("result after", count);
}
all();
