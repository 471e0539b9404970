"""Models of request packages against the model backend: tokens arrive where they were sent, and the models themselves ask nothing of
values that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from refreshlint.interleave import library
from refreshlint.interleave.backend import Backend, RefreshMode
from refreshlint.interleave.frames import JSCallable
from refreshlint.interleave.host import Site
from refreshlint.interleave.machine import VALUE, Machine
from refreshlint.interleave.program import Program
from refreshlint.interleave.values import JSObject, Value
from refreshlint.interleave.world import Modules, Settings, World
from refreshlint.js.ir import Module
from refreshlint.js.lower import lower_source
from refreshlint.source import SourceFile

HEAD = """
const BASE = process.env.EXPO_PUBLIC_API_URL;
let access = localAccess(), refreshToken = localRefresh();
let flight = null;
export const once = (refresh) => {
  flight ??= refresh(refreshToken).then((answer) => {
    access = answer.accessToken; refreshToken = answer.refreshToken;
  }).finally(() => { flight = null; });
  return flight;
};
"""

AXIOS = """
import axios from "axios";
const api = axios.create({ baseURL: BASE, headers: { "X-App": APP_VERSION } });
api.interceptors.request.use((config) => { config.headers.Authorization = `Bearer ${access}`; return config; });
api.interceptors.response.use((response) => response, async (error) => {
  const original = error.config;
  if (error.response?.status !== 401 || original._retry) throw error;
  original._retry = true;
  await once((token) => axios.post(`${BASE}/auth/refresh`, { token, device: DEVICE }).then((response) => response.data.data));
  return api(original);
});
export const call = () => api.get("/items", { params: { page: PAGE } }).then((response) => response.data);
"""

KY = """
import ky from "ky";
const api = ky.create({
  prefixUrl: BASE,
  hooks: {
    beforeRequest: [(request) => { request.headers.set("Authorization", `Bearer ${access}`); }],
    afterResponse: [async (request, options, response) => {
      if (response.status !== 401) return response;
      await once((token) => ky.post(`${BASE}/auth/refresh`, { json: { token } }).json());
      request.headers.set("Authorization", `Bearer ${access}`);
      return ky(request);
    }],
  },
});
export const call = () => api.get("items", { searchParams: { page: 1 } }).json();
"""

OFETCH = """
import { ofetch } from "ofetch";
const api = ofetch.create({
  baseURL: BASE, retry: 1, retryStatusCodes: [401],
  onRequest({ options }) { options.headers.set("Authorization", `Bearer ${access}`); },
  async onResponseError({ response }) {
    if (response.status === 401) await once((token) => ofetch("/auth/refresh", { baseURL: BASE, method: "POST", body: { token } }));
  },
});
export const call = () => api("/items", { query: { page: PAGE } });
"""

FETCH = """
const send = (path) => fetch(`${BASE}${path}`, { ...OPTIONS, headers: { Accept: "application/json", Authorization: `Bearer ${access}` } });
export async function call() {
  let response = await send("/items");
  if (response.status === 401) {
    await once((token) => fetch(new URL("https://api.test/auth/refresh"), { method: "POST", body: JSON.stringify({ token }) })
      .then((answer) => { if (!answer.ok) throw new Error("refused"); return answer.json(); }));
    response = await send("/items");
  }
  if (!response.ok) throw new Error("failed");
  return response.json();
}
"""

XHR = """
const send = (method, path, body) => new Promise((resolve, reject) => {
  const xhr = new XMLHttpRequest();
  xhr.open(method, BASE + path);
  xhr.setRequestHeader("Authorization", `Bearer ${access}`);
  xhr.onload = () => (xhr.status < 300 ? resolve(JSON.parse(xhr.responseText)) : reject(xhr));
  xhr.onerror = () => reject(xhr);
  xhr.send(body && JSON.stringify(body));
});
export const call = () => send("GET", "/items").catch(async (xhr) => {
  if (xhr.status !== 401) throw xhr;
  await once((token) => send("POST", "/auth/refresh", { token }));
  return send("GET", "/items");
});
"""

OPENAPI = """
import createClient from "openapi-fetch";
const api = createClient({ baseUrl: BASE });
api.use({
  onRequest({ request }) { request.headers.set("Authorization", `Bearer ${access}`); return request; },
  async onResponse({ request, response }) {
    if (response.status !== 401) return response;
    await once((token) => createClient({ baseUrl: BASE }).POST("/auth/refresh", { body: { token } }).then(({ data }) => data));
    const again = new Request(request);
    again.headers.set("Authorization", `Bearer ${access}`);
    return fetch(again);
  },
});
export const call = () => api.GET("/items", { params: { query: { page: PAGE } } }).then(({ data, error }) => {
  if (error) throw error;
  return data;
});
"""

APISAUCE = """
import { create } from "apisauce";
const api = create({ baseURL: BASE });
api.addAsyncRequestTransform(async (request) => { request.headers.Authorization = `Bearer ${access}`; });
api.addAsyncResponseTransform(async (response) => {
  if (response.status !== 401) return;
  await once((token) => create({ baseURL: BASE }).post("/auth/refresh", { token }).then((answer) => {
    if (!answer.ok) throw answer.originalError;
    return answer.data;
  }));
  const again = await api.any({ ...response.config, headers: { Authorization: `Bearer ${access}` } });
  Object.assign(response, { ok: again.ok, data: again.data, status: again.status });
});
export const call = () => api.get("/items").then((response) => {
  if (!response.ok) throw response.originalError;
  return response.data;
});
"""

AUTH_REFRESH = """
import axios from "axios";
import createAuthRefreshInterceptor from "axios-auth-refresh";
const api = axios.create({ baseURL: BASE });
api.interceptors.request.use((config) => { config.headers.set("Authorization", `Bearer ${access}`); return config; });
createAuthRefreshInterceptor(api, () => once((token) => axios.post("/auth/refresh", { token }).then((response) => response.data)));
export const call = () => api({ url: "/items", method: "POST", data: { a: 1 } });
"""

SUPERAGENT = """
import request from "superagent";
const send = () => request.get(`${BASE}/items`).set("Authorization", `Bearer ${access}`);
export const call = async () => {
  try {
    return (await send()).body;
  } catch (error) {
    if (error.status !== 401) throw error;
    await once((token) => request.post(`${BASE}/auth/refresh`).send({ token }).then((response) => response.body));
    return (await send()).body;
  }
};
"""

GOT = """
import got from "got";
const api = got.extend({
  prefixUrl: BASE,
  hooks: {
    beforeRequest: [(options) => { options.headers.authorization ??= `Bearer ${access}`; }],
    afterResponse: [async (response, retry) => {
      if (response.statusCode !== 401) return response;
      await once((token) => got.post(`${BASE}/auth/refresh`, { json: { token } }).json());
      return retry({ headers: { authorization: `Bearer ${access}` } });
    }],
  },
});
export const call = () => api.get("items").json();
"""

CLIENTS = {
    "axios": AXIOS, "ky": KY, "ofetch": OFETCH, "fetch": FETCH, "xhr": XHR, "openapi-fetch": OPENAPI, "apisauce": APISAUCE,
    "axios-auth-refresh": AUTH_REFRESH, "superagent": SUPERAGENT, "got": GOT,
}  # fmt: skip


class Run:
    """A client in a world with a backend, played until nothing is left to do."""

    def __init__(self, source: str, backend: Backend | None = None, settings: Settings | None = None) -> None:
        text = (HEAD + source).replace("localAccess()", "accessOf()").replace("localRefresh()", "refreshOf()")
        module, notices = lower_source(SourceFile("app/client.ts", text.encode()))
        assert module is not None
        assert not notices
        self.guesses: list[Site] = []
        self.world = World(lambda importer, specifier: None, backend or Backend(), settings or Settings(), self._decide)
        modules: dict[str, Module] = {"app/client.ts": module}
        self.machine = Machine(Program(Modules(modules.get)), self.world)
        self.machine.globals["accessOf"] = self.machine.native("accessOf", lambda m, this, args: self.world.stored(m, "accessToken"))
        self.machine.globals["refreshOf"] = self.machine.native("refreshOf", lambda m, this, args: self.world.stored(m, "refreshToken"))
        assert self.machine.load(library.GLOBALS).kind == VALUE
        loaded = self.machine.load("app/client.ts")
        assert loaded.kind == VALUE, loaded
        assert isinstance(loaded.value, JSObject)
        self.exports = loaded.value

    def _decide(self, site: Site, value: Value, times: int) -> bool:
        self.guesses.append(site)
        return times == 0

    def call(self, name: str = "call") -> Value:
        function = self.exports.own(name)
        assert isinstance(function, JSCallable)
        promise = self.machine.call(function).value
        self.machine.drain()
        return promise

    def finish(self) -> None:
        for _ in range(200):
            if self.world.pending:
                self.world.deliver(self.machine, self.world.pending[0])
            elif self.machine.timers():
                self.machine.advance()
            else:
                return
        raise AssertionError("no end")

    @property
    def sends(self) -> list[tuple[bool, int]]:
        """What was sent: whether it is a refresh, and the number of the pair that it carries."""
        wires = [event.wire for event in self.world.events if event.kind == "send" and event.wire is not None]
        return [(wire.is_refresh, wire.refresh if wire.is_refresh else wire.access) for wire in wires]


@pytest.mark.parametrize("client", CLIENTS)
def test_two_callers_share_a_refresh(client: str) -> None:
    run = Run(CLIENTS[client])
    calls = [run.call(), run.call()]
    run.finish()
    assert run.sends == [(False, 1), (False, 1), (True, 1), (False, 2), (False, 2)]
    assert [getattr(promise, "state", None) for promise in calls] == ["fulfilled", "fulfilled"]
    assert run.guesses == []


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("mode", [RefreshMode.REFUSED, RefreshMode.LOST])
def test_a_refused_refresh_fails_all_callers(client: str, mode: RefreshMode) -> None:
    run = Run(CLIENTS[client], Backend(refresh_mode=mode))
    calls = [run.call(), run.call()]
    run.finish()
    assert all(number == 1 for _, number in run.sends)
    assert [getattr(promise, "state", None) for promise in calls] == ["rejected", "rejected"]


@pytest.mark.parametrize("client", CLIENTS)
def test_requests_are_sent_at_places_of_the_program(client: str) -> None:
    run = Run(CLIENTS[client])
    run.call()
    run.finish()
    sites = [event.site for event in run.world.events if event.kind == "send"]
    assert all(site is not None and site.path == "app/client.ts" for site in sites), sites
    assert len(sites) == 3


UNKNOWN_ARGUMENTS = {
    "axios": "import axios from 'axios'; export const call = () => axios.create(X).get(Y, Z);",
    "axios with a config": "import axios from 'axios'; export const call = () => axios(X);",
    "axios with a body": "import axios from 'axios'; export const call = () => axios.post(`${X}/items`, Y, { headers: Z });",
    "axios with parts": "import axios from 'axios'; export const call = () => axios({ url: X, method: Y, data: { z: Z }, params: { X } });",
    "fetch": "export const call = () => fetch(X, Y);",
    "fetch with parts": "export const call = () => fetch(X, { method: Y, headers: { a: Z, ...X }, body: Z, signal: Y });",
    "fetch with a request": "export const call = () => fetch(new Request(X, { headers: new Headers(Y) }));",
    "xhr": "export const call = () => { const x = new XMLHttpRequest(); x.open(X, Y); x.setRequestHeader('a', Z); x.send(Z); };",
    "ky": "import ky from 'ky'; export const call = () => ky.create({ prefixUrl: X, headers: Y }).get(Z).json();",
    "ky with parts": "import ky from 'ky'; export const call = () => ky(X, { json: Y, searchParams: Z, method: X, headers: { a: Y } });",
    "ofetch": "import { ofetch } from 'ofetch'; export const call = () => ofetch.create({ baseURL: X, headers: Y })(Z);",
    "ofetch with parts": "import { ofetch } from 'ofetch'; export const call = () => ofetch(X, { query: Y, body: Z, method: 'POST' });",
    "openapi-fetch": "import make from 'openapi-fetch'; export const call = () => make({ baseUrl: X, headers: Y }).GET(Z, { params: Y });",
    "openapi-fetch body": "import make from 'openapi-fetch'; export const call = () => make(X).POST(Z, { body: Y });",
    "apisauce": "import { create } from 'apisauce'; export const call = () => create({ baseURL: X, headers: Y }).get(Z, X, Y);",
    "superagent": "import r from 'superagent'; export const call = () => r.post(X).set('a', Y).set(Z).query(X).send(Y).then((z) => z);",
    "got": "import got from 'got'; export const call = () => got.extend({ prefixUrl: X, headers: Y }).post(Z, { json: X }).json();",
}


@pytest.mark.parametrize("case", UNKNOWN_ARGUMENTS)
def test_models_ask_nothing_of_unknown_arguments(case: str) -> None:
    run = Run(UNKNOWN_ARGUMENTS[case])
    run.call()
    run.finish()
    assert len(run.sends) == 1
    assert run.guesses == []


@pytest.mark.parametrize("client", ["axios", "ky", "ofetch", "openapi-fetch", "apisauce", "axios-auth-refresh", "got"])
def test_callbacks_are_there_for_the_explorer(client: str) -> None:
    run = Run(CLIENTS[client])
    started = [stimulus for stimulus in run.world.stimuli if stimulus.kind == "request"]
    assert started
    assert all(stimulus.callbacks for stimulus in started)
    run.machine.call(started[0].start)
    run.machine.drain()
    run.finish()
    assert run.sends == [(False, 1), (True, 1), (False, 2)]


def test_every_model_of_requests_can_be_read() -> None:
    files = {file for file in library.SPECIFIERS.values() if (Path(library.__file__).parent / file).exists()}
    assert {"axios.js", "ky.js", "ofetch.js", "got.js", "superagent.js", "apisauce.js", "fetches.js"} <= files
    assert all(library.model(library.PREFIX + file).functions for file in files)


def test_a_page_has_storage_and_events_and_a_phone_has_not() -> None:
    source = """
    export const call = () => {
      if (typeof document === "undefined") return "phone";
      window.addEventListener("focus", () => { localStorage.setItem("seen", document.visibilityState); });
      window.addEventListener("session:end", (event) => { localStorage.setItem("why", event.detail); });
      window.dispatchEvent(new CustomEvent("session:end", { detail: "expired" }));
      return localStorage.getItem("why");
    };
    export const seen = () => localStorage.getItem("seen");
    """
    assert Run(source).call() == "phone"
    page = Run(source, settings=Settings(platform="web"))
    assert page.call() == "expired"
    assert [stimulus.kind for stimulus in page.world.stimuli] == ["event"]
    page.machine.call(page.world.stimuli[0].start)
    assert page.call("seen") == "visible"
