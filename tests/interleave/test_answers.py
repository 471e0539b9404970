"""What answers, stores and tokens look like to a program: read by names that nobody declared."""

from __future__ import annotations

import pytest

from refreshlint.interleave import library
from refreshlint.interleave.answers import ACCESS, ANSWERED, LIFETIME, PAIR, REFRESH, Answer, Failure
from refreshlint.interleave.backend import Backend
from refreshlint.interleave.machine import VALUE, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import Chosen, JSObject, Text, Token, Unknown, Value
from refreshlint.interleave.world import Modules, Settings, World
from refreshlint.js.ir import UNDEFINED
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

A, R = Token(ACCESS, 2), Token(REFRESH, 2)
MONTH = 30 * 86_400


def value_of(expression: str, *, expired: bool = False, pair: int = 2) -> tuple[Value, int]:
    """What an expression is, over `answer` and `token` of a pair and the body of a `failure`; and the time, in milliseconds."""
    text = f"export const f = (answer, token, failure) => {expression};"
    module, notices = lower_source(SourceFile("m.js", text.encode()))
    assert module is not None and not notices
    world = World(lambda importer, specifier: None, Backend(), Settings(expired), lambda site, value, times: times == 0)
    machine = Machine(Program(Modules({"m.js": module}.get)), world)
    assert machine.load(library.GLOBALS).kind == VALUE
    exports = machine.load("m.js").value
    assert isinstance(exports, JSObject)
    answer = Answer(machine, pair, world.expires(machine, pair))
    done = machine.call(exports.own("f"), args=[answer, Token(ACCESS, pair), Failure(machine, ANSWERED)])
    assert done.kind == VALUE, done
    return done.value, machine.now


@pytest.mark.parametrize(
    "name",
    ["accessToken", "access_token", "token", "authToken", "idToken", "jwt", "bearer", "access", "at", "x-access-token", "authorization"],
)
def test_names_of_an_access_token(name: str) -> None:
    assert value_of(f"answer['{name}']")[0] == A


@pytest.mark.parametrize("name", ["refreshToken", "refresh_token", "newRefreshToken", "refresh", "renewalToken", "rt", "x-refresh-token"])
def test_names_of_a_refresh_token(name: str) -> None:
    assert value_of(f"answer['{name}']")[0] == R


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("answer.data.tokens.accessToken", A),
        ("answer.result.credentials.refresh_token", R),
        ("answer.token_type", "Bearer"),
        ("answer.success", True),
        ("answer.error", UNDEFINED),
        ("answer.errors", UNDEFINED),
        ("answer.then", UNDEFINED),
        ("answer.map", UNDEFINED),
        ("answer?.data?.token ?? 'none'", A),
        ("!!answer", True),
        ("typeof answer", "object"),
        ("typeof answer.data", "object"),
        ("typeof answer.accessToken", "string"),
        ("Array.isArray(answer)", False),
        ("'accessToken' in answer", True),
        ("answer.data === answer.data", True),
        ("answer.accessToken === answer.data.accessToken", True),
        ("answer.accessToken === token", True),
        ("answer.refreshToken === token", False),
        ("(answer.accessToken = 'mine', answer.accessToken)", "mine"),
        ("(({ data: { accessToken, ...rest } }) => rest.refreshToken)(answer)", R),
        ("(({ note = 'x', accessToken }) => accessToken)(answer)", A),
        ("`Bearer ${answer.accessToken}`", Text(("Bearer ", A))),
    ],
)
def test_an_answer_has_whatever_is_read(expression: str, expected: Value) -> None:
    assert value_of(expression)[0] == expected


@pytest.mark.parametrize("expression", ["answer.message", "answer.code", "answer.user.email", "answer.data.id", "answer.status"])
def test_what_a_backend_is_free_to_choose_is_no_guess_about_the_code(expression: str) -> None:
    assert isinstance(value_of(expression)[0], Chosen)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("JSON.stringify(answer)", Token(PAIR, 2)),
        ("JSON.stringify({ auth: answer, n: 1 })", Text(('{"auth":', Token(PAIR, 2), ',"n":1}'))),
        ("JSON.parse(JSON.stringify(answer)).refreshToken", R),
        ("JSON.parse(JSON.stringify({ auth: answer, n: 1 })).auth.tokens.access_token", A),
        ("JSON.parse(JSON.stringify({ auth: answer, n: 1 })).n", 1),
        ("JSON.parse(JSON.stringify({ ...answer })).refreshToken", R),
        ("JSON.parse(JSON.stringify({ ...answer, user: 'me' })).user", "me"),
        ("JSON.parse(JSON.stringify({ ...answer, user: 'me' })).accessToken", A),
        ("JSON.parse(JSON.stringify({ list: [answer, 2] })).list[0].accessToken", A),
        ("JSON.parse(JSON.parse(JSON.stringify(JSON.stringify(answer)))).refreshToken", R),
        ("structuredClone(answer).accessToken", A),
    ],
)
def test_an_answer_survives_json(expression: str, expected: Value) -> None:
    assert value_of(expression)[0] == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("({ ...answer }).accessToken", A),
        ("({ accessToken: 'old', ...answer }).accessToken", A),
        ("({ refreshToken: null, ...answer.data }).refreshToken", R),
        ("({ ...answer, accessToken: 'mine' }).accessToken", "mine"),
        ("Object.assign({ accessToken: 'old' }, answer).accessToken", A),
        ("((state) => ({ ...state, ...answer }).tokens.refreshToken)({ accessToken: 'old' })", R),
        ("((state) => (Object.assign(state, answer), state.accessToken))({ accessToken: 'old' })", A),
        ("typeof ({ save() {}, ...answer }).accessToken", "string"),
        ("Object.assign({ n: 1 }, { accessToken: answer.token }).n", 1),
    ],
)
def test_an_answer_spread_over_a_state(expression: str, expected: Value) -> None:
    assert value_of(expression)[0] == expected


