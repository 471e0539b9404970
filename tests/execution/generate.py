"""Makes random, valid TypeScript clients: every part that matters to the explorer is drawn, and written in a random way.

    python tests/execution/generate.py OUT [--seed S] [--count N]

A program is a folder OUT/<number>: its sources and a case.toml with the [drive] table of the execution oracle. What was drawn stands in
the case's `idiom`. The same seed gives the same programs. Nothing here says whether a program is sound: that is for the oracle to find.
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PARTS: dict[str, tuple[str, ...]] = {
    "client": ("function", "chain", "class", "axios", "loop"),
    "cell": ("none", "promise", "promise", "promise", "flag and queue", "flag and queue", "mutex"),
    "home": ("module", "module", "object", "map", "field", "static"),
    "guard": ("joins", "joins", "joins", "awaits between test and set", "cell of the call"),
    "release": ("finally", "finally", "both ways", "iife", "on success only", "never"),
    "waiters": ("settled", "settled", "settled", "callbacks", "dropped on failure", "resolved with nothing on failure"),
    "bound": ("once", "once", "once", "none"),
    "replay": ("new token", "new token", "reads the store", "old token"),
    "failure": ("throws", "throws", "clears and throws", "gives null", "is swallowed"),
    "write": ("awaited", "awaited", "all at once", "not awaited"),
    "through": ("bare", "bare", "bare", "the client itself"),
}
"""Part -> what it may be; what is sound stands there more often than what is not."""


class Program(NamedTuple):
    """A generated client. drawn: part -> what it is; files: path -> text; call: how the oracle starts a request."""

    drawn: dict[str, str]
    files: dict[str, str]
    call: str

    @property
    def case(self) -> str:
        """Its case.toml."""
        drawn = ", ".join(f"{part}: {value}" for part, value in self.drawn.items())
        return f'idiom = "{drawn}"\nwhy = "generated"\n\n[drive]\nentry = "client.ts"\ncall = "{self.call}"\n'


class Words(NamedTuple):
    """The names of a program."""

    cell: str
    queue: str
    renew: str
    exchange: str
    read: str
    keep: str
    clear: str
    send: str
    mark: str


def words(rng: random.Random) -> Words:
    """Names of every day, none of which a rule may rely on."""
    return Words(
        cell=rng.choice(("flight", "pending", "inFlight", "running", "refreshing", "current", "ride")),
        queue=rng.choice(("waiting", "queue", "subscribers", "failedQueue", "parked", "line")),
        renew=rng.choice(("renew", "refreshTokens", "freshToken", "reauthenticate", "obtain", "refreshSession")),
        exchange=rng.choice(("exchange", "postRefresh", "askForTokens", "rotate", "doRefresh")),
        read=rng.choice(("read", "load", "fetchStored", "stored")),
        keep=rng.choice(("keep", "save", "persist", "remember")),
        clear=rng.choice(("clear", "forget", "drop", "signOutLocally")),
        send=rng.choice(("request", "call", "authorised", "api", "get")),
        mark=rng.choice(("_retry", "again", "retried", "__once", "isSecondTry")),
    )


def draw(rng: random.Random) -> dict[str, str]:
    """One of each part; parts that do not apply are left out."""
    drawn = {part: rng.choice(values) for part, values in PARTS.items()}
    sound = {"guard": "joins", "release": "finally", "waiters": "settled", "bound": "once", "replay": "new token", "failure": "throws",
             "write": "awaited", "through": "bare"}
    broken = [part for part, value in drawn.items() if part in sound and value not in PARTS[part][:1]]
    rng.shuffle(broken)
    for part in broken[rng.choice((0, 1, 1, 2, 3)) :]:  # a program with every fault at once shows nothing
        drawn[part] = sound[part]
    if drawn["cell"] != "flag and queue":
        del drawn["waiters"]
    if drawn["cell"] != "promise":
        del drawn["home"]
        if drawn["guard"] == "cell of the call":
            drawn["guard"] = "joins"
    if drawn["cell"] in ("none", "mutex"):
        del drawn["release"]
    if drawn["cell"] == "none":
        del drawn["guard"]
    if drawn["cell"] == "flag and queue" and drawn["release"] in ("both ways", "iife"):
        drawn["release"] = "finally"
    if drawn["client"] != "axios":
        del drawn["through"]
    if drawn["client"] in ("chain", "loop") and drawn["bound"] == "none":
        drawn["bound"] = "once"
    return drawn


def indented(text: str, depth: int = 1) -> str:
    """The lines of a text, each further in."""
    return "\n".join("  " * depth + line if line else line for line in text.strip("\n").split("\n"))


# ---- the store ----


def store(rng: random.Random, drawn: dict[str, str], name: Words) -> str:
    """store.ts: reads, keeps and clears the tokens."""
    access, refresh = rng.choice((("access", "refresh"), ("app.accessToken", "app.refreshToken"), ("@at", "@rt")))
    keys = f'const KEYS = {{ access: "{access}", refresh: "{refresh}" }};'
    writes = {
        "awaited": "await SecureStore.setItemAsync(KEYS.access, pair.accessToken);\n"
        "await SecureStore.setItemAsync(KEYS.refresh, pair.refreshToken);",
        "all at once": "await Promise.all([\n  SecureStore.setItemAsync(KEYS.access, pair.accessToken),\n"
        "  SecureStore.setItemAsync(KEYS.refresh, pair.refreshToken),\n]);",
        "not awaited": "SecureStore.setItemAsync(KEYS.access, pair.accessToken);\n"
        "SecureStore.setItemAsync(KEYS.refresh, pair.refreshToken);",
    }[drawn["write"]]
    return f"""\
