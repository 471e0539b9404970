"""A refresh is over before its tokens are stored.

## What it does

Reports a refresh that starts the asynchronous write of its new tokens and does not wait for it: the promise of the write, or of the
helper that writes, is neither awaited nor returned nor handed to anybody. A write that a Redux reducer starts is one of them: a
reducer returns a state, and whoever dispatches the action cannot wait for anything else.

## Why it matters

Whoever comes next reads the store while the old refresh token is still in it, and spends it a second time. A backend that rotates
tokens takes that for theft and revokes the session. A write that fails is lost without a word, and so is an app closed too early.

## Bad

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";

async function refreshTokens(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  SecureStore.setItemAsync("accessToken", pair.accessToken); // want: unawaited-token-write
  SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

let flight: Promise<string> | null = null;
export const freshToken = () => (flight ??= refreshTokens().finally(() => { flight = null; }));
```

## Good

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";

async function refreshTokens(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

let flight: Promise<string> | null = null;
export const freshToken = () => (flight ??= refreshTokens().finally(() => { flight = null; }));
```

## What it cannot see

Writes behind native modules or packages it does not know, and writes that begin in an event or a subscriber of a store.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Severity, UnawaitedWrite, Verdict, WitnessStep, rule


@rule("unawaited-token-write", on=UnawaitedWrite, severity=Severity.WARNING, cwe=(362,), since="0.2")
def check(write: UnawaitedWrite, auth: Auth) -> Iterator[Finding]:
    """One finding for each function that drops the promise of a write."""
    where = auth.name(write.at.code)
    sink = write.via[-1]
    request = auth.place(write.refresh.at)
    steps = [WitnessStep("first call", f"refreshes in {auth.name(write.refresh.function)} and spends the old token", request)]
    if write.dispatch is not None:
        steps.append(WitnessStep("first call", f"dispatches the action that runs {where}", auth.place(write.dispatch)))
    steps.append(WitnessStep("first call", f"starts to write {write.what} in {where} and does not wait for it", auth.place(write.at)))
    if sink != write.at:
        steps.append(WitnessStep("app", f"the write to {write.store} is still under way", auth.place(sink)))
    steps.append(WitnessStep("second call", "reads the store before the write is done, gets the old token and sends it again", request))
    yield Finding(
        rule="unawaited-token-write",
        severity=Severity.WARNING,
        verdict=Verdict("likely"),
        at=auth.place(write.at),
        message=(
            f"{where} does not wait until {write.what} is written to {write.store}. The refresh counts as done while the store still holds "
            f"the old token, and the next caller sends that one again. {_CURE if write.dispatch is None else _REDUCER_CURE}"
        ),
        witness=tuple(steps),
        related=(("the refresh request", request),),
        user_effect="Now and then the user is signed out for no reason, most of all on a slow phone.",
        remedy=_REMEDY if write.dispatch is None else _REDUCER_REMEDY,
        function=where,
        cause=f"unawaited write in {where} {auth.place(write.at).path}",
    )


_CURE = "Await the write before the refresh returns."
_REMEDY = "await Promise.all([save(accessToken), save(refreshToken)]); and only then return or release the lock."
_REDUCER_CURE = "Nobody can wait for what a reducer starts: await the write in the refresh, then dispatch."
_REDUCER_REMEDY = "Take the write out of the reducer: await save(tokens); dispatch(setTokens(tokens)); in the refresh."
