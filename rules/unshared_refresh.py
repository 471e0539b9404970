"""A refresh can run twice at once.

## What it does

Reports a refresh of the session's tokens that two callers can start at the same time, with nothing that makes them share one: no
shared promise, flag with waiters or lock, or a second way to the refresh that goes past the one that is there.

## Why it matters

Backends that rotate refresh tokens accept each of them once. When the app resumes, several screens ask at once, all get a 401 and
each starts a refresh of its own: the second one sends a token that is already used. The backend takes that for theft and ends the
session, or its late failure overwrites the fresh pair. The user finds himself logged out, and never on the developer's phone.

## Bad

```ts
import axios from "axios";

const api = axios.create({ baseURL: "https://api.example.com" });

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  const { data } = await axios.post("/auth/refresh", { refreshToken: vault.refresh }); // want: unshared-refresh
  vault.keep(data);
  return api(error.config);
});
```

## Good

```ts
import axios from "axios";

const api = axios.create({ baseURL: "https://api.example.com" });
let refreshing: Promise<void> | null = null;

async function refresh() {
  const { data } = await axios.post("/auth/refresh", { refreshToken: vault.refresh });
  vault.keep(data);
}

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  refreshing ??= refresh().finally(() => { refreshing = null; });
  await refreshing;
  return api(error.config);
});
```

## What it cannot see

Locks held in native modules or on the server; callers in code that is not part of the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Overlap, Severity, overlap_story, rule, shown_or_told


@rule("unshared-refresh", on=Overlap, severity=Severity.ERROR, cwe=(362, 820), since="0.1", rotation=True)
def check(overlap: Overlap, auth: Auth) -> Iterator[Finding]:
    """One finding for each function that starts a refresh without joining the one under way."""
    where = auth.name(overlap.at.code)
    guard = overlap.guarded_elsewhere
    if guard is None:
        cause = f"Nothing makes overlapping callers of {where} share one refresh"
    else:
        cause = f"{where} starts a refresh beside the one that {auth.name(guard.code)} guards with {guard.cell.name}"
    message = (
        f"{cause}: two requests can each spend the same refresh token, and the user is logged out when the second one fails. "
        "Share one refresh: keep its promise in one place, hand it to whoever comes while it runs, and clear it in finally."
    )
    related = []
    if overlap.at != overlap.refresh.at:
        related.append(("the refresh request", auth.place(overlap.refresh.at)))
    if guard is not None:
        related.append(("the guard that this way goes past", auth.place(auth.test_of(guard))))
    judged = shown_or_told(auth, overlap, overlap_story(auth, overlap))
    if judged is None:
        return
    verdict, witness = judged
    yield Finding(
        rule="unshared-refresh",
        severity=Severity.ERROR,
        verdict=verdict,
        at=auth.place(overlap.at),
        message=message,
        witness=witness,
        related=tuple(related),
        user_effect="Now and then, mostly when they come back to the app, people find themselves logged out for no reason.",
        remedy="let flight = null; then everywhere: flight ??= refresh().finally(() => { flight = null; }); await flight;",
        function=where,
        cause=f"refresh {overlap.refresh.endpoint}",
    )
