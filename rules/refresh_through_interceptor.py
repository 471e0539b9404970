"""The refresh request goes through the client whose 401s start a refresh.

## What it does

Reports a refresh request that is sent through the intercepted client with nothing that tells it from others: when the refresh is
refused, the handler takes its 401 for one more expired token, and waits for the refresh that is waiting for it, or starts another.

## Why it matters

It works until the refresh token itself has expired. Then every request of the app hangs, or the app sends refreshes without a
pause; the user is not even taken to the sign-in screen.

## Bad

```ts
import axios from "axios";
import * as SecureStore from "expo-secure-store";

const api = axios.create({ baseURL: "https://api.example.com" });
let flight: Promise<void> | null = null;

async function exchange() {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const { data } = await api.post("/auth/refresh", { refreshToken }); // want: refresh-through-interceptor
  await SecureStore.setItemAsync("accessToken", data.accessToken);
  await SecureStore.setItemAsync("refreshToken", data.refreshToken);
}

api.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync("accessToken")}`;
  return config;
});

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  flight ??= exchange().finally(() => { flight = null; });
  await flight;
  return api(error.config);
});
```

## Good

```ts
import axios from "axios";
import * as SecureStore from "expo-secure-store";

const api = axios.create({ baseURL: "https://api.example.com" });
let flight: Promise<void> | null = null;

async function exchange() {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken });
  await SecureStore.setItemAsync("accessToken", data.accessToken);
  await SecureStore.setItemAsync("refreshToken", data.refreshToken);
}

api.interceptors.request.use(async (config) => {
  config.headers.Authorization = `Bearer ${await SecureStore.getItemAsync("accessToken")}`;
  return config;
});

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  flight ??= exchange().finally(() => { flight = null; });
  await flight;
  return api(error.config);
});
```

## What it cannot see

Exclusions that are made on the server's side, such as a status other than 401 for refused refreshes.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, SelfRefresh, Severity, WitnessStep, refresh_steps, rule, shown_or_told


@rule("refresh-through-interceptor", on=SelfRefresh, severity=Severity.ERROR, cwe=(833, 674), since="0.2")
def check(fact: SelfRefresh, auth: Auth) -> Iterator[Finding]:
    """One finding for each refresh request that comes back to its own handler."""
    where = auth.name(fact.at.code)
    handler = fact.handler if fact.handler is not None else fact.at.code
    busy = fact.guard is not None
    judged = shown_or_told(
        auth,
        fact,
        (
            WitnessStep("app", "gets 401 because the access token has expired, and goes to refresh", None),
            refresh_steps(auth, fact.refresh, "app"),
            WitnessStep("backend", "refuses the refresh with 401: the session has run out", None),
            WitnessStep("app", f"its own client takes that 401 for a request to save, and comes back to {auth.name(handler)}", None),
            WitnessStep("app", "finds a refresh under way, its own, and waits for it" if busy else "starts one more refresh", None),
        ),
    )
    if judged is None:
        return
    verdict, witness = judged
    yield Finding(
        rule="refresh-through-interceptor",
        severity=Severity.ERROR,
        verdict=verdict,
        at=auth.place(fact.at),
        message=(
            f"The refresh in {where} is sent through the client that refreshes on 401: when the backend refuses it, the refresh waits for "
            "itself or starts itself again, and the app hangs instead of asking the user to sign in. "
            "Send it through a client without the handler, or let the handler pass it by."
        ),
        witness=witness,
        related=(("the test that its own failure meets", auth.place(auth.test_of(fact.guard))),) if fact.guard is not None else (),
        user_effect="Once their session has run out, people see a screen that loads for ever instead of the sign-in.",
        remedy='const bare = axios.create({ baseURL }); await bare.post("/auth/refresh", { refreshToken });',
        function=where,
        cause=f"refresh through its own client {auth.place(fact.at).path}",
    )
