"""The model of the backend, met by clients written straight down: of each, what it gets was worked out by hand."""

from __future__ import annotations

import itertools

import pytest

from refreshlint.interleave.backend import Backend, Kind, RefreshMode, Reply

FAILURES = {
    RefreshMode.REFUSED: Reply(401),
    RefreshMode.INVALID_GRANT: Reply(400),
    RefreshMode.UNAVAILABLE: Reply(503),
    RefreshMode.LOST: Reply(0),
}


class Client:
    """What an app keeps: the number of the pair that it got last."""

    def __init__(self, backend: Backend) -> None:
        self.backend = backend
        self.pair = 1

    def ask(self) -> int:
        """One request, no refresh: its status."""
        return self.backend.protected(self.pair).status

    def refresh(self) -> int:
        """One refresh with the newest token that the app has, kept if it worked: its status."""
        reply = self.backend.refresh(self.pair)
        self.pair = reply.pair or self.pair
        return reply.status

    def call(self) -> int:
        """A request as a sound client sends it: refreshed and sent again once."""
        status = self.ask()
        return self.ask() if status == 401 and self.refresh() == 200 else status


def test_one_call_after_the_other_needs_one_refresh() -> None:
    client = Client(Backend())
    assert [client.call(), client.call(), client.call()] == [200, 200, 200]
    assert (client.pair, client.backend.spent, client.backend.ended) == (2, {1}, False)


def test_callers_that_share_a_refresh_are_all_served() -> None:
    client = Client(Backend())
    assert [client.ask(), client.ask(), client.ask()] == [401, 401, 401]
    assert client.refresh() == 200  # on behalf of all three
    assert [client.ask(), client.ask(), client.ask()] == [200, 200, 200]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_callers_that_wait_for_their_turn_are_served_in_every_order(order: tuple[int, ...]) -> None:
    client = Client(Backend())
    used = dict.fromkeys(order, client.pair)
    assert [client.backend.protected(used[caller]).status for caller in order] == [401, 401, 401]
    for caller in order:
        if client.pair == used[caller]:  # nobody has refreshed meanwhile
            assert client.refresh() == 200
        assert client.ask() == 200
    assert client.backend.spent == {1}


def test_a_client_that_keeps_only_the_access_token_is_signed_out_by_its_second_refresh() -> None:
    backend = Backend()
    fresh = backend.refresh(1)
    assert backend.protected(fresh.pair).status == 200
    backend.expire()
    assert backend.protected(fresh.pair).status == 401
    assert backend.refresh(1) == Reply(401, reused=True)
    assert backend.refresh(fresh.pair) == Reply(401)  # the right token is worth nothing now


def test_the_chain_of_pairs_goes_on_as_long_as_each_is_kept() -> None:
    client = Client(Backend())
    for number in range(2, 6):
        client.backend.expire()
        assert (client.call(), client.pair) == (200, number)


def test_two_refreshes_with_one_token_end_the_session() -> None:
    backend = Backend()
    first, second = backend.refresh(1), backend.refresh(1)
    assert (first, second) == (Reply(200, 2), Reply(401, reused=True))
    assert backend.ended
    assert [backend.protected(pair).status for pair in (1, 2)] == [401, 401]


def test_two_refreshes_with_one_token_within_the_grace_time() -> None:
    backend = Backend(Kind.GRACE)
    assert [backend.refresh(1), backend.refresh(1)] == [Reply(200, 2), Reply(200, 2, reused=True)]
    assert not backend.ended
    assert backend.protected(2).status == 200


def test_a_static_refresh_token_may_be_used_at_will() -> None:
    backend = Backend(Kind.STATIC)
    assert [backend.refresh(1) for _ in range(3)] == [Reply(200, 2), Reply(200, 3), Reply(200, 4)]
    assert [backend.protected(pair).status for pair in (1, 2, 3, 4)] == [401, 200, 200, 200]


def test_a_used_cookie_is_a_used_token() -> None:
    backend = Backend(Kind.COOKIE)
    assert [backend.refresh(1), backend.refresh(1)] == [Reply(200, 2), Reply(401, reused=True)]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("pair", [0, -1, 2, 99])
def test_a_token_that_was_never_given_out_is_refused_and_harms_nobody(kind: Kind, pair: int) -> None:
    backend = Backend(kind)
    assert backend.refresh(pair) == Reply(401)
    assert backend.protected(pair) == Reply(401)
    assert backend.refresh(1) == Reply(200, 2)


def test_an_access_token_outlives_the_refresh_token_of_its_pair() -> None:
    backend = Backend()
    backend.refresh(1)
    backend.refresh(2)
    assert backend.spent == {1, 2}
    assert [backend.protected(pair).status for pair in (1, 2, 3)] == [401, 200, 200]


@pytest.mark.parametrize(("mode", "reply"), FAILURES.items())
def test_what_a_failing_refresh_is_answered(mode: RefreshMode, reply: Reply) -> None:
    backend = Backend(refresh_mode=mode)
    assert [backend.refresh(1), backend.refresh(1)] == [reply, reply]
    assert backend.newest == 1


@pytest.mark.parametrize("mode", [RefreshMode.UNAVAILABLE, RefreshMode.LOST])
def test_a_passing_failure_leaves_the_token_good(mode: RefreshMode) -> None:
    client = Client(Backend(refresh_mode=mode))
    assert client.call() == 401
    client.backend.refresh_mode = RefreshMode.WORKS
    assert client.call() == 200


@pytest.mark.parametrize("mode", [RefreshMode.REFUSED, RefreshMode.INVALID_GRANT])
def test_a_refusal_ends_the_session_until_the_next_sign_in(mode: RefreshMode) -> None:
    client = Client(Backend(refresh_mode=mode))
    assert client.call() == 401
    client.backend.refresh_mode = RefreshMode.WORKS
    assert client.call() == 401
    client.pair = client.backend.sign_in()
    assert client.call() == 200


def test_after_a_sign_in_the_tokens_of_the_old_session_are_spent() -> None:
    backend = Backend()
    backend.refresh(1)
    backend.refresh(1)
    signed_in = backend.sign_in()
    assert (signed_in, backend.spent, backend.ended) == (3, {1, 2}, False)
    assert [backend.protected(pair).status for pair in (1, 2, 3)] == [401, 401, 401]  # its own is as good as expired
    assert backend.refresh(signed_in) == Reply(200, 4)
    assert backend.protected(4).status == 200
    assert backend.refresh(2) == Reply(401, reused=True)


def test_a_backend_that_refuses_every_request_still_refreshes() -> None:
    client = Client(Backend(always_unauthorized=True))
    assert [client.call(), client.call()] == [401, 401]
    assert client.pair == 3


def test_the_status_for_an_old_token_can_be_another() -> None:
    backend = Backend(expired_status=403)
    assert (backend.protected(1), backend.protected(0)) == (Reply(403), Reply(403))
    assert backend.refresh(1) == Reply(200, 2)
    assert backend.protected(2) == Reply(200)
