"""Rounds of refresh and replay: which are found, and what bounds them."""

from __future__ import annotations

import pytest

from refreshlint.auth.clients import Clients
from refreshlint.auth.concepts import Replay
from refreshlint.auth.guards import Guards
from refreshlint.auth.places import Places
from refreshlint.auth.requests import Requests
from refreshlint.auth.retries import Retries
from refreshlint.auth.triggers import Triggers
from refreshlint.files import MemoryFiles
from refreshlint.js.calls import Calls
from refreshlint.js.project import Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Values
from refreshlint.trace import TracedFiles

AXIOS = """
import axios from 'axios';
export const api = axios.create({ baseURL: '/api' });
async function renew() {
  const { data } = await axios.post('/auth/refresh-token', { refreshToken: vault.refresh });
  vault.keep(data);
  return data.accessToken;
}
"""
FETCH = """
async function renew() {
  const res = await fetch('/auth/refresh-token', { method: 'POST', body: JSON.stringify({ refreshToken: vault.refresh }) });
  vault.keep(await res.json());
  return true;
}
"""


def replays(**sources: str) -> list[Replay]:
    """The replays of a project; file names are keywords, with .ts added."""
    files = {f"{name}.ts": text.encode() for name, text in sources.items()}
    project = Project(TracedFiles(MemoryFiles(files)), tuple(sorted(files)))
    for path in project.paths:
        project.module(path)
    values = Values(project)
    calls = Calls(project, values)
    calls.update()
    shapes = Shapes(project, values)
    requests = Requests(project, values, calls, shapes)
    guards = Guards(project, values, calls, Places(project, values, calls, shapes))
    clients = Clients(project, values, calls, shapes)
    return Retries(project, values, calls, shapes, requests, Triggers(guards, requests), clients).replays(requests.refreshes())


def bounds(**sources: str) -> list[str]:
    """What bounds each replay ("" for nothing)."""
    return [replay.bound for replay in replays(**sources)]


def handler(body: str) -> str:
    """A module with an error handler on its own axios instance."""
    return f"{AXIOS}\napi.interceptors.response.use((r) => r, async (error) => {{\n{body}\n}});"


def text_at(replay: Replay, source: str) -> str:
    instr = replay.at.code.function.code[replay.at.index]
    return source.encode()[instr.start : instr.end].decode()


@pytest.mark.parametrize(
    "body",
    [
        "if (error.response.status === 401) { await renew(); return api(error.config); } throw error;",
        "const { config } = error; if (error.response.status !== 401) throw error; return renew().then(() => api.request(config));",
        "const c = error.config; if (c._retried) throw error; c._retry = true; await renew(); return api(c);",
        "const c = error.config; if (c._retry) throw error; error._retry = true; await renew(); return api(c);",
        "const c = error.config; if (c.url.includes('/login')) throw error; await renew(); return api({ ...c, url: c.url });",
        "switch (error.response.status) { case 401: const t = await renew(); if (t) { return api(error.config); } break; }",
        "if (error.response.status !== 401) throw error; const t = await renew(); if (!t) throw error; return api(error.config);",
    ],
)
def test_an_interceptor_that_sends_through_its_own_client_without_a_mark_is_not_bounded(body: str) -> None:
    assert bounds(a=handler(body)) == [""]


