"""What the explorer shows of small clients: for each property one that breaks it beside a twin that does not, and what makes it sure."""

from __future__ import annotations

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from refreshlint import limits
from refreshlint.auth.auth import Auth
from refreshlint.auth.concepts import (
    FailedReplay,
    Guard,
    Leak,
    Overlap,
    Replay,
    SelfRefresh,
    StaleReplay,
    Stranding,
)
from refreshlint.auth.stories import shown_or_told
from refreshlint.files import MemoryFiles
from refreshlint.finding import Verdict
from refreshlint.interleave.explorer import Exploration, Shown
from refreshlint.interleave.properties import Broken
from refreshlint.js.project import Project
from refreshlint.trace import TracedFiles

MANIFEST = b'{"name": "app", "dependencies": {"expo": "~54.0.0", "react-native": "0.81.4"}}\n'

HTTP = """
import { MMKV } from 'react-native-mmkv';
const API = 'https://api.example.com';
const vault = new MMKV({ id: 'session', encryptionKey: 'k' });
async function exchange() {
  const body = JSON.stringify({ refreshToken: vault.getString('refreshToken') });
  const answer = await fetch(`${API}/auth/refresh`, { method: 'POST', body });
  if (!answer.ok) throw new Error('the refresh failed');
  const pair = await answer.json();
  vault.set('accessToken', pair.accessToken);
  vault.set('refreshToken', pair.refreshToken);
  return pair.accessToken;
}
const send = (path, token) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
"""

SHARED = "let flight = null; const renew = () => (flight ??= exchange().finally(() => { flight = null; }));\n"

CALL = """
export async function call(path) {
  const first = await send(path, vault.getString('accessToken'));
  return first.status === 401 ? send(path, await renew()) : first;
}
"""

LISTED = """
let busy = false; let waiting = [];
async function renew() {
  if (busy) return new Promise((go, fail) => waiting.push({ go, fail }));
  busy = true;
  try {
    const token = await exchange();
    waiting.forEach((each) => each.go(token));
    return token;
  } catch (error) {
    %s
    throw error;
  } finally { busy = false; waiting = []; }
}
"""

ASK = """
async function ask(path, options) {
  const first = await fetch(API + path, { ...options, headers: { Authorization: `Bearer ${vault.getString('accessToken')}` } });
  if (first.status !== 401) return first;
  const token = await renew();
  return fetch(API + path, { ...options, headers: { Authorization: `Bearer ${token}` } });
}
export const call = (path) => ask(path, {});
"""

IN_TURN = """
let tail = Promise.resolve();
export async function call(path) {
  const used = vault.getString('accessToken');
  const first = await send(path, used);
  if (first.status !== 401) return first;
  const turn = tail;
  let done;
  tail = new Promise((go) => { done = go; });
  await turn;
  try {
    const now = vault.getString('accessToken');
    return await send(path, now === used ? await exchange() : now);
  } finally { %s done(); }
}
"""

OLD_TOKEN = """
export async function call(path) {
  const old = vault.getString('accessToken');
  const first = await send(path, old);
  if (first.status !== 401) return first;
  const token = await renew();
  return send(path, %s);
}
"""

ROUND = """
export async function call(path, retried = false) {
  const first = await send(path, vault.getString('accessToken'));
  if (first.status !== 401%s) return first;
  await renew();
  return call(path, true);
}
"""

SWALLOWED = """
let flight = null;
const renew = () => (flight ??= exchange().catch(() => null).finally(() => { flight = null; }));
export async function call(path) {
  const first = await send(path, vault.getString('accessToken'));
  if (first.status !== 401) return first;
  const token = await renew();
  return %s;
}
"""

AXIOS = """
import axios from 'axios';
import { MMKV } from 'react-native-mmkv';
const vault = new MMKV({ id: 'session', encryptionKey: 'k' });
export const api = axios.create({ baseURL: 'https://api.example.com' });
let flight = null;
async function exchange() {
  const { data } = await axios.post('https://api.example.com/auth/refresh', { refreshToken: vault.getString('refreshToken') });
  vault.set('accessToken', data.accessToken);
  vault.set('refreshToken', data.refreshToken);
}
api.interceptors.request.use((config) => {
  config.headers.Authorization = `Bearer ${vault.getString('accessToken')}`;
  return config;
});
api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config.retried) throw error;
  error.config.retried = true;
  await %s;
  return api(error.config);
});
"""

