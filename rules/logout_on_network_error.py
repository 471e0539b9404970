"""The session is ended although the refresh was only unlucky.

## What it does

Reports a place where the tokens are removed, the state says "signed out" or the user is sent to the sign-in because a refresh (or the
check of the stored token as the app starts) failed, and where a lost network, a timeout or a broken backend leads there as well as
a refusal.

## Why it matters

A refresh that fails in a tunnel says nothing about the session. The refresh token is still good, and is thrown away: the user has to sign
in again, loses what was not saved, and every hiccup of the backend signs out everybody who has the app open.

## Bad

```ts
export async function refresh() {
  try {
    const answer = await axios.post("/auth/refresh", { refreshToken: await SecureStore.getItemAsync("refreshToken") });
    await SecureStore.setItemAsync("accessToken", answer.data.accessToken);
    return answer.data.accessToken;
  } catch (error) {
    await SecureStore.deleteItemAsync("refreshToken"); // want: logout-on-network-error
    throw error;
  }
}
```

## Good

```ts
export async function refresh() {
  try {
    const answer = await axios.post("/auth/refresh", { refreshToken: await SecureStore.getItemAsync("refreshToken") });
    await SecureStore.setItemAsync("accessToken", answer.data.accessToken);
    return answer.data.accessToken;
  } catch (error) {
    if (error.response?.status === 401) await SecureStore.deleteItemAsync("refreshToken");
    throw error;
  }
}
```

## What it cannot see

Failures that go through an event or a queue to somebody who cannot be found; what a backend means by the statuses it sends.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Dismissal, Finding, Severity, Verdict, WitnessStep, rule


@rule("logout-on-network-error", on=Dismissal, severity=Severity.WARNING, cwe=(755, 390), since="0.3")
def check(fact: Dismissal, auth: Auth) -> Iterator[Finding]:
    """One finding for each function that ends the session over a failure it does not look at."""
    where = auth.name(fact.at.code)
    asked = "the refresh" if fact.refreshes else "the check of the stored token"
    steps = [WitnessStep("app", text, auth.place(point)) for point, text in fact.steps]
    steps.insert(1, WitnessStep("backend", f"says nothing about the session: {fact.accident}", None))
    steps.append(WitnessStep("app", fact.what, auth.place(fact.at)))
    yield Finding(
        rule="logout-on-network-error",
        severity=Severity.WARNING,
        verdict=Verdict.LIKELY,
        at=auth.place(fact.at),
        message=(
            f"{where} ends the session when {asked} fails because {fact.accident}: the tokens are still good, and the user is signed out "
            "all the same. End the session only when the backend refuses the token (400, 401, invalid_grant), else keep it and try later."
        ),
        witness=tuple(steps),
        related=(("the request that fails", auth.place(fact.source)),),
        user_effect="Users are signed out in a tunnel, on a train, or whenever the backend has a bad minute.",
        remedy="if (status === 400 || status === 401) await signOut(); else throw error;",
        function=where,
        cause=f"session ended in {where} {auth.place(fact.at).path}",
    )
