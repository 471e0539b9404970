"""The words of the domain, from the vocabulary of the domain catalogue (V1-V8). Words are evidence, never proof."""

from __future__ import annotations

import re

REFRESH_URL = re.compile(
    r"refresh[-_ ]?(?:access[-_]?)?token|tokens?[-_/.]?refresh|auth\w*/refresh|oauth2?/refresh|reissue|jwt/refresh|refresh[-_/]jwt"
    r"|(?:user|users|login|account|accounts|admin|session|sessions|identity|customer|member)/refresh|sessions/by-token"
    r"|refresh[-_]?(?:auth|session|credentials|login)|auth\w*/renew|renew[-_]?(?:access[-_]?)?token|token/renew|/reauth\b|renewToken"
    r"|token/update|access[-_]token/refresh",
    re.IGNORECASE,
)
"""Fragments of a refresh endpoint (V2)."""

REFRESH_BYTES = re.compile(
    rb"refresh|renew|reissue|rotate|renovar|regenerate|re_?auth|re_?log_?in|re_?sign_?in|by-token|token/update|get_?new_?(?:access_?)?token"
    rb"|tokens?_?(?:provider|factory|fetcher|loader|supplier|getter|resolver)",
    re.IGNORECASE,
)
"""What the address, the fields, the constants or the names of every refresh hold in the file of the call."""

BARE_REFRESH_URL = re.compile(r"(?:^|[/.])(?:refresh|renew)(?:$|[/?])", re.IGNORECASE)
"""A path segment that needs a second piece of evidence."""

TOKEN_URL = re.compile(r"(?:oauth2?|connect|auth|protocol/openid-connect|^|/)/?tokens?/?(?:$|\?)", re.IGNORECASE)
"""An OAuth token endpoint: a refresh only with grant_type=refresh_token."""

NOT_REFRESH_URL = re.compile(
    r"logout|sign[-_]?out|revoke|revoc|captcha|fcm|push|device[-_]?token|invalidate|blacklist|introspect|sign[-_]?up|register|verify|password|otp",
    re.IGNORECASE,
)
"""Cancels a URL (V2)."""

REFRESH_TOKEN_KEY = re.compile(r"^(?:x[-_])?(?:old|current|stored)?[-_]?refresh(?:[-_]?token)?(?:value)?$|refresh[-_]?token", re.IGNORECASE)
"""A body field, header or variable that holds a refresh token."""

REFRESH_GRANT = re.compile(r"refresh_token|refresh-token|REFRESH_TOKEN_AUTH|urn:ietf:params:oauth:grant-type:refresh", re.IGNORECASE)

REFRESH_NAME = re.compile(
    r"^_*(?:do|try|attempt|perform|handle|execute|force|run|start|request|fetch|get|use|call|silent(?:ly)?)?_*"
    r"(?:refresh|renew|reissue|rotate|renovar|regenerate)_*"
    r"(?:access|o?auth2?|user|jwt|id|stored|current|the|my|new|silent)?_*(?:tokens?|session|auth|jwt|credentials?|authentication)?"
    r"(?:silently|async|ifneeded|request|once|flow|internal|impl|saga|thunk|api|action|call)?$"
    r"|^_*(?:token_?refresh|get_?new_?(?:access_?)?tokens?|re_?auth(?:enticate|orize)?|refreshAccess|tokenRefresher)\w*$",
    re.IGNORECASE,
)
"""Function names that say refresh (V1); weak evidence."""

NOT_REFRESH_NAME = re.compile(
    r"refreshData|refreshUser$|refreshProfile|refreshRate|refetch|onRefresh|RefreshControl|refreshing|refreshList|refreshAll$",
    re.IGNORECASE,
)

REFRESH_OPERATION = re.compile(
    r"(?:refresh|renew|reissue)_?\w*(?:token|session|auth|jwt)|(?:token|session|auth|jwt)_?(?:refresh|renew|reissue)", re.IGNORECASE
)
"""A GraphQL operation, thunk or method that joins refreshing and tokens."""

OTHER_ERRAND = re.compile(r"connect|socket|subscri|submit|upload|download|syncing|mounted|polling", re.IGNORECASE)
"""A flag by whose name something else than a refresh is under way, which may need one on its way."""

SIGN_IN_AGAIN = re.compile(r"^_*(?:silent(?:ly)?_?)?re_?(?:auth(?:enticate|orize)?|log_?in|sign_?in)$", re.IGNORECASE)
"""Functions that sign in again with what is stored; weak evidence."""

TOKEN_PROVIDER = re.compile(
    r"^_*(?:auth|access|user|jwt|custom)?_?tokens?_?(?:provider|factory|fetcher|loader|supplier|getter|resolver)(?:fn|func|callback)?$"
    r"|^_*(?:custom|on|user)_?(?:refresh|renew)\w*$",
    re.IGNORECASE,
)
"""A function that a library is handed for new tokens; weak evidence."""

STATUS_WORDS = re.compile(
    r"unauthori[sz]ed|unauthenticated|jwt expired|token[ _-]?expired|token_not_valid|invalid[ _-]?token|expired[ _-]?token"
    r"|authentication",
    re.IGNORECASE,
)
UNAUTHORIZED_STATUSES = frozenset({401, 403, 419, 498, "401", "403"})

EXPIRY_WORDS = re.compile(r"expir|\bexp\b|_exp$|Exp$|stale|isValid|aboutTo|shouldRefresh|isTokenFresh|needsRefresh", re.IGNORECASE)
"""Names in a test of a token's age."""

TOKEN_RESULT = re.compile(r"access_?token|id_?token|refresh_?token|^tokens?$|auth_?token|^jwt$|^access$|new_?token", re.IGNORECASE)
"""Properties of an answer that carries tokens."""

SESSION_END_NAME = re.compile(r"log_?out|sign_?out|revoke|clear|delete|remove|invalidate|terminate", re.IGNORECASE)
"""Functions that end a session (V7): a refresh token that they send is being given up."""
