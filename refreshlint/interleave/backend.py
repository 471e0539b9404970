"""The model of a backend that hands out access and refresh tokens, in pairs numbered from 1.

In words. The app is signed in with pair 1. The access token of a pair proves who calls until it has expired, whatever becomes of its
refresh token; that of pair 1 has expired. A protected request with one that has not is answered 200; any other 401. A refresh
request spends the refresh token that it carries (one that carries none is a request whose cookie does: the newest pair at the time
of sending):

- the newest one, unspent, is answered 200 with the next pair, and is spent thereby;
- one that was spent before is taken for stolen (RFC 9700, section 4.14.2): the session ends, every later request is answered 401.
  A backend of kind "grace" answers with the newest pair instead, one of kind "static" never changes its refresh token;
- while `refresh_mode` is "refused" or "invalid_grant", every refresh is answered 401 or 400 and the session is over; while it is
  "unavailable" 503, and while it is "lost" the answer never comes and the network fails: in both the token stays unspent.

While `always_unauthorized`, protected requests are answered 401 whatever they carry. Answers are worked out when they are
delivered: the order in which they are delivered is the order in which the backend sees the requests.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a backend does with a refresh token that is spent."""

    ROTATING = "rotating"
    GRACE = "grace"
    STATIC = "static"
    COOKIE = "cookie"


class RefreshMode(StrEnum):
    """What becomes of refresh requests."""

    WORKS = "works"
    REFUSED = "refused"
    INVALID_GRANT = "invalid grant"
    UNAVAILABLE = "unavailable"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Reply:
    """status: of HTTP, 0 where the network was lost; pair: the number of the pair that the answer carries, 0 for none."""

    status: int
    pair: int = 0
    reused: bool = False


@dataclass(slots=True)
class Backend:
    """The state of the server side of one session."""

    kind: Kind = Kind.ROTATING
    refresh_mode: RefreshMode = RefreshMode.WORKS
    always_unauthorized: bool = False
    expired_status: int = 401
    newest: int = 1
    expired: int = 1  # the highest number of a pair whose access token has expired
    ended: bool = False
    spent: set[int] = field(default_factory=set)

    def protected(self, pair: int) -> Reply:
        """The answer to an ordinary request that carries the access token of a pair (0: none)."""
        fresh = self.expired < pair <= self.newest and not self.ended
        return Reply(200 if fresh and not self.always_unauthorized else self.expired_status)

    def refresh(self, pair: int) -> Reply:
        """The answer to a refresh with the refresh token of a pair (0: none, or one made up)."""
        if self.refresh_mode is RefreshMode.LOST:
            return Reply(0)
        if self.refresh_mode is RefreshMode.UNAVAILABLE:
            return Reply(503)
        if self.refresh_mode in (RefreshMode.REFUSED, RefreshMode.INVALID_GRANT):
            self.ended = True
            return Reply(400 if self.refresh_mode is RefreshMode.INVALID_GRANT else 401)
        if self.ended or not 0 < pair <= self.newest:
            return Reply(401)
        if pair in self.spent:
            if self.kind is Kind.GRACE:
                return Reply(200, self.newest, reused=True)
            self.ended = True
            return Reply(401, reused=True)
        if self.kind is not Kind.STATIC:
            self.spent.add(pair)
        self.newest += 1
        return Reply(200, self.newest)

    def expire(self) -> None:
        """Time passes: the access tokens given out so far expire."""
        self.expired = self.newest

    def sign_in(self) -> int:
        """A new session by log-in; the number of its pair. Its access token is as good as expired: what follows has to refresh."""
        self.newest += 1
        self.spent = set(range(1, self.newest))
        self.ended = False
        self.expired = self.newest
        return self.newest
