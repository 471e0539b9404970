"""How a request that comes to nothing shows: what libraries throw or hand back, and the words by which code tells failures apart.

Sources: the documentation of each package (fetch, axios 1.x, ky 1.x, RTK Query 2.x, urql 4, Apollo Client 3, supabase-js 2, redux-saga).
"""

from __future__ import annotations

import re

STATUS = 503
"""The status of a backend that is down for a moment."""

LOST_TEXTS = (
    "Network Error",
    "Network request failed",
    "Failed to fetch",
    "NetworkError when attempting to fetch resource.",
    "network error",
    "timeout of 10000ms exceeded",
    "The request timed out",
    "ERR_NETWORK",
    "ECONNABORTED",
    "ETIMEDOUT",
    "ENOTFOUND",
    "ECONNREFUSED",
    "FETCH_ERROR",
    "TIMEOUT_ERROR",
    "AbortError",
    "TypeError",
    "TimeoutError",
    "NetworkError",
    "Aborted",
    "offline",
    "Load failed",
    "The Internet connection appears to be offline.",
    "AuthRetryableFetchError",
    "no internet",
    "No connection",
    "connection",
    "NETWORK_ERROR",
)
"""What message, code or name of an error may say when nothing came back; which one it is, nobody can tell."""

BROKEN_TEXTS = (
    "Request failed with status code 503",
    "503 Service Unavailable",
    "Service Unavailable",
    "Internal Server Error",
    "Bad Gateway",
    "server error",
    "HTTP 503",
    "ERR_BAD_RESPONSE",
    "HTTPError",
    "ServerError",
    "AuthRetryableFetchError",
    "SERVER_ERROR",
    "5xx",
    "temporarily_unavailable",
    "UNAVAILABLE",
    "INTERNAL",
)
"""The same for a backend that is down."""

LOST_NAME = re.compile(
    r"network|time_?d?_?out|offline|connect|abort|unreachable|transient|retr(?:y|iable)|temporary|recoverable",
    re.IGNORECASE,
)
"""Classes, fields and predicates that are about a lost network."""

BROKEN_NAME = re.compile(r"server_?error|5xx|transient|retr(?:y|iable)|temporary|unavailable|internal|recoverable", re.IGNORECASE)
"""Those about a backend that is down."""

REFUSAL_NAME = re.compile(
    r"un_?auth|forbidden|invalid|expired|revoked|refus|reject|denied|terminal|fatal|definit|permanent|keychain|credential|logged_?out"
    r"|session|not_?auth|auth_?(?:api_?)?(?:error|fail)|is_?auth|client_?error|4xx|40[0-9]|reuse|must_?re|grant|non_?retr",
    re.IGNORECASE,
)
"""Those about a refresh that the backend has refused, or about something else that is no lost request."""

ALWAYS_LIBRARY_ERROR = re.compile(
    r"^(?:Axios|Fetch|Request|Response|Http|HTTP|Api|API|Apollo|Combined|Client)\w*Error$|^Error$|^is(?:Axios|Http)\w*$",
)
"""Classes and predicates that hold for every failure of a request."""

RETURNS_RESPONSE = re.compile(
    r"^(?:fetch|nativeFetch)$|^(?:expo/fetch|cross-fetch|node-fetch|isomorphic-fetch|whatwg-fetch|undici|react-native-fetch-api"
    r"|@tauri-apps/plugin-http)\."
)
"""Callees that hand back a response whatever its status, and throw only where nothing came back."""

RETURNS_RESULT = re.compile(r"^@reduxjs/toolkit/|^urql\.|^@urql/|^apisauce\.|^openapi-fetch\.|^@supabase/|^@better-auth/|^better-auth")
"""Callees that never throw, and hand back an object with `error` and without `data`."""

SDK_RESULT_NAMES = ("refreshSession",)
"""Methods of a client's `auth` that refresh, and hand back an error (supabase-js); the SDK shares them, their failure the app judges."""

RUN_AT_ONCE = frozenset(
    {
        "setTimeout",
        "setImmediate",
        "queueMicrotask",
        "requestAnimationFrame",
        "runAfterInteractions",
        "startTransition",
        "batch",
        "unstable_batchedUpdates",
        "runInAction",
        "flushSync",
        "act",
    }
)
"""Last words of callees that run their first argument, now or a moment later."""

FAILS_INTO = {"mutationFn": "onError", "fetchAccessToken": "handleError", "queryFn": "onError"}
"""Options of a library's call: a function that may fail -> the one that is told so (TanStack Query, apollo-link-token-refresh)."""

CARRIES_FAILURE = re.compile(
    r"runExclusive|withTimeout|retry|memoize|once|debounce|throttle|navigator\.locks\.request|lock|timeout|flatMap",
    re.IGNORECASE,
)
"""Callees whose outcome is that of the callback they are handed."""

ABSENT_FIELDS = re.compile(
    r"token|jwt|^access$|^refresh$|expires|^user$|^session$|^data$|^result$|^payload$|^credentials$|^auth",
    re.IGNORECASE,
)
TRUE_FIELDS = re.compile(
    r"^(?:is_?)?(?:error|fail(?:ed|ure)?|rejected)$|^errors$|error(?:Message|Code|Type)?$|^message$|^detail$",
    re.IGNORECASE,
)
FALSE_FIELDS = re.compile(r"^(?:is_?)?(?:success(?:ful)?|ok|valid|fulfilled|succeeded)$", re.IGNORECASE)
STATUS_FIELDS = frozenset({"status", "statusCode", "httpStatus", "originalStatus", "status_code", "responseStatus"})
TEXT_FIELDS = frozenset(
    {
        "message",
        "code",
        "name",
        "error",
        "type",
        "errorCode",
        "error_code",
        "error_description",
        "statusText",
        "reason",
    }
)
RESPONSE_FIELDS = frozenset({"response", "res", "raw", "cause", "originalError", "networkError", "meta"})

NO_REFRESH = re.compile(
    r"push|fcm|device|csrf|captcha|schedule|cancel|should|is[A-Z_]|timer|needs|can[A-Z_]|last|count|listener|subscri|on[A-Z]|mock|set[A-Z]|get[A-Z]"
    r"|clear|remove|delete|save|store(?!d)|revoke|parse|queue|notify|emit|attempts|error|start|stop|watch",
)
"""Words that make something else of a name that joins refresh and token."""

RENEWS = re.compile(r"refresh|renew|reissue|rotate", re.IGNORECASE)
"""Methods that refresh, in a class whose name says what."""
