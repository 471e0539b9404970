"""HTTP clients: which access paths send a request, and where its URL, body and options stand.

Sources: the documentation of each package (axios 1.x, ky 1.x, ofetch 1.x, superagent, apisauce, openapi-fetch, RTK Query 2.x).
"""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """Positions of a request's parts among the arguments (-1: none). `options` is an object that may hold url, body, data, headers."""

    url: int
    body: int
    options: int


_BODY = Shape(0, 1, 2)
_PLAIN = Shape(0, -1, 1)
_CONFIG = Shape(-1, -1, 0)
_EITHER = Shape(0, -1, 0)

_AXIOS_VERBS = {
    ".get": _PLAIN,
    ".delete": _PLAIN,
    ".head": _PLAIN,
    ".options": _PLAIN,
    ".post": _BODY,
    ".put": _BODY,
    ".patch": _BODY,
    ".postForm": _BODY,
    ".putForm": _BODY,
    ".request": _CONFIG,
    "()": Shape(0, -1, 1),
}
_FETCH_VERBS = {
    ".get": _PLAIN,
    ".post": _PLAIN,
    ".put": _PLAIN,
    ".patch": _PLAIN,
    ".delete": _PLAIN,
    ".head": _PLAIN,
    "()": _PLAIN,
    ".raw": _PLAIN,
    ".native": _PLAIN,
}
_SAUCE_VERBS = {
    ".get": Shape(0, 1, 2),
    ".delete": Shape(0, 1, 2),
    ".head": Shape(0, 1, 2),
    ".post": _BODY,
    ".put": _BODY,
    ".patch": _BODY,
    ".any": _CONFIG,
}
_OPENAPI_VERBS = {".GET": _PLAIN, ".POST": _PLAIN, ".PUT": _PLAIN, ".PATCH": _PLAIN, ".DELETE": _PLAIN}
_FETCHERS = (
    "fetch",
    "expo/fetch.fetch",
    "cross-fetch.default",
    "cross-fetch.fetch",
    "node-fetch.default",
    "isomorphic-fetch.default",
    "whatwg-fetch.fetch",
    "undici.fetch",
    "@tauri-apps/plugin-http.fetch",
    "react-native-fetch-api.fetch",
    "nativeFetch",
)
_BASE_QUERIES = tuple(
    f"@reduxjs/toolkit/{module}.fetchBaseQuery()"
    for module in ("query/react", "query", "dist/query", "dist/query/react", "query/fetchBaseQuery")
)

AXIOS_INSTANCES = (
    "axios.default.create()",
    "axios.create()",
    "axios.*.create()",
    "axios.Axios new",
    "axios-https-proxy-fix.default.create()",
)
AXIOS_GLOBALS = ("axios.default", "axios.*", "axios")
AXIOS_TYPES = frozenset({"AxiosInstance", "AxiosStatic", "Axios"})
"""Declared types whose values are axios clients, for parameters and fields that cannot be followed."""


def _table() -> dict[str, Shape]:
    out: dict[str, Shape] = {}
    for prefix in AXIOS_INSTANCES:
        out.update({prefix + verb if verb != "()" else prefix: shape for verb, shape in _AXIOS_VERBS.items()})
    for prefix in AXIOS_GLOBALS:
        out.update({prefix + verb: shape for verb, shape in _AXIOS_VERBS.items() if verb != "()"})
        out[prefix] = Shape(0, -1, 1)
    for prefix in _FETCHERS:
        out[prefix] = _PLAIN
    for prefix in (
        "ky.default",
        "ky.default.create()",
        "ky.default.extend()",
        "ky.default.create().extend()",
        "ofetch.ofetch",
        "ofetch.$fetch",
        "ofetch.ofetch.create()",
        "ofetch.$fetch.create()",
        "$fetch",
        "got.default",
        "got.default.extend()",
        "got.got",
        "redaxios.default",
        "wretch.default()",
    ):
        out.update({prefix + verb if verb != "()" else prefix: shape for verb, shape in _FETCH_VERBS.items()})
    for prefix in ("superagent.default", "superagent", "superagent.*"):
        out.update({prefix + verb: Shape(0, 1, -1) for verb in (".get", ".post", ".put", ".patch", ".delete")})
    for prefix in ("apisauce.create()", "apisauce.default.create()"):
        out.update({prefix + verb: shape for verb, shape in _SAUCE_VERBS.items()})
    out.update({f"openapi-fetch.default(){verb}": shape for verb, shape in _OPENAPI_VERBS.items()})
    out.update(dict.fromkeys(_BASE_QUERIES, _EITHER))
    out["@reduxjs/toolkit/query.retry()"] = _EITHER
    out["@reduxjs/toolkit/query/react.retry()"] = _EITHER
    out["XMLHttpRequest new.open"] = Shape(1, -1, -1)
    out["expo-file-system.uploadAsync"] = Shape(0, -1, 2)
    return out


REQUESTS: dict[str, Shape] = _table()
"""Callee path -> the shape of the request it sends."""

CLIENT_MAKERS = frozenset(
    {
        *(path.removesuffix("()").removesuffix(" new") for path in AXIOS_INSTANCES),
        *("ky.default.create", "ky.default.extend", "ofetch.ofetch.create", "ofetch.$fetch.create", "got.default.extend"),
        *("apisauce.create", "openapi-fetch.default", "@apollo/client.ApolloClient", "@apollo/client/core.ApolloClient"),
        *("urql.createClient", "@urql/core.createClient", "graphql-request.GraphQLClient"),
        *(path.removesuffix("()") for path in _BASE_QUERIES),
    }
)
"""Callee paths whose call makes a client."""

VERBS = frozenset({"get", "post", "put", "patch", "delete", "request", "send", "fetch", "POST", "PUT", "GET", "mutate", "query", "call"})
"""Method names of clients that cannot be followed."""

NOT_CLIENTS = frozenset(
    {
        "getItem",
        "setItem",
        "removeItem",
        "log",
        "warn",
        "error",
        "info",
        "debug",
        "push",
        "replace",
        "navigate",
        "emit",
        "includes",
        "startsWith",
        "endsWith",
        "match",
        "test",
        "indexOf",
        "append",
        "set",
        "has",
        "join",
        "split",
        "on",
        "use",
        "addEventListener",
        "capture",
        "track",
        "captureException",
        "captureMessage",
        "addBreadcrumb",
        "t",
        "Error",
        "concat",
        "resolve",
        "reject",
        "then",
        "getItemAsync",
        "setItemAsync",
        "deleteItemAsync",
        "dispatch",
        "isPublicPath",
        "route",
        "provide",
        "mutationKey",
    }
)
"""Callees that take texts and send nothing."""
