"""A token is taken for good until the second in which it expires.

## What it does

Reports a token's expiry that is compared with the phone's clock without a margin, where that alone decides: the session is ended on
it, or a refresh is started or spared and nothing repairs a wrong answer.

## Why it matters

Clocks of phones are wrong by seconds to minutes, and a request takes time. A token that is good when it is looked at is refused when
it arrives; where nothing else refreshes, the request fails.

## Bad

```ts
import { jwtDecode } from "jwt-decode";

export async function tokenToSend(vault: Vault) {
  const token = await vault.read();
  const { exp } = jwtDecode<{ exp: number }>(token);
  if (exp * 1000 < Date.now()) return renew(vault); // want: no-expiry-leeway
  return token;
}

async function renew(vault: Vault) {
  const body = JSON.stringify({ refreshToken: vault.refresh });
  const answer = await fetch("https://api.example.com/auth/refresh", { method: "POST", body });
  return vault.keep(await answer.json());
}
```

## Good

```ts
import { jwtDecode } from "jwt-decode";

export async function tokenToSend(vault: Vault) {
  const token = await vault.read();
  const { exp } = jwtDecode<{ exp: number }>(token);
  if (exp * 1000 < Date.now() + 60_000) return renew(vault);
  return token;
}

async function renew(vault: Vault) {
  const body = JSON.stringify({ refreshToken: vault.refresh });
  const answer = await fetch("https://api.example.com/auth/refresh", { method: "POST", body });
  return vault.keep(await answer.json());
}
```

## What it cannot see

Margins that the backend gives, and checks whose answer leaves the project.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, BareExpiryCheck, Finding, Severity, Verdict, WitnessStep, rule


@rule("no-expiry-leeway", on=BareExpiryCheck, severity=Severity.WARNING, cwe=(367,), since="0.1")
def check(bare: BareExpiryCheck, auth: Auth) -> Iterator[Finding]:
    """One finding for each function."""
    at, decides = auth.place(bare.at), auth.place(bare.decides)
    where = auth.name(bare.at.code)
    yield Finding(
        rule="no-expiry-leeway",
        severity=Severity.WARNING,
        verdict=Verdict.LIKELY,
        at=at,
        message=(
            f"{where} takes the token for good until the second in which it expires, and that {bare.how}. A clock that is a little wrong, "
            "or a slow network, is enough for a request with a dead token. Compare with a margin of 30 to 60 seconds."
        ),
        witness=(
            WitnessStep("app", f"finds in {where} that the token is good for another second", at),
            WitnessStep("app", f"acts on it in {auth.name(bare.decides.code)}", decides),
            WitnessStep("backend", "gets the request when the token has expired, and refuses it", None),
        ),
        related=((f"what {bare.how}", decides),),
        user_effect="Now and then a request fails for no reason, mostly on phones whose clock is off or whose network is slow.",
        remedy="const MARGIN_MS = 60_000; if (expiresAtMs - MARGIN_MS <= Date.now()) await refresh();",
        function=where,
        cause=f"margin of {at.path} {where}",
    )
