"""An SDK keeps the session where other eyes can read it.

## What it does

Reports where Supabase, Firebase, Amplify or PocketBase is told, or by its default left, to keep the session in an unencrypted store
of an Expo or React Native app.

## Why it matters

The vendors' own guides show AsyncStorage, so this is for information. The store is an ordinary file all the same: whoever reads it,
or a backup of it, has the refresh token and is signed in as the user.

## Bad

```ts
import AsyncStorage from "@react-native-async-storage/async-storage";
import { createClient } from "@supabase/supabase-js";

export const client = createClient("https://api.example.com", "public-key", { // want: sdk-plaintext-session
  auth: { storage: AsyncStorage, persistSession: true },
});
```

## Good

```ts
import * as SecureStore from "expo-secure-store";
import { createClient } from "@supabase/supabase-js";

const vault = {
  getItem: (key: string) => SecureStore.getItemAsync(key),
  setItem: (key: string, value: string) => SecureStore.setItemAsync(key, value),
  removeItem: (key: string) => SecureStore.deleteItemAsync(key),
};

export const client = createClient("https://api.example.com", "public-key", {
  auth: { storage: vault, persistSession: true },
});
```

## What it cannot see

Stores that come from packages other than the known ones, and SDKs that are configured in native code.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, SessionConfiguration, Severity, Verdict, WitnessStep, rule


@rule("sdk-plaintext-session", on=SessionConfiguration, severity=Severity.NOTE, cwe=(312, 922), since="0.1", security=4.0)
def check(configuration: SessionConfiguration, auth: Auth) -> Iterator[Finding]:
    """One finding for each configuration."""
    sdk, store = configuration.sdk, configuration.store
    at = auth.place(configuration.at)
    yield Finding(
        rule="sdk-plaintext-session",
        severity=Severity.NOTE,
        verdict=Verdict.LIKELY,
        at=at,
        message=(
            f"{sdk} keeps the user's session in {store} here, as its own guide shows. That store is not encrypted: a backup of the phone "
            "holds the refresh token. Give it a store over expo-secure-store or the keychain if the account is worth it."
        ),
        witness=(
            WitnessStep("app", f"tells {sdk} to keep its session in {store}", at),
            WitnessStep("app", f"after each sign-in and refresh {sdk} writes both tokens there, unencrypted", None),
        ),
        user_effect="Somebody with a backup of the phone can use the account without the password.",
        remedy="An adapter with getItem, setItem and removeItem over SecureStore.",
        function=auth.name(configuration.at.code),
        cause=f"session of {sdk} in {at.path}",
    )