import * as SecureStore from "expo-secure-store";

export type Pair = {{ accessToken: string; refreshToken: string }};

{keys}

export const {name.read} = (which: keyof typeof KEYS): Promise<string | null> => SecureStore.getItemAsync(KEYS[which]);

export async function {name.keep}(pair: Pair): Promise<void> {{
{indented(writes)}
}}

export async function {name.clear}(): Promise<void> {{
  await SecureStore.deleteItemAsync(KEYS.access);
  await SecureStore.deleteItemAsync(KEYS.refresh);
}}
"""


# ---- the refresh request ----


def exchange(rng: random.Random, drawn: dict[str, str], name: Words) -> str:
    """The function that spends the refresh token and keeps the new pair."""
    gives_null = drawn["failure"] == "gives null"
    if drawn["client"] == "axios":
        sender = "http" if drawn.get("through") == "the client itself" else "axios"
        ask = f"const {{ data: pair }} = await {sender}.post(`${{API}}/auth/refresh`, {{ refreshToken }});"
    else:
        ask = rng.choice((
            'const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });\n'
            "if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);\nconst pair = (await answer.json()) as Pair;",
            'const options = { method: "POST", body: JSON.stringify({ refreshToken }) };\n'
            'const answer = await fetch(API + "/auth/refresh", options);\nif (answer.status >= 400) {\n'
            '  throw new Error("the refresh was refused");\n}\nconst pair: Pair = await answer.json();',
        ))
    body = f"""\
