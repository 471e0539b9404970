"""What starts a function that a library was handed: many times at once, or one at a time."""

from __future__ import annotations

MANY = (
    "interceptors.response.use", "interceptors.request.use", "ApolloLink new", "onError", "setContext", "ErrorLink new", "createApi",
    "authExchange", "ky.default", "ky.default.create", "ky.default.extend", "ofetch", "$fetch", "openapi-fetch", ".use", "fromPromise",
    "addResponseTransform", "addAsyncResponseTransform", "addAsyncRequestTransform", "createRequest", "httpLink", "httpBatchLink",
    "createTRPCProxyClient", "createTRPCClient", "createClient", "QueryCache new", "MutationCache new", "takeEvery",
    "window.fetch", "globalThis.fetch", "global.fetch", "self.fetch",
)
"""Ends (or parts) of callee paths whose callback runs once for each request."""

RESPONSE_INTERCEPTOR = ".interceptors.response.use"
REQUEST_INTERCEPTOR = ".interceptors.request.use"

SINGLE = (
    "setInterval", "setTimeout", "AppState.addEventListener", "addEventListener", "useEffect", "useLayoutEffect", "useFocusEffect",
    "NetInfo.addEventListener", "defineTask", "requestIdleCallback", "onAuthStateChange", "takeLatest", "runAfterInteractions",
)
"""Ends of callee paths whose callback runs one at a time."""

EVENTS = (".subscribe", ".addListener", ".on", "addEventListener")
"""Ends of callee paths whose callback runs when something happens."""
