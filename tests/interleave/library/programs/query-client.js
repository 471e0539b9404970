//only machine
// Queries that are shared, retries, the callbacks of caches, mutations.
import { MutationCache, MutationObserver, QueryCache, QueryClient, QueryObserver } from "@tanstack/query-core";

let calls = 0;
const client = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => log("query failed", error.message, query.queryKey), onSuccess: (data) => log("query done", data) }),
  mutationCache: new MutationCache({ onError: (error, variables) => log("mutation failed", error.message, variables) }),
  defaultOptions: { queries: { retry: (count, error) => { log("retry?", count, error.message); return count < 2 && error.message !== "401"; } } },
});

async function main() {
  const queryFn = async ({ queryKey }) => { log("runs", queryKey); await null; return `${queryKey[0]} ${++calls}`; };
  const [one, two] = await Promise.all([client.fetchQuery({ queryKey: ["a", 1], queryFn }), client.fetchQuery({ queryKey: ["a", 1], queryFn })]);
  log(one, two, client.getQueryData(["a", 1]));
  log(await client.fetchQuery({ queryKey: ["a", 1], queryFn, staleTime: 1000 }), await client.ensureQueryData({ queryKey: ["a", 1], queryFn }));
  log(await client.fetchQuery({ queryKey: ["a", 1], queryFn }));
  const failing = (message) => async () => { log("fails", message); throw new Error(message); };
  log(await client.fetchQuery({ queryKey: ["b"], queryFn: failing("500") }).catch((error) => error.message));
  log(await client.fetchQuery({ queryKey: ["c"], queryFn: failing("401") }).catch((error) => error.message));
  await client.prefetchQuery({ queryKey: ["d"], queryFn: failing("401") });
  client.setQueryData(["e"], (old) => [old, 1]);
  log(client.getQueryData(["e"]));
  const observer = new QueryObserver(client, { queryKey: ["a", 2], queryFn });
  const stop = observer.subscribe(() => {});
  await new Promise((resolve) => setTimeout(resolve, 10));
  await client.invalidateQueries({ queryKey: ["a"] });
  log(client.getQueryData(["a", 2]));
  stop();
  client.removeQueries({ queryKey: ["a"] });
  log(client.getQueryData(["a", 2]), client.isFetching());

  const options = {
    mutationFn: async (variables) => { log("mutates", variables); if (variables === "bad") throw new Error("bad"); return { ok: variables }; },
    onMutate: (variables) => { log("before", variables); return "context"; },
    onSuccess: (data) => log("success", data), onError: (error) => log("error", error.message), onSettled: (data, error) => log("settled", data, error),
  };
  log(await new MutationObserver(client, options).mutate("good"));
  log(await new MutationObserver(client, options).mutate("bad").catch((error) => error.message));
}
main();
//> runs ["a", 1]
//> query done a 1
//> a 1 a 1 a 1
//> a 1 a 1
//> runs ["a", 1]
//> query done a 2
//> a 2
//> fails 500
//> retry? 0 500
//> fails 500
//> retry? 1 500
//> fails 500
//> retry? 2 500
//> query failed 500 ["b"]
//> 500
//> fails 401
//> retry? 0 401
//> query failed 401 ["c"]
//> 401
//> fails 401
//> retry? 0 401
//> query failed 401 ["d"]
//> [undefined, 1]
//> runs ["a", 2]
//> query done a 3
//> runs ["a", 2]
//> query done a 4
//> a 4
//> undefined 0
//> before good
//> mutates good
//> success {ok: "good"}
//> settled {ok: "good"} null
//> {ok: "good"}
//> before bad
//> mutates bad
//> mutation failed bad bad
//> error bad
//> settled undefined Error: bad
//> bad