const refreshToken = await {name.read}("refresh");
if (!refreshToken) throw new Error("signed out");
{ask}
await {name.keep}(pair);
return pair.accessToken;"""
    if gives_null:
        body = f"try {{\n{indented(body)}\n}} catch {{\n  return null;\n}}"
    result = "string | null" if gives_null else "string"
    head = rng.choice((
        f"async function {name.exchange}(): Promise<{result}> {{",
        f"const {name.exchange} = async (): Promise<{result}> => {{",
    ))
    return f"{head}\n{indented(body)}\n}}{';' if head.startswith('const') else ''}"


# ---- the guard ----


def guard(rng: random.Random, drawn: dict[str, str], name: Words) -> str:
    """The function that callers ask for a new token: it starts a refresh, or joins the one under way."""
    result = "string | null" if drawn["failure"] == "gives null" else "string"
    makers: dict[str, Callable[[], str]] = {
        "none": lambda: f"const {name.renew} = (): Promise<{result}> => {name.exchange}();",
        "promise": lambda: _promise(rng, drawn, name, result),
        "flag and queue": lambda: _queue(rng, drawn, name, result),
        "mutex": lambda: _mutex(rng, drawn, name, result),
    }
    return makers[drawn["cell"]]()


def _promise(rng: random.Random, drawn: dict[str, str], name: Words, result: str) -> str:
    home = drawn["home"] if drawn["guard"] != "cell of the call" else "module"
    if home in ("field", "static"):
        return _field(rng, drawn, name, result)
    declared, cell, empty = {
        "module": (f"let {name.cell}: Promise<{result}> | null = null;", name.cell, f"{name.cell} = null;"),
        "object": (
            f"const state: {{ {name.cell}: Promise<{result}> | null }} = {{ {name.cell}: null }};",
            f"state.{name.cell}",
            f"state.{name.cell} = null;",
        ),
        "map": (
            f"const flights = new Map<string, Promise<{result}>>();",
            'flights.get("refresh")',
            'flights.delete("refresh");',
        ),
    }[home]
    started = _started(drawn, name, empty)
    between = f'const known = await {name.read}("refresh");\nif (!known) throw new Error("signed out");\n'
    gap = between if drawn["guard"] == "awaits between test and set" else ""
    head = f"{'async ' if gap else ''}function {name.renew}(): Promise<{result}> {{"
    if home == "map":
        inner = rng.choice((
            f"const known = {cell};\nif (known) return known;\n{gap.replace('known', 'spent')}const started = {started};\n"
            'flights.set("refresh", started);\nreturn started;',
            f"let joined = {cell};\nif (!joined) {{\n{indented(gap + f'joined = {started};')}\n  flights.set(\"refresh\", joined);\n}}\n"
            "return joined;",
        ))
    elif gap:
        inner = rng.choice((
            f"if ({cell}) return {cell};\n{gap}{cell} = {started};\nreturn {cell};",
            f"if (!{cell}) {{\n{indented(gap + f'{cell} = {started};')}\n}}\nreturn {cell};",
        ))
    else:
        inner = rng.choice((
            f"if ({cell}) return {cell};\n{cell} = {started};\nreturn {cell};",
            f"if ({cell} === null) {{\n{indented(f'{cell} = {started};')}\n}}\nreturn {cell};",
            f"{cell} ??= {started};\nreturn {cell};",
        ))
    if drawn["guard"] == "cell of the call":
        return f"{head}\n{indented(declared)}\n{indented(inner)}\n}}"
    return f"{declared}\n\n{head}\n{indented(inner)}\n}}"


def _started(drawn: dict[str, str], name: Words, empty: str) -> str:
    """The expression that starts a refresh, and empties the cell as it was drawn."""
    return {
        "finally": f"{name.exchange}().finally(() => {{\n  {empty}\n}})",
        "both ways": f"{name.exchange}().then(\n  (token) => {{\n    {empty}\n    return token;\n  }},\n  (error) => {{\n    {empty}\n"
        "    throw error;\n  },\n)",
        "iife": f"(async () => {{\n  try {{\n    return await {name.exchange}();\n  }} finally {{\n    {empty}\n  }}\n}})()",
        "on success only": f"{name.exchange}().then((token) => {{\n  {empty}\n  return token;\n}})",
        "never": f"{name.exchange}()",
    }[drawn["release"]]


def _field(rng: random.Random, drawn: dict[str, str], name: Words, result: str) -> str:
    """A class whose one instance, or which itself, keeps the promise."""
    static = drawn["home"] == "static"
    cell = f"Session.{name.cell}" if static else f"this.{name.cell}"
    started = _started(drawn, name, f"{cell} = null;")
    gap = f'await {name.read}("refresh");\n' if drawn["guard"] == "awaits between test and set" else ""
    inner = rng.choice((
        f"if (!{cell}) {{\n{indented(gap + f'{cell} = {started};')}\n}}\nreturn {cell};",
        f"if ({cell} != null) return {cell};\n{gap}return ({cell} = {started});",
    ))
    modifier = "static " if static else ""
    head = f"  {modifier}{'async ' if gap else ''}{name.renew}(): Promise<{result}> {{"
    owner = "Session" if static else "session"
    made = "" if static else "\n\nconst session = new Session();"
    declared = f"  private {modifier}{name.cell}: Promise<{result}> | null = null;"
    return (
        f"class Session {{\n{declared}\n\n{head}\n{indented(inner, 2)}\n  }}\n}}{made}"
        f"\n\nconst {name.renew} = (): Promise<{result}> => {owner}.{name.renew}();"
    )


def _queue(rng: random.Random, drawn: dict[str, str], name: Words, result: str) -> str:
    busy = f"is{name.cell[0].upper()}{name.cell[1:]}"
    if drawn["waiters"] == "callbacks":
        return _callbacks(drawn, name, result, busy)
    gap = f'await {name.read}("refresh");\n' if drawn["guard"] == "awaits between test and set" else ""
    failed = {
        "settled": f"{name.queue}.forEach((each) => each.reject(error));\n",
        "dropped on failure": "",
        "resolved with nothing on failure": f"{name.queue}.forEach((each) => each.resolve(undefined as never));\n",
    }[drawn["waiters"]]
    release = f"{busy} = false;"
    after = {"finally": f" finally {{\n  {release}\n}}", "on success only": "", "never": ""}[drawn["release"]]
    early = f"{release}\n" if drawn["release"] == "on success only" else ""
    loop = rng.choice((
        f"{name.queue}.forEach((each) => each.resolve(token));\n{name.queue} = [];",
        f"for (const each of {name.queue}) each.resolve(token);\n{name.queue} = [];",
        f"const batch = {name.queue};\n{name.queue} = [];\nbatch.forEach((each) => each.resolve(token));",
    ))
    return f"""\