@pytest.mark.parametrize(
    ("name", "lasts"),
    [("expires_in", LIFETIME), ("expiresIn", LIFETIME), ("expires", LIFETIME), ("ttl", LIFETIME), ("tokenLifetime", LIFETIME),
     ("refresh_expires_in", MONTH + LIFETIME), ("refreshTokenExpiresIn", MONTH + LIFETIME)],
)  # fmt: skip
def test_a_duration_is_in_seconds_from_now(name: str, lasts: int) -> None:
    assert value_of(f"answer.{name}")[0] == lasts


@pytest.mark.parametrize("name", ["exp", "expires_at", "access_token_expires_at"])
def test_a_time_in_seconds(name: str) -> None:
    found, now = value_of(f"answer.{name}")
    assert found == now // 1000 + LIFETIME


@pytest.mark.parametrize("name", ["expiresAt", "accessTokenExpiresAt", "expirationDate", "expiry", "validUntil"])
def test_a_time_in_milliseconds(name: str) -> None:
    found, now = value_of(f"answer.{name}")
    assert found == now + LIFETIME * 1000


def test_the_refresh_token_lasts_longer_than_the_access_token() -> None:
    assert value_of("answer.refreshTokenExpiresAt > answer.accessTokenExpiresAt")[0] is True


@pytest.mark.parametrize(
    ("expression", "fresh"),
    [
        ("answer.expiresAt > Date.now()", True),
        ("answer.expires_at > Date.now() / 1000", True),
        ("Date.now() + answer.expires_in * 1000 > Date.now()", True),
        ("Date.now() >= token.expiresAt - 60000", False),
    ],
)
def test_the_usual_tests_of_an_expiry(expression: str, fresh: bool) -> None:
    assert value_of(expression)[0] is fresh
    assert value_of(expression, expired=True, pair=1)[0] is not fresh


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("token.accessToken", A),
        ("token.access", A),
        ("token.token", A),
        ("token.value", A),
        ("token.refreshToken", R),
        ("token.refresh_token", R),
        ("token.expires_in", LIFETIME),
        ("token.user", UNDEFINED),
        ("token.then", UNDEFINED),
        ("JSON.parse(token).refreshToken", R),
        ("JSON.parse(token.split('.')[1]).user", None),
    ],
)
def test_a_token_taken_for_an_object(expression: str, expected: Value) -> None:
    found = value_of(expression)[0]
    assert isinstance(found, Unknown) if expected is None else found == expected


def test_the_claims_in_the_middle_of_a_token() -> None:
    found, now = value_of("JSON.parse(token.split('.')[1]).exp")
    assert found == now // 1000 + LIFETIME
    assert value_of("token.split('.').length")[0] == 3


@pytest.mark.parametrize(
    ("expression", "kind"),
    [("failure.message", Chosen), ("failure.error", Chosen), ("failure.data", Chosen), ("failure.code === 'x'", Unknown)],
)
def test_a_failure_says_something(expression: str, kind: type) -> None:
    assert isinstance(value_of(expression)[0], kind)


@pytest.mark.parametrize("name", ["accessToken", "token", "refreshToken", "tokens", "expiresIn", "user"])
def test_a_failure_brings_no_tokens(name: str) -> None:
    assert value_of(f"failure.{name}")[0] is UNDEFINED


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("accessToken", Token(ACCESS, 1)),
        ("app.access_token", Token(ACCESS, 1)),
        ("refreshToken", Token(REFRESH, 1)),
        ("@app/refresh", Token(REFRESH, 1)),
        ("session", Token(PAIR, 1)),
        ("auth-storage", Token(PAIR, 1)),
    ],
)
def test_a_store_holds_what_its_key_says(key: str, expected: Token) -> None:
    world = World(lambda importer, specifier: None, Backend(), Settings(), lambda site, value, times: True)
    machine = Machine(Program({}), world)
    assert world.stored(machine, key) == expected
    world.sign_in()
    assert world.stored(machine, key) == expected._replace(number=2)


def test_a_store_of_other_things_is_unknown_and_an_expiry_is_text() -> None:
    world = World(lambda importer, specifier: None, Backend(), Settings(), lambda site, value, times: True)
    machine = Machine(Program({}), world)
    assert isinstance(world.stored(machine, "theme"), Unknown)
    assert world.stored(machine, "tokenExpiresAt") == str(machine.now + LIFETIME * 1000)
    world.refresh_missing = True
    assert world.stored(machine, "refreshToken") is None
