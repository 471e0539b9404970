"""A request is sent again with the old token.

## What it does

Reports a request that is sent again after a refresh, and still carries the access token from before it: a header that was built
once, a cloned request, a snapshot of a store, a variable of a closure; or, when the tokens have expired once more, with the one
that the last refresh brought and no new refresh, since its outcome is kept for good.

## Why it matters

The refresh works, and is for nothing: the second try is refused like the first. What the user sees fails each time the token has
expired, and works when he tries again by hand.

## Bad

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

export async function call(path: string) {
  const headers = { Authorization: `Bearer ${await SecureStore.getItemAsync("accessToken")}` };
  const first = await fetch(API + path, { headers });
  if (first.status !== 401) return first;
  flight ??= exchange().finally(() => { flight = null; });
  await flight;
  return fetch(API + path, { headers }); // want: stale-retry
}
```

## Good

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
let flight: Promise<string> | null = null;

async function exchange(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

export async function call(path: string) {
  const headers = { Authorization: `Bearer ${await SecureStore.getItemAsync("accessToken")}` };
  const first = await fetch(API + path, { headers });
  if (first.status !== 401) return first;
  flight ??= exchange().finally(() => { flight = null; });
  const token = await flight;
  return fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });
}
```

## What it cannot see

Tokens that native code or the server puts into requests.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Severity, StaleReplay, WitnessStep, rule, shown_or_told


@rule("stale-retry", on=StaleReplay, severity=Severity.ERROR, cwe=(672,), since="0.2")
def check(fact: StaleReplay, auth: Auth) -> Iterator[Finding]:
    """One finding for each place that sends a request again with the old token."""
    where = auth.name(fact.at.code)
    start = fact.started if fact.started is not None else fact.refresh.at
    judged = shown_or_told(
        auth,
        fact,
        (
            WitnessStep("app", "sends a request with an access token that has expired", None),
            WitnessStep("backend", "refuses the request", None),
            WitnessStep("app", "gets a new access token", auth.place(start)),
            WitnessStep("app", "sends the request again, with the header that was made before", auth.place(fact.at)),
            WitnessStep("backend", "refuses it again: the token is still the old one", None),
        ),
    )
    if judged is None:
        return
    verdict, witness = judged
    if fact.late:
        fault = (
            f"Once the tokens have expired a second time, {where} sends the request again with one that has expired as well, and starts no "
            "refresh: an access token, or the outcome of a refresh, is kept for good."
        )
    else:
        fault = (
            f"After the refresh {where} sends the request again with the old access token, so it is refused once more although the session "
            "is fine."
        )
    yield Finding(
        rule="stale-retry",
        severity=Severity.ERROR,
        verdict=verdict,
        at=auth.place(fact.at),
        message=f"{fault} Build the header anew from the token that the refresh brought.",
        witness=witness,
        related=(("the refresh request", auth.place(fact.refresh.at)),),
        user_effect="After a pause the first tap fails with an error, and the second one works.",
        remedy="const token = await refresh(); request.headers.Authorization = `Bearer ${token}`; return send(request);",
        function=where,
        cause=f"stale token in {where} {auth.place(fact.at).path}",
    )