@pytest.mark.parametrize(
    "body",
    [
        "const c = error.config; if (c._retry) throw error; c._retry = true; await renew(); return api(c);",
        "const c = error.config; if (c && !c._retry) { await renew(); return api({ ...c, _retry: true }); } throw error;",
        "const c = error.config; c.tries = (c.tries || 0) + 1; if (c.tries > 2) throw error; await renew(); return api(c);",
        "const c = error.config; if (c.headers['x-again']) throw error; c.headers['X-Again'] = '1'; await renew(); return api(c);",
        "if (error.config._retry) throw error; Object.assign(error.config, { _retry: true }); await renew(); return api(error.config);",
        "const c = { ...error.config }; if (c._retry) throw error; c._retry = true; await renew(); return api(c);",
        "if (again(error)) throw error; mark(error.config); await renew(); return api(error.config);",
        "if (seen.has(error.config)) throw error; seen.add(error.config); await renew(); return api(error.config);",
        "if (rounds > 3) throw error; rounds += 1; await renew(); return api(error.config);",
        "if (busy) throw error; busy = true; try { await renew(); return await api(error.config); } finally { busy = false; }",
        "if (Date.now() - last < 9000) throw error; last = Date.now(); await renew(); return api(error.config);",
        "api.interceptors.response.eject(0); await renew(); return api(error.config);",
    ],
)
def test_marks_counters_and_flags_bound_the_rounds(body: str) -> None:
    helpers = """
    const seen = new WeakSet(); let rounds = 0; let busy = false; let last = 0;
    function again(error) { return error.config._retry === true; }
    function mark(config) { config._retry = true; }
    """
    found = bounds(a=helpers + handler(body))
    assert len(found) == 1 and found[0]


@pytest.mark.parametrize(
    "body",
    [
        "await renew(); return axios(error.config);",
        "await renew(); return axios.request(error.config);",
        "await renew(); return fetch(error.config.url);",
        "await renew(); return other(error.config);",
        "try { await renew(); } catch (e) { api.post('/logout'); throw e; } throw error;",
        "vault.clear(); return api(error.config);",
    ],
)
def test_another_client_or_no_refresh_leads_to_no_round(body: str) -> None:
    assert bounds(a=handler(body) + "\nconst other = axios.create();") == []


def test_a_busy_flag_that_is_lowered_before_the_replay_bounds_nothing() -> None:
    body = "if (busy) return wait(); busy = true; try { await renew(); } finally { busy = false; } return api(error.config);"
    assert bounds(a="let busy = false;" + handler(body)) == [""]


def test_a_flag_lowered_while_the_replay_is_not_awaited_bounds_nothing() -> None:
    body = "if (busy) throw error; busy = true; try { await renew(); return api(error.config); } finally { busy = false; }"
    assert bounds(a="let busy = false;" + handler(body)) == [""]


def test_a_request_that_waits_in_a_list_counts_where_the_first_one_waits_too() -> None:
    body = """
    const c = error.config;
    if (error.response.status !== 401) throw error;
    const later = new Promise((resolve) => waiting.push(() => resolve(api(c))));
    if (!busy) { busy = true; renew().then(() => { waiting.forEach((go) => go()); waiting = []; busy = false; }); }
    return later;
    """
    assert bounds(a="let waiting = []; let busy = false;" + handler(body)) == [""]


def test_only_the_queued_replay_is_unmarked() -> None:
    body = """
    const c = error.config;
    if (error.response.status !== 401 || c._retry) throw error;
    if (busy) { await new Promise((go) => waiting.push(go)); return api(c); }
    c._retry = true; busy = true;
    await renew(); waiting.forEach((go) => go()); busy = false;
    return api(c);
    """
    assert bounds(a="let waiting = []; let busy = false;" + handler(body)) == ["the mark _retry"]


def test_an_inner_request_in_the_refresh_branch_is_reported_as_such() -> None:
    body = "const c = error.config; if (c._retry) throw error; c._retry = true; await renew(); await api.get('/account'); return api(c);"
    source = handler(body)
    (found,) = replays(a=source)
    assert (found.bound, found.inner, text_at(found, source)) == ("", True, "api.get('/account')")


def test_the_handler_may_be_set_in_another_file_on_a_parameter() -> None:
    setup = """
    export function setup(client, renew) {
      client.interceptors.response.use(undefined, async (error) => { await renew(); return client(error.config); });
    }
    """
    main = f"import {{ setup }} from './setup';\n{AXIOS}\nsetup(api, renew);"
    assert bounds(setup=setup, main=main) == [""]