let {busy} = false;
let {name.queue}: {{ resolve: (token: {result}) => void; reject: (error: unknown) => void }}[] = [];

async function {name.renew}(): Promise<{result}> {{
  if ({busy}) {{
    return new Promise<{result}>((resolve, reject) => {{
      {name.queue}.push({{ resolve, reject }});
    }});
  }}
{indented(gap + f"{busy} = true;")}
  try {{
    const token = await {name.exchange}();
{indented(early + loop, 2)}
    return token;
  }} catch (error) {{
{indented(failed + f"{name.queue} = [];", 2)}
    throw error;
  }}{indented(after).lstrip() if not after else after.replace(chr(10), chr(10) + "  ")}
}}"""


def _callbacks(drawn: dict[str, str], name: Words, result: str, busy: str) -> str:
    """Waiters that are told the token, or null where there is none."""
    gap = f'  await {name.read}("refresh");\n' if drawn["guard"] == "awaits between test and set" else ""
    release = f"{busy} = false;"
    after = f" finally {{\n    {release}\n  }}" if drawn["release"] == "finally" else ""
    early = f"\n    {release}" if drawn["release"] == "on success only" else ""
    return f"""\
let {busy} = false;
let {name.queue}: Array<(token: string | null) => void> = [];

const tellAll = (token: string | null): void => {{
  {name.queue}.forEach((tell) => tell(token));
  {name.queue} = [];
}};