CLIENTS = {
    Broken.RACE: (
        HTTP + "const renew = exchange;" + CALL,
        HTTP + SHARED + CALL,
    ),
    Broken.LOST: (
        HTTP + "let busy = false; async function renew() { if (busy) throw new Error('busy'); busy = true;"
        "  try { return await exchange(); } finally { busy = false; } }" + CALL,
        HTTP + "let busy = null; async function renew() { if (busy) return busy; busy = exchange();"
        "  try { return await busy; } finally { busy = null; } }" + CALL,
    ),
    Broken.HANG: (
        HTTP + LISTED % "" + CALL,
        HTTP + LISTED % "waiting.forEach((each) => each.fail(error));" + CALL,
    ),
    Broken.STUCK: (
        HTTP + "let flight = null; const renew = () => (flight ??= exchange().then((t) => { flight = null; return t; }));" + CALL,
        HTTP + "let flight = null; const renew = () => (flight ??= exchange().then((t) => { flight = null; return t; },"
        "  (error) => { flight = null; throw error; }));" + CALL,
    ),
    Broken.ENDLESS: (
        HTTP + SHARED + ROUND % "",
        HTTP + SHARED + ROUND % " || retried",
    ),
    Broken.STALE: (
        HTTP + SHARED + OLD_TOKEN % "old",
        HTTP + SHARED + OLD_TOKEN % "token",
    ),
    Broken.AFTER_FAILURE: (
        HTTP + SWALLOWED % "send(path, token)",
        HTTP + SWALLOWED % "token ? send(path, token) : first",
    ),
}  # fmt: skip
"""For each property a client that breaks it, and nothing else, and its cure."""


def look(text: str, *, explore: bool = True) -> Auth:
    """The questions about an app of one module."""
    files = MemoryFiles({"package.json": MANIFEST, "client.js": text.encode()})
    return Auth(Project(TracedFiles(files), ("client.js",)), {"": ""}, explore=explore)


seen = cache(look)
"""The same, each client looked at once for all tests."""


def explored(auth: Auth) -> Exploration:
    """What was found about the one group of refreshes."""
    assert auth.proofs is not None
    (group,) = auth.proofs.groups
    found = auth.proofs.exploration(group)
    assert found is not None
    return found[0]


def shown(text: str) -> list[Shown]:
    return explored(seen(text)).shown


def the_race(text: str) -> Shown:
    """The one race of a client."""
    (found,) = (each for each in shown(text) if each.violation.broken is Broken.RACE)
    return found


def flow(found: Shown) -> list[str]:
    """The requests and answers of a run: who, and what."""
    words = []
    for event in found.events:
        if event.wire is not None:
            what = "refresh" if event.wire.is_refresh else "request"
            words.append(f"{event.actor} {event.kind} {what}" + (f" {event.reply.status}" if event.reply else ""))
    return words


def verdicts(auth: Auth, kind: type) -> list[Verdict | None]:
    """What is said of the facts of a kind; None of one that cannot happen. Guards that work and bounded replays are no faults."""
    found: list[Verdict | None] = []
    for fact in auth.subjects(kind):
        if isinstance(fact, (Stranding, SelfRefresh, StaleReplay, FailedReplay)):
            found.append(fact.proof.verdict)
        elif not (isinstance(fact, Guard) and fact.works) and not (isinstance(fact, Replay) and fact.bound):
            judged = shown_or_told(auth, fact, ())
            found.append(judged[0] if judged is not None else None)
    return found


# ---- the properties ----


@pytest.mark.parametrize("broken", list(Broken))
def test_a_client_that_breaks_one_property(broken: Broken) -> None:
    found = shown(CLIENTS[broken][0])
    assert {each.violation.broken for each in found} == {broken}
    assert all(each.sure for each in found)


@pytest.mark.parametrize("broken", list(Broken))
def test_its_cure_breaks_none(broken: Broken) -> None:
    found = explored(seen(CLIENTS[broken][1]))
    (reach,) = found.reached
    assert reach is not None and reach.sound
    assert (found.shown, found.whole, found.certain, found.blocked) == ([], True, True, "")


