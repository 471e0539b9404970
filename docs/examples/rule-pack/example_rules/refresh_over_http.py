"""A refresh token is sent without encryption.

## What it does

Reports a token refresh whose address begins with `http:`, other than one of this machine.

## Why it matters

Whoever shares the network reads the refresh token, and is signed in as the user from then on.

## Bad

```ts
export async function renew(refreshToken: string) {
  const answer = await fetch("http://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  return answer.json();
}
```

## Good

```ts
export async function renew(refreshToken: string) {
  const answer = await fetch("https://api.example.com/auth/refresh", { method: "POST", body: JSON.stringify({ refreshToken }) });
  return answer.json();
}
```

## What it cannot see

Addresses that come from outside of the code.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, RefreshOperation, Severity, Verdict, WitnessStep, rule

LOCAL = ("http://localhost", "http://127.0.0.1", "http://10.0.2.2")


@rule("refresh-over-http", on=RefreshOperation, severity=Severity.ERROR, cwe=(319,), since="1.0", security=7.0)
def check(refresh: RefreshOperation, auth: Auth) -> Iterator[Finding]:
    """One finding for each refresh with such an address."""
    address = next((url for url in refresh.request.urls if url.startswith("http://") and not url.startswith(LOCAL)), None)
    if address is None:
        return
    at = auth.place(refresh.at)
    yield Finding(
        rule="refresh-over-http",
        severity=Severity.ERROR,
        verdict=Verdict.LIKELY,
        at=at,
        message=f"The refresh token goes to {address} without encryption. Use https.",
        witness=(WitnessStep("app", "sends the refresh token in the clear", at),),
        user_effect="Somebody in the same café can take the account over.",
        remedy="Use the https address of the backend.",
        function=auth.name(refresh.function),
        cause=f"clear text {address}",
    )
