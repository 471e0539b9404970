"""A request is sent again although the refresh failed.

## What it does

Reports a request that is sent again, or a caller that is told that all is well, after a refresh that was refused, failed or gave no
token: a result that is not looked at, an error that is swallowed, waiters that are woken to go on.

## Why it matters

The request goes out with `Bearer null` or with the old token, fails a second time, and the failure that matters is lost: the app
takes the user for signed in, shows empty screens, and does not lead to the sign-in.

## Bad

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
let flight: Promise<string | null> | null = null;

async function exchange(): Promise<string | null> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) return null;
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

const send = (path: string, token: string | null) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });

export async function call(path: string) {
  const first = await send(path, await SecureStore.getItemAsync("accessToken"));
  if (first.status !== 401) return first;
  flight ??= exchange().finally(() => { flight = null; });
  const token = await flight;
  return send(path, token); // want: retry-after-failed-refresh
}
```

## Good

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
let flight: Promise<string | null> | null = null;

async function exchange(): Promise<string | null> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) return null;
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

const send = (path: string, token: string | null) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });

export async function call(path: string) {
  const first = await send(path, await SecureStore.getItemAsync("accessToken"));
  if (first.status !== 401) return first;
  flight ??= exchange().finally(() => { flight = null; });
  const token = await flight;
  return token ? send(path, token) : first;
}
```

## What it cannot see

Whether a screen further up looks at the session before it trusts the answer.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, FailedReplay, Finding, Severity, WitnessStep, refresh_steps, rule, shown_or_told


@rule("retry-after-failed-refresh", on=FailedReplay, severity=Severity.ERROR, cwe=(252, 754), since="0.2")
def check(fact: FailedReplay, auth: Auth) -> Iterator[Finding]:
    """One finding for each place that goes on after a failed refresh."""
    where = auth.name(fact.at.code)
    lost = fact.lost if fact.lost is not None else fact.refresh.at
    judged = shown_or_told(
        auth,
        fact,
        (
            WitnessStep("app", "gets 401 because the access token has expired, and goes to refresh", None),
            refresh_steps(auth, fact.refresh, "app"),
            WitnessStep("backend", "refuses the refresh, or is not reached", None),
            WitnessStep("app", f"drops the failure in {auth.name(lost.code)}", auth.place(lost)),
            WitnessStep("app", "sends the request again as if the refresh had worked", auth.place(fact.at)),
        ),
    )
    if judged is None:
        return
    verdict, witness = judged
    yield Finding(
        rule="retry-after-failed-refresh",
        severity=Severity.ERROR,
        verdict=verdict,
        at=auth.place(fact.at),
        message=(
            f"{where} goes on although the refresh failed: the request is sent again without a valid token, and the app behaves as if the "
            "session were alive. Look at the outcome of the refresh, and hand its failure to the caller."
        ),
        witness=witness,
        related=(("the refresh request", auth.place(fact.refresh.at)),),
        user_effect="Screens stay empty or show odd errors after the session has run out, instead of the sign-in.",
        remedy="const token = await refresh(); if (!token) throw new SessionExpired(); return send(request, token);",
        function=where,
        cause=f"failure ignored in {where} {auth.place(fact.at).path}",
    )
