//replies [[200, {"data": {"refresh": {"token": "A2"}}}], [200, {"data": {"a": 1}}], [200, {"errors": [{"message": "old"}], "data": null}], "lost"]
// willAuthError, and a refresh by a mutation of the client itself, which goes past the exchange's own checks.
import { Client, fetchExchange, gql, mapExchange } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";

let will = true;
const auth = authExchange(async ({ mutate, appendHeaders }) => {
  let token = "A1";
  return {
    addAuthToOperation: (operation) => appendHeaders(operation, { Authorization: token }),
    willAuthError: (operation) => { log("will", operation.kind, will); return will; },
    didAuthError: (error) => { log("did", error.message); return true; },
    async refreshAuth() {
      will = false;
      const result = await mutate(gql`mutation Refresh($t: String) { refresh(t: $t) { token } }`, { t: "R1" });
      log("refreshed", result.data, result.error && result.error.message);
      if (result.data) token = result.data.refresh.token;
    },
  };
});
const client = new Client({
  url: "https://api.test/graphql",
  preferGetMethod: false,
  fetch: (url, { headers }) => fetch(url, { method: "POST", headers: { authorization: headers.Authorization || headers.authorization } }),
  exchanges: [
    mapExchange({
      onOperation: (operation) => { log("on", operation.kind); },
      onError: (error, operation) => { log("onError", operation.kind, error.message); },
    }),
    auth,
    fetchExchange,
  ],
});
async function all() {
  const one = await client.query(gql`query One { a }`, {}).toPromise();
  log("one", one.data, one.error);
  const two = await client.query(gql`query Two { b }`, {}).toPromise();
  log("two", two.data, two.error.message);
}
all();
