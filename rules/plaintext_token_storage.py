"""A sign-in token is kept where other eyes can read it.

## What it does

Reports a token (access, refresh, session token, JWT, or an object that holds one) that an Expo or React Native app writes to an
unencrypted store: AsyncStorage, MMKV without a key, SQLite, a plain file, or a persisted zustand or Redux state over one of them.
Helpers are followed from the store up to the code that has the token.

## Why it matters

These stores are ordinary files. A backup, a rooted phone or a thief with a cable reads them, and whoever has the token is signed in
as the user.

## Bad

```ts
import AsyncStorage from "@react-native-async-storage/async-storage";

export async function keep(accessToken: string) {
  await AsyncStorage.setItem("session.access", accessToken); // want: plaintext-token-storage
}
```

## Good

```ts
import * as SecureStore from "expo-secure-store";

export async function keep(accessToken: string) {
  await SecureStore.setItemAsync("session.access", accessToken);
}
```

## What it cannot see

Stores behind native modules, and helpers that come from packages. Code for the web is left out: a browser has no better place.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Severity, TokenWrite, Verdict, WitnessStep, rule


@rule("plaintext-token-storage", on=TokenWrite, severity=Severity.ERROR, cwe=(312, 922), since="0.1", security=7.5)
def check(write: TokenWrite, auth: Auth) -> Iterator[Finding]:
    """One finding for each function and store."""
    where = auth.name(write.at.code)
    under = f" under {write.key}" if write.key else ""
    steps = [WitnessStep("app", f"has {write.what} in {where}", auth.place(write.at))]
    steps += [WitnessStep("app", f"passes it on in {auth.name(point.code)}", auth.place(point)) for point in write.via[1:-1]]
    sink = write.via[-1]
    steps.append(WitnessStep("app", f"it lands in {write.store}{under}, unencrypted", auth.place(sink)))
    yield Finding(
        rule="plaintext-token-storage",
        severity=Severity.ERROR,
        verdict=Verdict(write.confidence),
        at=auth.place(write.at),
        message=(
            f"{where} keeps {write.what} in {write.store}{under}. That store is not encrypted: whoever gets at the phone's files or a "
            "backup of them can sign in as the user. Keep it in expo-secure-store or the keychain; on the web it may stay in the browser."
        ),
        witness=tuple(steps),
        related=(("where it is written", auth.place(sink)),) if sink != write.at else (),
        user_effect="Somebody with a backup of the phone, or the phone itself, can use the account without the password.",
        remedy="await SecureStore.setItemAsync(key, token); and read and delete it there. Remove the copy in the old store once.",
        function=where,
        cause=f"token in {write.store} {auth.place(sink).path} {write.key}",
    )
