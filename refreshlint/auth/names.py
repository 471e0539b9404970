"""Which names mean a credential (idioms 1.1, V5, V6), and which words around `token` mean something else (idioms 2.6)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

CREDENTIAL, NOT, OPAQUE = "credential", "not", "opaque"


class Word(NamedTuple):
    """What a name says. what: the token, for people; bare: it is just `token`, and its surroundings may say that it is another kind."""

    kind: str
    what: str
    bare: bool = False


_SPLIT = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NO_WORD = Word(OPAQUE, "")
_NO_CREDENTIAL = Word(NOT, "")

_OTHER_TOKENS = frozenset({
    "push", "fcm", "apns", "apn", "expo", "voip", "device", "installation", "notification", "notifications", "messaging", "csrf",
    "xsrf", "captcha", "recaptcha", "turnstile", "verification", "verify", "verifier", "otp", "mfa", "reset", "invite", "invitation",
    "confirm", "confirmation", "qr", "page", "next", "cursor", "sync", "continuation", "cancel", "cancellation", "design", "theme",
    "color", "colors", "budget", "usage", "count", "counts", "counter", "limit", "balance", "price", "symbol", "address", "contract",
    "mint", "wallet", "nft", "erc", "swap", "max", "min", "total", "mapbox", "map", "public", "anon", "publishable", "payment",
    "card", "stripe", "checkout", "share", "unsubscribe", "upload", "download", "game", "breakpoint", "font", "spacing", "prompt",
    "completion", "injection", "nonce", "pkce", "challenge", "analytics", "sentry", "front", "unlock", "password", "daily", "coin", "coins",
    "chip", "medication", "ai", "llm", "chat", "activation", "attestation", "appcheck", "widget", "live", "calendar", "ics", "search",
    "typing", "word", "lex", "parse", "css", "style",
})
_ABOUT = frozenset({
    "expiry", "expires", "expire", "expired", "exp", "expiration", "at", "time", "timestamp", "date", "type", "name", "names",
    "length", "valid", "status", "error", "errors", "exists", "loaded", "loading", "state", "checked", "in", "key", "keys", "header",
    "prefix", "provider", "source", "id", "ids", "uid", "email", "phone", "lifetime", "duration", "ttl", "version", "url", "uri",
    "endpoint", "path", "refreshed", "saved", "updated", "created", "invalid", "enabled", "present", "flag", "attempts", "client",
    "manager", "service", "used", "remaining", "cost", "interval", "timeout", "listener", "promise", "callback", "hash", "ref",
    "field", "label", "size", "index", "issue", "seconds", "ms", "list", "response", "username", "avatar", "role", "last", "migrated",
    "migration", "decode", "decoded", "decoder", "payload", "claims", "parsed", "domain", "backend", "method", "transfer", "mode",
    "sub", "subject", "iss", "issuer", "aud", "audience", "scope", "scopes", "claim",
})
_NOT_ALONE = frozenset({
    "id", "uid", "email", "phone", "name", "username", "password", "theme", "locale", "language", "date", "timestamp", "count",
    "avatar", "role", "expiry", "expires", "expiration", "status", "true", "false", "version", "settings", "preferences",
    "onboarding", "otp", "nonce", "verifier", "challenge",
})
_VERBS = frozenset({
    "set", "clear", "remove", "decode", "parse", "delete", "has", "is", "should", "can", "was", "save", "store", "check", "validate",
    "verify", "on", "handle", "use", "update", "invalidate", "revoke", "schedule", "needs", "skip", "register", "unregister",
    "persist", "no", "with", "without", "generate", "include", "allow", "require", "rotate", "support", "attach", "send", "return",
})
_GIVERS = frozenset({
    "get", "fetch", "read", "load", "obtain", "request", "acquire", "exchange", "renew", "retrieve", "issue", "ensure", "refresh",
    "do", "generate", "create", "resolve", "extract", "current", "find", "query", "async", "stored", "valid", "new", "fresh",
    "reissue",
})
_DESCRIBING = frozenset({"current", "stored", "valid", "new", "fresh", "async", "refresh"})  # givers that say which token, not what to do
_KINDS = {
    "access": "the access token", "refresh": "the refresh token", "id": "the id token", "session": "the session token",
    "auth": "the auth token", "jwt": "the JWT", "bearer": "the bearer token", "user": "the user's token", "oauth": "the OAuth token",
    "remember": "the remember token",
    "login": "the login token", "api": "the API token", "authentication": "the auth token", "authorization": "the auth token",
}
_JOINED = {
    "accesstoken": ("access", "token"), "refreshtoken": ("refresh", "token"), "idtoken": ("id", "token"), "authtoken": ("auth", "token"),
    "sessiontoken": ("session", "token"), "usertoken": ("user", "token"), "jwttoken": ("jwt", "token"), "bearertoken": ("bearer", "token"),
    "apitoken": ("api", "token"), "accesstokens": ("access", "tokens"), "authtokens": ("auth", "tokens"), "usertokens": ("user", "tokens"),
    "pushtoken": ("push", "token"), "fcmtoken": ("fcm", "token"), "devicetoken": ("device", "token"), "logintoken": ("login", "token"),
    "mytoken": ("my", "token"), "tokenkey": ("token", "key"), "csrftoken": ("csrf", "token"), "oauthtoken": ("oauth", "token"),
}
_HEADERS = frozenset({"authorization", "proxyauthorization", "xaccesstoken", "xrefreshtoken"})
_PAIRS = frozenset({
    "tokenpair", "tokenset", "tokendata", "tokenresponse", "tokensresponse", "authtokens", "tokenbundle", "tokeninfo", "tokenobject",
})

OPAQUE_NAMES = frozenset({
    "value", "val", "data", "payload", "result", "results", "res", "response", "resp", "item", "v", "d", "str", "text", "json", "raw",
    "content", "obj", "object", "body", "input", "newvalue", "current", "entry", "string", "serialized", "stringified", "jsonvalue",
    "x", "record", "answer",
})
"""Names that say nothing of what they hold."""

KEY_NAMES = frozenset({"key", "name", "k", "storagekey", "cachekey", "id", "keys", "storage_keys", "storagekeys", "slot", "path"})
"""Names of keys that say nothing of what lies under them."""

WORDLESS_TYPES = frozenset({
    "string", "any", "unknown", "object", "T", "boolean", "number", "string | null", "string|null", "string | undefined", "null",
    "void", "S", "P",
})
"""Types that say nothing of what they hold."""


def split(name: str) -> tuple[str, ...]:
    """The words of a name or key, lower case: `@app/accessToken` -> app, access, token."""
    out: list[str] = []
    for word in _SPLIT.findall(name):
        lower = word.lower()
        out += _JOINED.get(lower, (lower,))
    return tuple(out)


@cache
def classify(name: str) -> Word:
    """What a name, property or key means."""
    if len(name) > 120:
        return _NO_WORD
    words = split(name)
    if not words:
        return _NO_WORD
    if "".join(words) in _HEADERS:
        return Word(CREDENTIAL, "an Authorization header")
    last = words[-1]
    if len(words) > 1 and words[0] in _VERBS:
        return _NO_CREDENTIAL
    joined = "".join(words)
    token = next((index for index in range(len(words) - 1, -1, -1) if words[index] in ("token", "tokens", "jwt", "jwts")), -1)
    if token < 0:
        if last in ("cookie", "cookies") and len(words) > 1 and words[-2] in ("auth", "session", "login"):
            return Word(CREDENTIAL, "the session cookie")
        return _NO_CREDENTIAL if last in _NOT_ALONE or last in ("at", "in") or any(word in _SURE for word in words) else _NO_WORD
    if any(word in _OTHER_TOKENS for word in words):
        return _NO_CREDENTIAL
    after = words[token + 1:]
    if joined.endswith(tuple(_PAIRS)) and words[token] in ("token", "tokens"):
        return Word(CREDENTIAL, "the tokens", token == 0 and len(words) <= 2)
    if words[token] == "tokens" and any(word not in _SAME for word in after):
        return _NO_CREDENTIAL
    if after and any(word in _ABOUT for word in after) and not _only_key(words, token):
        return _NO_CREDENTIAL
    before = words[:token]
    if any(word in ("mock", "fake", "dummy", "demo", "test", "expired", "invalid") for word in before):
        return _NO_CREDENTIAL
    kinds = [word for word in before if word in _KINDS]
    if words[token].startswith("jwt"):
        return Word(CREDENTIAL, "the JWT") if all(word in _SAME or _only_key(words, token) for word in after) else _NO_WORD
    if kinds:
        kind = kinds[-1]
        if kind == "id" and words[token] == "tokens":
            return _NO_CREDENTIAL
        what = _KINDS[kind]
        return Word(CREDENTIAL, what + "s" if words[token] == "tokens" else what)
    return Word(CREDENTIAL, "the tokens" if words[token] == "tokens" else "the token", True)


_SURE = frozenset({"push", "fcm", "apns", "csrf", "captcha", "verifier", "theme", "locale", "language", "onboarding", "migrated"})


_SAME = frozenset({"value", "string", "str", "raw", "data", "result", "new", "old", "key", "auth", "storage", "item"})


def _only_key(words: tuple[str, ...], token: int) -> bool:
    """`ACCESS_TOKEN_KEY`, `tokenStorageKey`: the name of a constant that holds a key."""
    return all(word in ("key", "storage", "name", "store", "item", "id") for word in words[token + 1:]) and words[-1] in ("key", "name")


_HEADER_HOLDERS = frozenset({"headers", "header", "common", "config", "request", "req", "defaults"})
"""Names of what holds the header `authorization`; elsewhere the word is a setting."""


@cache
def result_word(name: str, bases: tuple[str, ...]) -> Word:
    """What a property or call result means, with the names of what it is read of, nearest first (`tokens.access`)."""
    words = split(name)
    trimmed = list(words)
    while len(trimmed) > 1 and trimmed[0] in _GIVERS and not (trimmed[0] == "refresh" and trimmed[1:] in (["token"], ["tokens"])):
        trimmed.pop(0)
    if len(trimmed) != len(words):
        word = classify("_".join(trimmed))
        return word if word.kind != OPAQUE else _NO_WORD
    word = classify(name)
    around = [part for base in bases for part in split(base)]
    if word.kind == CREDENTIAL and word.bare and any(part in _OTHER_TOKENS for part in around):
        return _NO_CREDENTIAL
    lower = name.lower()
    if name == "authorization" and not any(part in _HEADER_HOLDERS for part in around):
        return _NO_WORD
    if lower in ("access", "refresh") and any(part in ("token", "tokens", "jwt", "auth", "credentials", "data") for part in around):
        return Word(CREDENTIAL, _KINDS[lower])
    if lower == "headers" and any(part in ("config", "request", "original", "options") for part in around):
        return Word(CREDENTIAL, "the headers of a request")
    return _NO_WORD if lower in OPAQUE_NAMES else word


def is_order(name: str) -> bool:
    """Whether a property is a function or a flag by its name, and no token: `generateTokens`, `getToken`."""
    words = split(name)
    return len(words) > 1 and words[0] in _GIVERS - _DESCRIBING - _NOUNS


_NOUNS = frozenset({"request", "exchange", "issue"})
"""Givers that may name a token as well: OAuth 1.0's `requestToken`."""


