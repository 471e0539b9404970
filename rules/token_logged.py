"""A sign-in token is printed, logged or sent to a crash reporter.

## What it does

Reports a token (access, refresh, session token, JWT), or an object that holds one (the answer of a sign-in or refresh, the headers of
a request, a session, an address with a token in it), that reaches the console, a logger, a crash reporter or analytics. Wrappers are
followed from the logger up to the code that has the token. A log behind `__DEV__` is reported as a note.

## Why it matters

Logs travel: into the device's log that other tools read, bug reports, screenshots, crash reports on somebody else's server, files
that support asks for. Whoever reads the line is signed in as the user until the token expires; with a refresh token, much longer.

## Bad

```ts
export async function signIn(email: string, password: string) {
  const response = await fetch("/auth/login", { method: "POST", body: JSON.stringify({ email, password }) });
  const session = await response.json();
  console.log("signed in", session); // want: token-logged
  return session.accessToken;
}
```

## Good

```ts
export async function signIn(email: string, password: string) {
  const response = await fetch("/auth/login", { method: "POST", body: JSON.stringify({ email, password }) });
  const session = await response.json();
  console.log("signed in", response.status, Boolean(session.accessToken));
  return session.accessToken;
}
```

## What it cannot see

Builds that strip console calls. Whether a token is there, how long it is, its kind, or a preview of a few characters is no finding;
neither are push tokens, one-time codes and the names under which tokens are kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Severity, TokenLog, Verdict, WitnessStep, rule


@rule("token-logged", on=TokenLog, severity=Severity.WARNING, cwe=(532,), since="0.1", security=5.5)
def check(log: TokenLog, auth: Auth) -> Iterator[Finding]:
    """One finding for each function."""
    where = auth.name(log.at.code)
    steps = [WitnessStep("app", f"has {log.what} in {where}", auth.place(log.at))]
    steps += [WitnessStep("app", f"passes it on in {auth.name(point.code)}", auth.place(point)) for point in log.via[1:-1]]
    steps.append(WitnessStep("app", f"it is written to {log.logger} as it is", auth.place(log.via[-1])))
    builds = " in development builds" if log.developers else ""
    yield Finding(
        rule="token-logged",
        severity=Severity.NOTE if log.developers else Severity.WARNING,
        verdict=Verdict(log.confidence),
        at=auth.place(log.at),
        message=(
            f"{where} writes {log.what} to {log.logger}{builds}. Logs end up in device logs, bug reports and crash reports: whoever reads "
            "them can sign in as the user. Log whether it is there, not what it is."
        ),
        witness=tuple(steps),
        related=(
            *((("where it is written", auth.place(log.via[-1])),) if log.via[-1] != log.at else ()),
            *(("logged here too", auth.place(point)) for point in log.others),
        ),
        user_effect="Somebody who sees a log or a crash report can use the account without the password.",
        remedy="Delete the line, or log a fact about the token instead: console.log('signed in', Boolean(token)).",
        function=where,
        cause=f"token logged in {auth.place(log.at).path} {where}",
    )