async function {name.renew}(): Promise<{result}> {{
  if ({busy}) {{
    return new Promise<{result}>((resolve, reject) => {{
      {name.queue}.push((token) => (token ? resolve(token) : reject(new Error("signed out"))));
    }});
  }}
{gap}  {busy} = true;
  try {{
    const token = await {name.exchange}();{early}
    tellAll(token);
    return token;
  }} catch (error) {{
    tellAll(null);
    throw error;
  }}{after}
}}"""


def _mutex(rng: random.Random, drawn: dict[str, str], name: Words, result: str) -> str:
    outside = drawn["guard"] == "awaits between test and set"
    before = f'const before = await {name.read}("access");\n'
    recheck = f'const now = await {name.read}("access");\nif (now !== before && now) return now;\n'
    work = f"{'' if outside else recheck}return {name.exchange}();"
    waits = work.replace(f"return {name.exchange}", f"return await {name.exchange}")
    locked = rng.choice((
        f"return lock.runExclusive(async () => {{\n{indented(work)}\n}});",
        f"const release = await lock.acquire();\ntry {{\n{indented(waits)}\n"
        "} finally {\n  release();\n}",
    ))
    return f"""\
const lock = new Mutex();

async function {name.renew}(): Promise<{result}> {{
{indented(('' if outside else before) + locked)}
}}"""


# ---- the client ----


def renewed(rng: random.Random, drawn: dict[str, str], name: Words) -> str:
    """The statements that get a new token into `fresh`, and what is done where there is none."""
    ask = f"await {name.renew}()"
    if drawn["failure"] == "gives null":
        return rng.choice((
            f'const fresh = {ask};\nif (!fresh) throw new Error("signed out");',
            f"const fresh = {ask};\nif (fresh === null) {{\n  await {name.clear}();\n  throw new Error(\"signed out\");\n}}",
        ))
    if drawn["failure"] == "clears and throws":
        return f"let fresh: string;\ntry {{\n  fresh = {ask};\n}} catch (error) {{\n  await {name.clear}();\n  throw error;\n}}"
    if drawn["failure"] == "is swallowed":
        return f"let fresh = token;\ntry {{\n  fresh = {ask};\n}} catch {{\n  console.warn(\"no new token\");\n}}"
    return f"const fresh = {ask};"


def again(drawn: dict[str, str], name: Words) -> tuple[str, str]:
    """What reads the token of the replay, and its name."""
    if drawn["replay"] == "reads the store":
        return f'\nconst next = await {name.read}("access");', "next"
    return "", "token" if drawn["replay"] == "old token" else "fresh"


def _finished(value: str) -> str:
    return f"if (!{value}.ok) throw new Error(`answered ${{{value}.status}}`);\nreturn {value}.json();"


def client(rng: random.Random, drawn: dict[str, str], name: Words) -> tuple[str, str]:
    """The code that sends requests, and how the oracle calls it."""
    return {"function": _function, "class": _class, "chain": _chain, "axios": _axios, "loop": _loop}[drawn["client"]](rng, drawn, name)


def _sending(token: str) -> str:
    return f"fetch(API + path, {{ headers: {{ Authorization: `Bearer ${{{token}}}` }} }})"


def _body(rng: random.Random, drawn: dict[str, str], name: Words, itself: str) -> str:
    refused = rng.choice(("response.status === 401", "response.status === UNAUTHORIZED", "[401, 403].includes(response.status)"))
    reads, token = again(drawn, name)
    direct = f"{renewed(rng, drawn, name)}{reads}\nconst second = await {_sending(token)};\n{_finished('second')}"
    recursive = f"{renewed(rng, drawn, name)}{reads}\nreturn {itself}(path, {token}{', true' if drawn['bound'] == 'once' else ''});"
    if drawn["bound"] == "none" or (rng.random() < 0.4 and drawn["bound"] == "once"):
        test = refused + (" && !last" if drawn["bound"] == "once" else "")
        tail = recursive
    else:
        test, tail = refused, direct
    first = f'const token = given ?? (await {name.read}("access"));\nconst response = await {_sending("token")};'
    shape = rng.choice((
        f"{first}\nif ({test}) {{\n{indented(tail)}\n}}\n{_finished('response')}",
        f"{first}\nif (!({test})) {{\n{indented(_finished('response'))}\n}}\n{tail}",
    ))
    return shape


def _function(rng: random.Random, drawn: dict[str, str], name: Words) -> tuple[str, str]:
    inner = _body(rng, drawn, name, name.send)
    last = ", last = false" if "last" in inner or "true)" in inner else ""
    return f"export async function {name.send}(path: string, given?: string | null{last}): Promise<unknown> {{\n{indented(inner)}\n}}", (
        f"m => m.{name.send}('/items')"
    )


def _class(rng: random.Random, drawn: dict[str, str], name: Words) -> tuple[str, str]:
    inner = _body(rng, drawn, name, f"this.{name.send}")
    last = ", last = false" if "last" in inner or "true)" in inner else ""
    head = f"  async {name.send}(path: string, given?: string | null{last}): Promise<unknown> {{"
    return (
        f"class Client {{\n{head}\n{indented(inner, 2)}\n  }}\n}}\n\nexport const client = new Client();"
    ), f"m => m.client.{name.send}('/items')"


def _chain(rng: random.Random, drawn: dict[str, str], name: Words) -> tuple[str, str]:
    token = {"new token": "fresh", "reads the store": "next", "old token": "token"}[drawn["replay"]]
    step = f"{name.renew}()"
    if drawn["failure"] == "clears and throws":
        step += f".catch((error) => {name.clear}().then(() => {{\n  throw error;\n}}))"
    elif drawn["failure"] == "is swallowed":
        step += ".catch(() => token)"
    elif drawn["failure"] == "gives null":
        step += '.then((fresh) => {\n  if (!fresh) throw new Error("signed out");\n  return fresh;\n})'
    replay = f".then((fresh) => {_sending('fresh')})"
    if token == "next":
        replay = f".then(() => {name.read}(\"access\"))\n.then((next) => {_sending('next')})"
    elif token == "token":
        replay = f".then(() => {_sending('token')})"
    return f"""\
