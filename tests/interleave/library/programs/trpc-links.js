//only machine
//replies [401, [200, {}], [200, {"token": "A2"}], 200]
// An ordinary call goes through the app's own link, which refreshes, and through the fetch and headers of the last one.
import { createTRPCClient, httpBatchLink, loggerLink, TRPCClientError } from "@trpc/client";
import { observable } from "@trpc/server/observable";

let token = "A1";
const refreshing = () => ({ op, next }) => observable((observer) => {
  next(op).subscribe({
    next: observer.next,
    complete: observer.complete,
    error: async (error) => {
      log(error instanceof TRPCClientError, error.data.code, error.data.httpStatus);
      token = (await (await fetch("https://api.test/refresh", { method: "POST" })).json()).token;
      next(op).subscribe(observer);
    },
  });
});
const client = createTRPCClient({
  links: [loggerLink(), refreshing, httpBatchLink({ url: "https://api.test/trpc", headers: async () => ({ authorization: token }) })],
});
createTRPCClient({ links: [httpBatchLink({ url: "https://api.test/other", fetch: (url, options) => { log("own fetch"); return fetch(url, options); } })] });
Promise.all(happen("request")).then((results) => log(results.length, results[0].result.type), (error) => log("failed", error.message));
client.posts.list.query();
//> > GET https://api.test/trpc/resource (A1)
//> own fetch
//> > GET https://api.test/other/resource
//> true UNAUTHORIZED 401
//> > POST https://api.test/refresh
//> > GET https://api.test/trpc/resource (A2)
//> 2 data