@pytest.mark.parametrize(
    ("broken", "kind"),
    [
        (Broken.RACE, Overlap),
        (Broken.LOST, Guard),
        (Broken.HANG, Stranding),
        (Broken.STUCK, Leak),
        (Broken.ENDLESS, Replay),
        (Broken.STALE, StaleReplay),
        (Broken.AFTER_FAILURE, FailedReplay),
    ],
)
def test_each_property_confirms_the_fact_of_its_rule(broken: Broken, kind: type) -> None:
    bad, good = CLIENTS[broken]
    assert verdicts(seen(bad), kind) == [Verdict.CONFIRMED]
    assert verdicts(seen(good), kind) == []


def test_a_refresh_that_waits_for_itself() -> None:
    own = HTTP.replace("fetch(`${API}/auth/refresh`, { method: 'POST', body })", "ask('/auth/refresh', { method: 'POST', body })")
    assert own != HTTP
    assert [each.violation.broken for each in shown(own + SHARED + ASK)] == [Broken.HANG]
    assert verdicts(seen(own + SHARED + ASK), SelfRefresh) == [Verdict.CONFIRMED]
    assert shown(HTTP + SHARED + ASK) == []


def test_handlers_of_a_library_are_started_through_it() -> None:
    found = explored(seen(AXIOS % "exchange()"))
    (reach,) = found.reached
    assert reach is not None and (reach.how, reach.sound) == ("request", True)
    assert {each.violation.broken for each in found.shown} == {Broken.RACE}
    assert shown(AXIOS % "(flight ??= exchange().finally(() => { flight = null; }))") == []


def test_the_phone_is_slower_than_the_code_around_it() -> None:
    store = "import * as SecureStore from 'expo-secure-store';\n"
    guard = "let flight = null; async function renew() { if (!flight) { await %s; flight = exchange().finally(() => { flight = null; }); }"
    guard = HTTP + guard + " return flight; }" + CALL
    assert the_race(store + guard % "SecureStore.getItemAsync('note')").sure
    assert shown(store + guard % "null") == []


def test_the_app_may_find_its_token_too_old_by_itself() -> None:
    check = """
    const isExpired = () => Number(vault.getString('expiresAt')) < Date.now();
    export async function call(path) {
      if (isExpired()) await renew();
      return send(path, vault.getString('accessToken'));
    }
    """
    assert the_race(HTTP + "const renew = exchange;" + check).sure
    assert shown(HTTP + SHARED + check) == []


def test_a_way_past_the_guard() -> None:
    past = """
    export async function upload(path) {
      const first = await send(path, vault.getString('accessToken'));
      return first.status === 401 ? send(path, await %s()) : first;
    }
    """
    assert the_race(HTTP + SHARED + CALL + past % "exchange").sure
    assert shown(HTTP + SHARED + CALL + past % "renew") == []


# ---- the run that is kept ----


def test_the_shortest_race_is_kept() -> None:
    found = the_race(CLIENTS[Broken.RACE][0])
    assert flow(found) == [
        "first call send request",
        "second call send request",
        "first call answer request 401",
        "first call send refresh",
        "second call answer request 401",
        "second call send refresh",
    ]
    assert found.violation.actor == "second call"


@pytest.mark.parametrize("broken", [Broken.STUCK, Broken.ENDLESS, Broken.STALE, Broken.AFTER_FAILURE])
def test_one_caller_is_enough_where_one_is(broken: Broken) -> None:
    (found,) = shown(CLIENTS[broken][0])
    assert len(found.scenario.callers) == 1
    assert {str(event.actor) for event in found.events} <= {"first call", "later call"}


def test_the_story_of_a_run_names_tokens_and_cells() -> None:
    auth = seen(CLIENTS[Broken.STUCK][0])
    (leak,) = auth.subjects(Leak)
    proof = auth.proof(leak)
    assert proof is not None
    told = [(step.toward or step.actor, step.text) for step in proof.witness]
    assert ("first call", "sends refresh token 1, to get a new pair") in told
    assert told[-1][0] == "later call"
    assert all(step.state for step in proof.witness)
    assert dict(proof.witness[0].state) == {"access token": "A1, expired", "refreshes under way": "0"}
    assert dict(proof.witness[-1].state)["flight"] == "set"
    assert any(dict(step.state)["refreshes under way"] == "1" for step in proof.witness)


