"""A refresh that ends and leaves its lock behind.

## What it does

Reports a shared promise, flag or lock of a refresh that on some way stays set after the refresh has ended: a failure, an early
return or one branch of the answer that no reset follows.

## Why it matters

One lost connection during a refresh, and every later request waits for a refresh that never comes, or is handed the old failure,
until the app is killed.

## Bad

```ts
let refreshing: Promise<void> | null = null;

async function exchange() {
  const answer = await fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
  vault.keep(await answer.json());
}

export async function call(path: string) {
  const first = await fetch(path, { headers: vault.headers() });
  if (first.status !== 401) return first;
  if (!refreshing) {
    refreshing = exchange().then(() => { refreshing = null; }); // want: unreleased-flight
  }
  await refreshing;
  return fetch(path, { headers: vault.headers() });
}
```

## Good

```ts
let refreshing: Promise<void> | null = null;

async function exchange() {
  const answer = await fetch("/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken: vault.refresh }) });
  vault.keep(await answer.json());
}

export async function call(path: string) {
  const first = await fetch(path, { headers: vault.headers() });
  if (first.status !== 401) return first;
  if (!refreshing) {
    refreshing = exchange().finally(() => { refreshing = null; });
  }
  await refreshing;
  return fetch(path, { headers: vault.headers() });
}
```

## What it cannot see

Failures of storage and of the code's own clean-up; releases by native code.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Leak, Severity, WitnessStep, rule, shown_or_told


@rule("unreleased-flight", on=Leak, severity=Severity.ERROR, cwe=(460, 833), since="0.1")
def check(leak: Leak, auth: Auth) -> Iterator[Finding]:
    """One finding for each cell that a way leaves set."""
    guard = leak.guard
    name, where = guard.cell.name, auth.name(leak.at.code)
    steps = [WitnessStep("first call", f"sets {name} and starts the refresh", auth.place(leak.at))]
    if leak.exit is not None:
        steps.append(WitnessStep("first call", f"leaves here with {name} still set", auth.place(leak.exit)))
    else:
        steps.append(WitnessStep("first call", leak.how, auth.place(auth.refresh_of(guard).at)))
    steps.append(WitnessStep("second call", f"finds {name} set, and waits for a refresh that is over", auth.place(auth.test_of(guard))))
    judged = shown_or_told(auth, leak, steps)
    if judged is None:
        return
    verdict, witness = judged
    yield Finding(
        rule="unreleased-flight",
        severity=Severity.ERROR,
        verdict=verdict,
        at=auth.place(leak.at),
        message=(
            f"{name} stays set when the refresh in {where} ends: {leak.how}. From then on no refresh starts, and the app seems to hang "
            f"or fails until it is killed. Reset {name} in a finally around everything that follows the set."
        ),
        witness=witness,
        related=(("where it is tested", auth.place(auth.test_of(guard))),),
        user_effect="After one bad connection nothing loads any more until the app is closed and opened again.",
        remedy="flight = refresh().finally(() => { flight = null; }); or try { ... } finally { refreshing = false; }",
        function=where,
        cause=f"cell {name} {auth.place(leak.at).path}",
        cell=auth.cell_of(guard),
    )