def test_a_client_in_a_field_is_one_client() -> None:
    source = f"""
    {AXIOS}
    class Http {{
      constructor() {{
        this.http = axios.create();
        this.http.interceptors.response.use((r) => r, (error) => this.failed(error));
      }}
      async failed(error) {{ await renew(); return this.http.request(error.config); }}
    }}
    export const http = new Http();
    """
    assert bounds(a=source) == [""]


def test_the_global_axios_is_its_own_client() -> None:
    source = f"{AXIOS}\naxios.interceptors.response.use(undefined, async (e) => {{ await renew(); return axios(e.config); }});"
    assert bounds(a=source) == [""]


def test_two_clients_of_one_factory_are_two() -> None:
    source = """
    import axios from 'axios';
    const make = () => axios.create();
    const api = make(); const bare = make();
    api.interceptors.response.use(undefined, async (error) => {
      await bare.post('/auth/refresh-token', { refreshToken: vault.refresh });
      return bare(error.config);
    });
    """
    assert bounds(a=source) == []


def test_a_replaced_fetch_that_calls_itself_goes_round_and_the_original_does_not() -> None:
    patch = """
    import axios from 'axios';
    const original = window.fetch;
    window.fetch = async (url, init) => {
      const res = await original(url, init);
      if (res.status !== 401) return res;
      await axios.post('/auth/refresh-token', { refreshToken: vault.refresh });
      return %s(url, init);
    };
    """
    assert bounds(a=patch % "fetch") == [""]
    assert bounds(a=patch % "original") == []


@pytest.mark.parametrize(
    ("parameters", "test", "arguments", "bound"),
    [
        ("path", "res.status === 401", "path", ""),
        ("path, again = false", "res.status === 401 && !again", "path, true", "the argument again"),
        ("path, again = false", "res.status === 401 && !again", "path", ""),
        ("path, again = false", "res.status === 401 && !again", "path, again", ""),
        ("path, left = 3", "res.status === 401 && left > 0", "path, left - 1", "the argument left"),
        ("path, options", "res.status === 401 && !options.once", "path, { ...options, once: true }", "the mark once"),
        ("path, options", "res.status === 401 && !options.once", "path, { ...options, headers: {} }", ""),
        ("path, token", "res.status === 401 && token", "path, vault.next()", ""),
    ],
)
def test_recursion_is_bounded_by_an_argument_that_a_test_looks_at(parameters: str, test: str, arguments: str, bound: str) -> None:
    source = f"""{FETCH}
    export async function ask({parameters}) {{
      const res = await fetch(path);
      if ({test}) {{ await renew(); return ask({arguments}); }}
      return res;
    }}"""
    assert bounds(a=source) == [bound]


def test_two_functions_that_call_each_other_are_one_round() -> None:
    source = f"""{FETCH}
    async function check() {{ try {{ return await fetch('/me'); }} catch {{ return again(); }} }}
    async function again() {{ await renew(); return check(); }}
    """
    (found,) = replays(a=source)
    assert (found.bound, found.recursive, text_at(found, source)) == ("", True, "check()")


@pytest.mark.parametrize(
    "source",
    [
        "export async function ask(p) { const r = await fetch(p); if (r.status !== 401) return r; await renew(); return fetch(p); }",
        "export function arm() { setTimeout(async () => { await renew(); arm(); }, 60000); }",
        "export async function token() { if (vault.expiresAt < Date.now()) { await renew(); return token(); } return vault.access; }",
        "export async function ask(p) { for (let i = 0; i < 3; i++) { const r = await fetch(p); if (r.ok) return r; await renew(); } }",
    ],
)
def test_second_sends_timers_age_checks_and_loops_are_no_rounds(source: str) -> None:
    assert [found for found in bounds(a=FETCH + source) if not found] == []


def test_a_socket_that_connects_again_after_each_refusal() -> None:
    source = f"""import {{ io }} from 'socket.io-client';{FETCH}
    const socket = io('/');
    let tries = 0;
    socket.on('connect_error', async () => {{ %s await renew(); socket.connect(); }});
    """
    assert bounds(a=source % "") == [""]
    assert bounds(a=source % "if (tries > 2) return; tries++;") == ["the counter tries"]
