"""A guard against double refreshes that does not hold.

## What it does

Reports a guard around a refresh (a promise, flag, queue or lock) that lets a second caller through or leaves it without the new
token: an await between the test and the set; a cell that each hook, instance or call has for itself; late callers that are turned
away, or go on with the old token, instead of waiting for the refresh that runs.

## Why it matters

The code looks protected, and in a quick test it is. With several requests at once the late ones fail although the refresh works,
or a second refresh spends the used token and the backend ends the session.

## Bad

```ts
let refreshing = false;

export async function renew(): Promise<string | null> {
  if (refreshing) return null; // want: ineffective-single-flight
  refreshing = true;
  try {
    const answer = await fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
    return vault.keep(await answer.json());
  } finally {
    refreshing = false;
  }
}

export async function call(path: string) {
  const first = await fetch(path, { headers: vault.headers() });
  if (first.status !== 401) return first;
  const token = await renew();
  if (!token) throw new Error("signed out");
  return fetch(path, { headers: vault.headers() });
}
```

## Good

```ts
let refreshing: Promise<string> | null = null;

export function renew(): Promise<string> {
  refreshing ??= exchange().finally(() => { refreshing = null; });
  return refreshing;
}

async function exchange(): Promise<string> {
  const answer = await fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
  return vault.keep(await answer.json());
}

export async function call(path: string) {
  const first = await fetch(path, { headers: vault.headers() });
  if (first.status !== 401) return first;
  await renew();
  return fetch(path, { headers: vault.headers() });
}
```

## What it cannot see

Whether an outer layer retries what was turned away; how often a class is instantiated by code outside of the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Guard, Severity, WitnessStep, rule, shown_or_told


@rule("ineffective-single-flight", on=Guard, severity=Severity.ERROR, cwe=(362, 820), since="0.1", rotation=True)
def check(guard: Guard, auth: Auth) -> Iterator[Finding]:
    """One finding for each guard that does not work, with the first reason that holds."""
    name, where = guard.cell.name, auth.name(guard.code)
    test = auth.place(auth.test_of(guard))
    if guard.gap is not None:
        await_at = auth.place(auth.gap_of(guard))
        fault = f"{where} tests {name} and sets it only after an await, so a second caller passes the test meanwhile"
        steps: tuple[WitnessStep, ...] = (
            WitnessStep("first call", f"finds {name} empty", test),
            WitnessStep("first call", "waits here, before it has set anything", await_at),
            WitnessStep("second call", f"finds {name} still empty and goes on as well", test),
        )
        cure = f"Set {name} in the same tick as the test, and await inside of the shared promise."
    elif guard.not_shared:
        fault = f"{name} in {where} does not hold callers apart: {guard.not_shared}"
        steps = (
            WitnessStep("first call", f"sets its own {name}", auth.place(guard.sets[0])),
            WitnessStep("second call", f"tests another {name}, finds it empty, and refreshes too", test),
        )
        cure = f"Keep {name} in one place for the whole app: at module level or in the root provider."
    elif guard.gives_up and auth.matters(guard):
        fault = f"a caller that comes while {where} refreshes gets {guard.gives_up} instead of the new token"
        steps = (
            WitnessStep("first call", f"sets {name} and refreshes", auth.place(guard.sets[0])),
            WitnessStep("second call", f"finds {name} set, and gets {guard.gives_up}", test),
        )
        cure = "Hand late callers the promise of the refresh that runs."
    elif guard.fault:
        fault = f"{name} in {where} does not keep callers together: {guard.fault}"
        steps = (WitnessStep("first call", f"sets {name} and refreshes", auth.place(guard.sets[0]) if guard.sets else test),)
        cure = f"Test and set {name} in one tick, read the token inside, and hand late callers the promise of the refresh that runs."
    else:
        return
    refresh = auth.refresh_of(guard)
    judged = shown_or_told(
        auth, guard, (*steps, WitnessStep("backend", "meets two refreshes, or a request with the old token", auth.place(refresh.at)))
    )
    if judged is None:
        return
    verdict, witness = judged
    yield Finding(
        rule="ineffective-single-flight",
        severity=Severity.ERROR,
        verdict=verdict,
        at=test,
        message=(
            f"The guard of the refresh does not hold: {fault}. Requests fail, or the user is logged out, when several run at once. {cure}"
        ),
        witness=witness,
        related=(("the refresh request", auth.place(refresh.at)),),
        user_effect="After a pause some screens stay empty or show an error, or people find themselves logged out.",
        remedy="let flight = null; then everywhere: flight ??= refresh().finally(() => { flight = null; }); return flight;",
        function=where,
        cause=f"guard {name} {test.path}",
        cell=auth.cell_of(guard),
    )
