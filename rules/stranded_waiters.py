"""Requests that wait for a refresh which fails are never answered.

## What it does

Reports a list of waiting requests (callbacks, resolvers, deferreds) that a failing refresh drops without waking those on it, or
whose members cannot be woken by a failure. Where a run shows that a request waits for ever on anything else (an event, a lock, a
promise that is kept), it is reported at the refresh.

## Why it matters

While one request refreshes, the others wait on the list. If the refresh fails (a tunnel, a backend that restarts, a session that
is over) and the list is simply emptied, each of these screens shows its spinner until the app is killed: no error, no retry.

## Bad

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
let refreshing = false;
let waiting: Array<{ resolve: (token: string) => void; reject: (error: unknown) => void }> = [];

async function exchange(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

async function renew(): Promise<string> {
  if (refreshing) {
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }
  refreshing = true;
  try {
    const token = await exchange();
    waiting.forEach((each) => each.resolve(token));
    return token;
  } catch (error) {
    throw error;
  } finally {
    waiting = []; // want: stranded-waiters
    refreshing = false;
  }
}

const send = (path: string, token: string | null) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });

export async function call(path: string) {
  const first = await send(path, await SecureStore.getItemAsync("accessToken"));
  return first.status === 401 ? send(path, await renew()) : first;
}
```

## Good

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
let refreshing = false;
let waiting: Array<{ resolve: (token: string) => void; reject: (error: unknown) => void }> = [];

async function exchange(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const pair = await answer.json();
  await SecureStore.setItemAsync("accessToken", pair.accessToken);
  await SecureStore.setItemAsync("refreshToken", pair.refreshToken);
  return pair.accessToken;
}

async function renew(): Promise<string> {
  if (refreshing) {
    return new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  }
  refreshing = true;
  try {
    const token = await exchange();
    waiting.forEach((each) => each.resolve(token));
    return token;
  } catch (error) {
    waiting.forEach((each) => each.reject(error));
    throw error;
  } finally {
    waiting = [];
    refreshing = false;
  }
}

const send = (path: string, token: string | null) => fetch(API + path, { headers: { Authorization: `Bearer ${token}` } });

export async function call(path: string) {
  const first = await send(path, await SecureStore.getItemAsync("accessToken"));
  return first.status === 401 ? send(path, await renew()) : first;
}
```

## What it cannot see

Lists kept by code outside of the project; waiters that a timeout of the HTTP client ends.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Severity, Stranding, WitnessStep, refresh_steps, rule, shown_or_told


@rule("stranded-waiters", on=Stranding, severity=Severity.ERROR, cwe=(833, 755), since="0.2")
def check(stranding: Stranding, auth: Auth) -> Iterator[Finding]:
    """One finding for each list that a failed refresh leaves unanswered."""
    where = auth.name(stranding.guard.code if stranding.guard is not None else stranding.refresh.function)
    when = "once it is over" if stranding.later else "although it works" if stranding.worked else "when it fails"
    if stranding.dropped:
        fault = f"{stranding.name} is emptied here, and nobody tells those who wait on it how it ended"
    elif stranding.name:
        fault = f"what is put on {stranding.name} here is not settled when the refresh {'works' if stranding.worked else 'fails'}"
    elif stranding.later:
        fault = "a call that comes later takes it for running, and waits for its end"
    else:
        fault = "nobody settles what they wait for"
    remedy = "Keep resolve and reject of each, and reject all of them before the list is emptied."
    if stranding.later:
        remedy = "Reset what says that it runs whatever way it ends."
    judged = shown_or_told(auth, stranding, _told(stranding, auth))
    if judged is None:
        return
    verdict, witness = judged
    yield Finding(
        rule="stranded-waiters",
        severity=Severity.ERROR,
        verdict=verdict,
        at=auth.place(stranding.at),
        message=f"Requests that wait for the refresh in {where} hang for ever {when}: {fault}. {remedy}",
        witness=witness,
        related=(("the refresh request", auth.place(stranding.refresh.at)),),
        user_effect="After one bad connection some screens show their spinner for ever, others work.",
        remedy="catch (error) { waiting.forEach(({ reject }) => reject(error)); throw error; } finally { waiting = []; }",
        function=where,
        cause=f"waiters {stranding.name} {auth.place(stranding.at).path}",
        cell=None if stranding.guard is None else auth.cell_of(stranding.guard),
    )


def _told(stranding: Stranding, auth: Auth) -> list[WitnessStep]:
    """How a caller comes to wait for ever, as the facts have it."""
    guard, end = stranding.guard, stranding.exit
    if guard is None:
        return []
    where = auth.name(guard.code)
    return [
        WitnessStep("first call", f"finds no refresh under way in {where}, and goes to refresh", auth.place(auth.test_of(guard))),
        refresh_steps(auth, stranding.refresh, "first call"),
        WitnessStep("second call", f"finds the refresh under way, and waits on {stranding.name}", auth.place(stranding.waits)),
        WitnessStep("backend", "refuses the refresh, or is not reached", None),
        WitnessStep("first call", f"leaves here, and nobody on {stranding.name} is told", None if end is None else auth.place(end)),
        WitnessStep("second call", "is never answered: nothing is left that could wake it", None),
    ]