const parsed = (response: Response): Promise<unknown> => {{
  if (!response.ok) throw new Error(`answered ${{response.status}}`);
  return response.json();
}};

export const {name.send} = (path: string): Promise<unknown> =>
  {name.read}("access").then((token) =>
    {_sending('token')}.then((response) => {{
      if (response.status !== 401) return parsed(response);
{indented("return " + step, 3)}
{indented(replay, 4)}
        .then(parsed);
    }}),
  );""", f"m => m.{name.send}('/items')"


def _loop(rng: random.Random, drawn: dict[str, str], name: Words) -> tuple[str, str]:
    reads, token = again(drawn, name)
    times = rng.choice(("attempt < 2", "attempt <= 1"))
    return f"""\
export async function {name.send}(path: string): Promise<unknown> {{
  let token = await {name.read}("access");
  for (let attempt = 0; {times}; attempt += 1) {{
    const response = await {_sending('token')};
    if (response.status !== 401) {{
{indented(_finished('response'), 3)}
    }}
    if (attempt > 0) break;
{indented(renewed(rng, drawn, name) + reads, 2)}
    token = {token};
  }}
  throw new Error("refused twice");
}}""", f"m => m.{name.send}('/items')"


def _axios(rng: random.Random, drawn: dict[str, str], name: Words) -> tuple[str, str]:
    reads, token = again(drawn, name)
    bound = f" || config.{name.mark}" if drawn["bound"] == "once" else ""
    mark = f"config.{name.mark} = true;\n" if drawn["bound"] == "once" else ""
    asks_old = token == "token" or drawn["failure"] == "is swallowed"
    old = "const token = String(config.headers.Authorization).slice(7);\n" if asks_old else ""
    header = rng.choice((
        f'config.headers.Authorization ??= `Bearer ${{await {name.read}("access")}}`;',
        f'const sent = await {name.read}("access");\n  if (sent) config.headers.Authorization = `Bearer ${{sent}}`;',
        f'if (!config.headers.Authorization) config.headers.set("Authorization", `Bearer ${{await {name.read}("access")}}`);',
    ))
    handler = f"""\
