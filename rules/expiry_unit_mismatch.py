"""A token's expiry is read in the wrong unit.

## What it does

Reports places where seconds meet milliseconds: the `exp` of a token or `expires_in` of an answer, which count seconds, compared
with, added to or subtracted from JavaScript's clock, which counts milliseconds, or made into a Date as they are.

## Why it matters

A number of seconds is a thousandth of the clock's: the app takes every token for expired and refreshes before each request, or
takes every token for good and never refreshes in time.

## Bad

```ts
import { jwtDecode } from "jwt-decode";

export function isExpired(token: string) {
  const decoded = jwtDecode(token);
  return decoded.exp! < Date.now() + 30_000; // want: expiry-unit-mismatch
}
```

## Good

```ts
import { jwtDecode } from "jwt-decode";

export function isExpired(token: string) {
  const decoded = jwtDecode(token);
  return decoded.exp! * 1000 < Date.now() + 30_000;
}
```

## What it cannot see

Units behind what another program stored, and fields such as `expiresAt`, which count either.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Severity, UnitMismatch, Verdict, WitnessStep, rule


@rule("expiry-unit-mismatch", on=UnitMismatch, severity=Severity.ERROR, cwe=(682,), since="0.1")
def check(mismatch: UnitMismatch, auth: Auth) -> Iterator[Finding]:
    """One finding for each function."""
    at = auth.place(mismatch.at)
    where = auth.name(mismatch.at.code)
    claim = mismatch.claim
    if mismatch.how == "made into a Date":
        what = f"`{claim}` counts seconds, and a Date is made of it as if it counted milliseconds"
    elif mismatch.seconds:
        what = f"`{claim}` counts seconds, and is {mismatch.how} milliseconds"
    else:
        what = f"`{claim}` was turned into milliseconds, and is {mismatch.how} seconds"
    yield Finding(
        rule="expiry-unit-mismatch",
        severity=Severity.ERROR,
        verdict=Verdict.LIKELY,
        at=at,
        message=(
            f"{where} is wrong about when the token expires: {what}. The app takes every token for expired, or none. "
            "Bring both sides to one unit."
        ),
        witness=(
            WitnessStep("backend", f"gives out a token whose `{claim}` is a number of seconds", None),
            WitnessStep("app", f"brings it together with another unit in {where}", at),
            WitnessStep("app", "is off by a factor of a thousand from then on", None),
        ),
        user_effect="The app is slow because it renews the session before each request, or people are signed out because it never does.",
        remedy="const expiresAt = decoded.exp * 1000; // milliseconds, as Date.now() counts them",
        function=where,
        cause=f"unit of {claim} {at.path} {where}",
    )
