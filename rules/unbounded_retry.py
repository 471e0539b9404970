"""A refused request that is refreshed and sent again without an end.

## What it does

Reports a request that is sent again after a token refresh in a way that leads into the same refresh once more, while no mark,
counter or argument bounds the number of rounds: an interceptor that sends through its own client, a function that calls itself.

## Why it matters

Where the backend refuses a request although the token is new (a revoked session, a missing right, a clock that is wrong), the app
refreshes and asks again for ever: the screen never gets an answer, the battery and the data plan pay, the backend is flooded.

## Bad

```ts
import axios from "axios";

const api = axios.create({ baseURL: "https://api.example.com" });

async function renew() {
  const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken: vault.refresh });
  vault.keep(data);
}

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401) throw error;
  await renew();
  return api(error.config); // want: unbounded-retry
});
```

## Good

```ts
import axios from "axios";

const api = axios.create({ baseURL: "https://api.example.com" });

async function renew() {
  const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken: vault.refresh });
  vault.keep(data);
}

api.interceptors.response.use(undefined, async (error) => {
  if (error.response?.status !== 401 || error.config.retried) throw error;
  error.config.retried = true;
  await renew();
  return api(error.config);
});
```

## What it cannot see

Caps that the backend keeps; loops through several apps or tabs; marks that only code outside of the project reads.
"""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.api import Auth, Finding, Replay, Severity, WitnessStep, rule, shown_or_told


@rule("unbounded-retry", on=Replay, severity=Severity.ERROR, cwe=(834, 674), since="0.1")
def check(replay: Replay, auth: Auth) -> Iterator[Finding]:
    """One finding for each round that nothing bounds."""
    if replay.bound:
        return
    where = auth.name(replay.handler)
    if replay.recursive:
        back = f"{where} calls itself again after the refresh"
        cure = "Hand on an argument (isRetry = true, or a counter) and refresh only while it allows it."
    elif replay.inner:
        back = f"the handler in {where} sends a new request through the client whose failures it handles"
        cure = "Send it through a client without this handler, or mark it so that its own failure is not refreshed."
    else:
        back = f"the handler in {where} sends the request again through the client whose failures it handles"
        cure = "Mark the request before it is sent again, and refresh only for requests without the mark."
    judged = shown_or_told(
        auth,
        replay,
        (
            WitnessStep("backend", "refuses the request", None),
            WitnessStep("app", f"refreshes the token in {auth.name(replay.refresh.code)}", auth.place(replay.refresh)),
            WitnessStep("app", "sends the request with the new token", auth.place(replay.at)),
            WitnessStep("backend", "refuses it again: the session is revoked, or the token was not what was wrong", None),
            WitnessStep("app", f"comes back to {where}, which does not know that it has tried already, and refreshes again", None),
        ),
    )
    if judged is None:
        return
    verdict, witness = judged
    yield Finding(
        rule="unbounded-retry",
        severity=Severity.ERROR,
        verdict=verdict,
        at=auth.place(replay.at),
        message=(
            f"A request that is refused although the token is new is refreshed and sent again for ever: {back}, and no mark or counter "
            f"bounds the rounds. {cure}"
        ),
        witness=witness,
        related=(("the refresh", auth.place(replay.refresh)),),
        user_effect="The screen loads for ever, and the app sends requests without a pause until it is closed.",
        remedy="if (status !== 401 || config._retry) throw error; config._retry = true; await refresh(); return api(config);",
        function=where,
        cause=f"round of {where} {auth.place(replay.at).path}",
    )