const {{ config }} = error;
if (error.response?.status !== 401{bound}) throw error;
{mark}{old}{renewed(rng, drawn, name)}{reads}
config.headers.Authorization = `Bearer ${{{token}}}`;
return http(config);"""
    return f"""\
http.interceptors.request.use(async (config) => {{
  {header}
  return config;
}});

http.interceptors.response.use(
  (response) => response,
  async (error) => {{
{indented(handler, 2)}
  }},
);

export const {name.send} = async (path: string): Promise<unknown> => (await http.get(path)).data;""", f"m => m.{name.send}('/items')"


# ---- the whole ----


def program(rng: random.Random) -> Program:
    """One client, in one file or in several."""
    drawn, name = draw(rng), words(rng)
    code, call = client(rng, drawn, name)
    is_axios, is_mutex = drawn["client"] == "axios", drawn["cell"] == "mutex"
    made = "\nexport const http = axios.create({ baseURL: API });\n" if is_axios else ""
    if "UNAUTHORIZED" in code:
        made = f"const UNAUTHORIZED = 401;\n{made}"
    api = f'const API = "https://api.example.com";\n{made}'
    imports = [
        *(['import axios from "axios";'] if is_axios else []),
        *(['import { Mutex } from "async-mutex";'] if is_mutex else []),
        f'import {{ {", ".join(sorted((name.read, name.keep, name.clear)))}, type Pair }} from "./store";',
    ]
    files = {"store.ts": store(rng, drawn, name)}
    parts = [exchange(rng, drawn, name), guard(rng, drawn, name)]
    if drawn.get("through") == "the client itself" or rng.random() < 0.5:
        files["client.ts"] = "\n".join([*imports, "", api, *[f"{part}\n" for part in parts], code, ""])
    else:
        files["renew.ts"] = "\n".join([*imports, "", 'const API = "https://api.example.com";', "", parts[0], "", f"export {parts[1]}", ""])
        if "\n\n" in parts[1]:  # the cell stands before the function
            declared, rest = parts[1].rsplit("\n\n", 1)
            files["renew.ts"] = files["renew.ts"].replace(f"export {parts[1]}", f"{declared}\n\nexport {rest}")
        first = [each for each in imports if "async-mutex" not in each]
        files["client.ts"] = "\n".join([*first, f'import {{ {name.renew} }} from "./renew";', "", api, code, ""])
    return Program(drawn, {path: _used(text) for path, text in files.items()}, call)


def _used(text: str) -> str:
    """A module without the names that it imports from the store and does not use."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith("import {") and '"./store"' in line:
            names = line[line.index("{") + 1 : line.index("}")].split(",")
            rest = "\n".join([*lines[:number], *lines[number + 1 :]])
            kept = [each.strip() for each in names if _occurs(each.strip().removeprefix("type "), rest)]
            lines[number] = f'import {{ {", ".join(kept)} }} from "./store";' if kept else ""
        elif line.startswith("import axios") and "axios." not in "\n".join(lines[number + 1 :]):
            lines[number] = ""
    return "\n".join(lines).lstrip("\n")


def _occurs(word: str, text: str) -> bool:
    import re

    return re.search(rf"\b{word}\b", text) is not None


def programs(seed: int, count: int) -> list[Program]:
    """`count` programs, the same for the same seed."""
    return [program(random.Random(f"{seed} {number}")) for number in range(count)]


def write(made: list[Program], out: Path) -> list[Path]:
    """The folders of programs; `out` is made anew."""
    shutil.rmtree(out, ignore_errors=True)
    folders = []
    for number, each in enumerate(made, 1):
        folder = out / f"{number:04}"
        folder.mkdir(parents=True)
        for path, text in {**each.files, "case.toml": each.case}.items():
            (folder / path).write_text(text, "utf-8")
        folders.append(folder)
    return folders


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=2_000)
    asked = parser.parse_args()
    made = programs(asked.seed, asked.count)
    write(made, asked.out)
    print(f"{len(made)} programs of seed {asked.seed} in {asked.out}")


if __name__ == "__main__":
    main()