def test_what_a_race_costs_is_the_end_of_its_story() -> None:
    auth = seen(CLIENTS[Broken.RACE][0])
    (overlap,) = auth.overlaps
    proof = auth.proof(overlap)
    assert proof is not None
    first, second = proof.witness[-2:]
    assert [(step.actor, step.toward) for step in (first, second)] == [("backend", "first call"), ("backend", "second call")]
    assert "ends the session" in second.text


# ---- what makes it sure ----


def spied(call: str) -> str:
    """The racing client, with something else done to each token that is sent."""
    plain = "const send = (path, token) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });"
    body = f"const send = (path, token) => {{ {call}; return {plain.split('=> ', 1)[1]} }};"
    assert plain in HTTP
    return "import { kit, logger } from 'some-kit';\n" + HTTP.replace(plain, body) + "const renew = exchange;" + CALL


@pytest.mark.parametrize("call", ["kit(`Bearer ${token}`)", "kit.keep(exchange)", "token = kit(token)"])
def test_a_token_or_function_given_away_leaves_a_doubt(call: str) -> None:
    text = spied(call)
    assert not the_race(text).sure
    assert verdicts(seen(text), Overlap) == [Verdict.LIKELY]


@pytest.mark.parametrize("call", ["logger.info('sends', token)", "kit.track({ path })"])
def test_a_logger_and_a_call_without_tokens_leave_none(call: str) -> None:
    text = spied(call)
    assert the_race(text).sure
    assert verdicts(seen(text), Overlap) == [Verdict.CONFIRMED]


@pytest.mark.parametrize(
    ("renew", "verdict"),
    [
        ("const renew = () => (kit ? exchange() : share());", Verdict.LIKELY),
        ("const renew = () => { if (kit) flight = null; return exchange(); };", Verdict.CONFIRMED),
    ],
)
def test_a_condition_that_nobody_knows_counts_where_it_decides(renew: str, verdict: Verdict) -> None:
    share = "let flight = null; const share = () => (flight ??= exchange().finally(() => { flight = null; }));"
    text = "import { kit } from 'some-kit';\n" + HTTP + share + renew + CALL
    assert verdicts(seen(text), Overlap) == [verdict]


def test_where_the_other_way_of_a_condition_serves_nobody_it_does_not_count() -> None:
    text = "import { kit } from 'some-kit';\n" + HTTP + "const renew = () => { if (!kit) throw new Error('x'); return exchange(); };" + CALL
    assert the_race(text).sure


def test_what_the_backend_chooses_is_no_doubt() -> None:
    call = CALL.replace("first.status === 401", "first.status === 401 && (await first.json()).code !== 'locked'")
    assert call != CALL
    assert the_race(HTTP + "const renew = exchange;" + call).sure


@pytest.mark.parametrize("enter", ["enter", "hold", "x"])
def test_what_is_awaited_and_not_known_may_be_a_lock_whatever_its_name(enter: str) -> None:
    renew = f"const renew = async () => {{ await gate.{enter}(); try {{ return await exchange(); }} finally {{ gate.leave(); }} }};"
    (found,) = [each for each in shown("import { gate } from 'some-gate';\n" + HTTP + renew + CALL) if each.violation.broken is Broken.RACE]
    assert not found.sure


def test_what_is_awaited_before_the_request_is_no_lock_of_the_refresh() -> None:
    call = CALL.replace("const first", "await gate.enter(); const first")
    assert the_race("import { gate } from 'some-gate';\n" + HTTP + "const renew = exchange;" + call).sure


# ---- refutation ----


def overlap_of(text: str, *, fresh: bool = False) -> tuple[Auth, Overlap]:
    """The overlap that the facts see in a client."""
    auth = look(text) if fresh else seen(text)
    (overlap,) = auth.overlaps
    return auth, overlap


def test_what_only_looks_like_a_race_is_refuted_a_logger_notwithstanding() -> None:
    auth, overlap = overlap_of(HTTP + IN_TURN % "console.info('done', path);")
    assert auth.proof(overlap) is None
    assert auth.is_refuted(overlap)