def is_key_name(name: str) -> bool:
    """Whether a name is that of a key, not of a token: `tokenKey`, `ACCESS_TOKEN_KEY`."""
    words = split(name)
    return len(words) > 1 and words[-1] in ("key", "keys", "name", "names")


def names_other_token(text: str) -> bool:
    """Whether a text speaks of a token of another kind: "FCM token:", "got the push token"."""
    words = split(text)
    return any(word in _OTHER_TOKENS and after in ("token", "tokens") for word, after in pairwise(words))


def context_word(names: tuple[str, ...]) -> bool:
    """Whether names around a bare `token` say that it is another kind: a push token, a captcha, that of a link to reset a password."""
    for name in names:
        words = split(name)
        if any(word in _CONTEXTS for word in words) or any(pair in _ERRANDS for pair in pairwise(words)):
            return True
        if "by" in words and words[-1] in ("token", "tokens") and _HINTS.isdisjoint(words[: words.index("by")]):
            return True  # what is looked up by a token of its own: `getInvoiceByToken`, and not `getSessionByToken`
    return False


_ERRANDS = frozenset({
    ("reset", "password"), ("password", "reset"), ("forgot", "password"), ("verify", "email"), ("confirm", "email"),
    ("email", "verification"), ("email", "confirmation"),
})
_CONTEXTS = frozenset({
    "push", "fcm", "apns", "notification", "notifications", "csrf", "xsrf", "captcha", "recaptcha", "messaging", "voip", "design",
    "mapbox", "invite", "invitation", "qr", "barcode", "scanner", "scanned", "markdown", "lexer", "tokenizer", "highlighter",
    "syntax", "grammar", "unsubscribe",
})
_HINTS = frozenset({
    "auth", "session", "login", "signin", "sign", "account", "user", "credential", "credentials", "token", "oauth", "jwt", "refresh",
    "logged", "authentication", "signup", "password", "bearer", "authorization", "register",
})


def is_about_signing_in(names: tuple[str, ...]) -> bool:
    """Whether names and texts around a bare `token` say that it is that of a session, not one for a gift, a game or a count."""
    return any(part in _HINTS for name in names for part in split(name))


def phrase_of(whats: tuple[str, ...]) -> str:
    """Several tokens in one sentence part: "the access token and the refresh token"."""
    unique = list(dict.fromkeys(whats))
    if len(unique) > 3:
        unique = unique[:3]
    return unique[0] if len(unique) == 1 else ", ".join(unique[:-1]) + " and " + unique[-1]
