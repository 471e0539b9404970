//replies [[401, {}], [401, {}], [200, {"token": "A2"}], [200, {"data": {"a": 1}}], [200, {"data": {"b": 2}}], [200, {"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}], "data": null}], 400, "lost"]
// authExchange shares one refresh among operations; a failed one is the result of all that wait.
import { Client, fetchExchange, gql } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";

const auth = authExchange(async (utils) => {
  log("start");
  let token = await Promise.resolve("A1");
  return {
    addAuthToOperation(operation) {
      log("add", operation.kind, token, operation.context.authAttempt);
      return utils.appendHeaders(operation, { Authorization: token });
    },
    didAuthError(error, operation) {
      log("error", operation.kind, error.message, error.response && error.response.status, error.graphQLErrors.length);
      return (error.response && error.response.status === 401) || error.graphQLErrors.some((each) => each.extensions.code === "UNAUTHENTICATED");
    },
    async refreshAuth() {
      log("refresh");
      const response = await fetch("https://api.test/refresh", { method: "POST" });
      if (!response.ok) throw new Error(`refresh ${response.status}`);
      token = (await response.json()).token;
    },
  };
});
const client = new Client({
  url: "https://api.test/graphql",
  preferGetMethod: false,
  fetch: (url, { headers }) => fetch(url, { method: "POST", headers: { authorization: headers.Authorization || headers.authorization } }),
  exchanges: [auth, fetchExchange],
});
const show = (name) => ({ data, error }) => log(name, data, error && error.message, error && error.networkError && error.networkError.message);

async function all() {
  await Promise.all([
    client.query(gql`query One { a }`, {}).toPromise().then(show("one")),
    client.query(gql`query Two { b }`, {}).toPromise().then(show("two")),
  ]);
  log("both");
  show("three")(await client.query(gql`query Three { c }`, {}));
  show("four")(await client.mutation(gql`mutation Four { d }`, { v: 1 }).toPromise());
}
all();