@pytest.mark.parametrize("unknown", ["kit(exchange);", "if (kit) vault.set('seen', '1');"])
def test_nothing_is_refuted_past_something_unknown(unknown: str) -> None:
    auth, overlap = overlap_of("import { kit } from 'some-kit';\n" + HTTP + IN_TURN % unknown)
    assert auth.proof(overlap) is None
    assert not auth.is_refuted(overlap)


def test_what_a_run_shows_is_not_refuted() -> None:
    auth, overlap = overlap_of(CLIENTS[Broken.RACE][0])
    assert not auth.is_refuted(overlap)


@pytest.mark.parametrize(("name", "most"), [("EXPLORER_STEPS", 20_000), ("EXPLORER_ALL_RUNS", 2), ("EXPLORER_RUN_STEPS", 1_500)])
def test_nothing_is_refuted_once_a_budget_is_hit(monkeypatch: pytest.MonkeyPatch, name: str, most: int) -> None:
    assert most < getattr(limits, name)
    monkeypatch.setattr(limits, name, most)
    auth, overlap = overlap_of(HTTP + IN_TURN % "", fresh=True)
    assert auth.proof(overlap) is None
    assert not auth.is_refuted(overlap)


@pytest.mark.parametrize("unknown", ["", "if (kit) vault.set('seen', '1');"])
def test_a_refutation_does_not_depend_on_what_was_asked_before(monkeypatch: pytest.MonkeyPatch, unknown: str) -> None:
    text = "import { kit } from 'some-kit';\n" + HTTP + IN_TURN % unknown
    asked_first = explored(look(text))
    monkeypatch.setattr(limits, "EXPLORER_REFUTING_STEPS", asked_first.steps + 1)  # used up by the first run that refutes
    answer = asked_first.refutes(Broken.ENDLESS)
    asked_last = explored(look(text + "\n"))
    assert not asked_last.refutes(Broken.RACE)
    assert asked_last.refutes(Broken.ENDLESS) == answer


def test_a_caller_that_is_not_served_alone_refutes_nothing() -> None:
    text = HTTP + (IN_TURN % "").replace("await exchange() : now", "(await exchange(), used) : now")
    auth, overlap = overlap_of(text)
    assert not auth.is_refuted(overlap)


# ---- the same answer every time, and none where it is not wanted ----


def telling(auth: Auth) -> list[str]:
    """All that was found, in words: no addresses of objects in it."""
    found = explored(auth)
    head = f"{found.runs} {found.steps} {found.whole} {found.certain}"
    runs = [
        f"{each.violation} {each.scenario} {each.doubts} {[(event.kind, event.actor, event.site, event.text) for event in each.events]}"
        for each in found.shown
    ]
    return [head, *runs]


def test_twice_the_same() -> None:
    text = CLIENTS[Broken.RACE][0]
    first = telling(look(text))
    assert len(first) > 1
    assert telling(look(text)) == first


SCRIPT = """
import sys
from refreshlint.auth.stories import shown_or_told
from refreshlint.files import MemoryFiles
from refreshlint.registry import load_rules
from refreshlint.report import text
from refreshlint.run import scan_files
files = MemoryFiles({"package.json": b'{"dependencies": {"expo": "54", "react-native": "0.81"}}', "client.js": sys.stdin.buffer.read()})
found = scan_files(files, ("",), load_rules())
report, sources = found.report, found.sources
sys.stdout.buffer.write((text.render(report, sources) + repr(report)).encode())
"""


def test_the_hash_seed_changes_nothing() -> None:
    source = CLIENTS[Broken.HANG][0].encode()
    root = str(Path(__file__).parents[2])
    started = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "77")
    ]
    printed = [process.communicate(source, timeout=60)[0] for process in started]
    assert [process.returncode for process in started] == [0, 0]
    assert printed[0] == printed[1]
    assert b"stranded-waiters" in printed[0] and b"confirmed" in printed[0]


@pytest.mark.parametrize("broken", [Broken.RACE, Broken.STALE])
def test_it_can_be_turned_off(broken: Broken) -> None:
    auth = look(CLIENTS[broken][0], explore=False)
    assert auth.proofs is None
    assert [(auth.proof(fact), auth.is_refuted(fact)) for fact in auth.overlaps] == [(None, False)] * (broken is Broken.RACE)
    assert [list(auth.subjects(kind)) for kind in (Stranding, SelfRefresh, StaleReplay, FailedReplay)] == [[], [], [], []]
