"""A refresh keeps the new access token and drops the new refresh token.

## What it does

Reports a refresh whose answer is known to carry a new refresh token, by its type or because the code reads it, of which only the
access token is kept. Nothing is said where the whole answer is handed on, or where nothing is known about it.

## Why it matters

A backend that rotates refresh tokens accepts each of them once. The first refresh works. The second one sends the token that the
first has spent: the backend refuses it, or takes it for theft and revokes the session.

## Bad

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
type Tokens = { accessToken: string; refreshToken: string };

async function refreshTokens(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const tokens: Tokens = await answer.json();
  await SecureStore.setItemAsync("accessToken", tokens.accessToken); // want: dropped-rotated-token
  return tokens.accessToken;
}

let flight: Promise<string> | null = null;
export const freshToken = () => (flight ??= refreshTokens().finally(() => { flight = null; }));
```

## Good

```ts
import * as SecureStore from "expo-secure-store";

const API = "https://api.example.com";
type Tokens = { accessToken: string; refreshToken: string };

async function refreshTokens(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const answer = await fetch(`${API}/auth/refresh`, { method: "POST", body: JSON.stringify({ refreshToken }) });
  if (!answer.ok) throw new Error(`refresh answered ${answer.status}`);
  const tokens: Tokens = await answer.json();
  await SecureStore.setItemAsync("accessToken", tokens.accessToken);
  await SecureStore.setItemAsync("refreshToken", tokens.refreshToken);
  return tokens.accessToken;
}

let flight: Promise<string> | null = null;
export const freshToken = () => (flight ??= refreshTokens().finally(() => { flight = null; }));
```

## What it cannot see

Answers of which neither a type nor a read says that they carry a refresh token; tokens that the backend sets as cookies.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, DroppedRotation, Finding, Severity, Verdict, WitnessStep, rule


@rule("dropped-rotated-token", on=DroppedRotation, severity=Severity.WARNING, cwe=(672,), since="0.2", rotation=True)
def check(drop: DroppedRotation, auth: Auth) -> Iterator[Finding]:
    """One finding for each place that keeps only the access token."""
    where = auth.name(drop.at.code)
    request = auth.place(drop.refresh.at)
    known = "it is read and then not used" if drop.read is not None else f"{drop.type} lists it"
    steps = [WitnessStep("first refresh", f"spends the stored refresh token in {auth.name(drop.refresh.function)}", request)]
    if drop.read is not None:
        steps.append(WitnessStep("first refresh", "reads the new refresh token and does nothing with it", auth.place(drop.read)))
    steps += [
        WitnessStep("first refresh", "keeps the new access token only", auth.place(drop.at)),
        WitnessStep("second refresh", "sends the old refresh token again, which is already used", request),
    ]
    yield Finding(
        rule="dropped-rotated-token",
        severity=Severity.WARNING,
        verdict=Verdict("likely"),
        at=auth.place(drop.at),
        message=(
            f"{where} keeps the new access token but not the new refresh token, which the answer carries ({known}). The next refresh "
            "sends the old one, which a backend that rotates tokens refuses. Store both."
        ),
        witness=tuple(steps),
        related=(("the refresh request", request),),
        user_effect="After the access token has expired twice, people are signed out.",
        remedy="await save(data.accessToken, data.refreshToken ?? refreshToken);",
        function=where,
        cause=f"dropped refresh token of {drop.refresh.endpoint}",
    )
