"""How an app signs in and stays signed in, in words for its owner: the facts of Auth, findings or not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from refreshlint.auth.concepts import Guard, Point, RefreshOperation, Trigger, TriggerKind
from refreshlint.auth.models.storage import SECURE_WRITES
from refreshlint.finding import Fact, LoginPicture
from refreshlint.js import ir

if TYPE_CHECKING:
    from refreshlint.auth.auth import Auth

_STACKS: tuple[tuple[bytes, str], ...] = (
    (b"@supabase/supabase-js", "Supabase"),
    (b"@supabase/auth-js", "Supabase"),
    (b"firebase/auth", "Firebase"),
    (b"@react-native-firebase/auth", "Firebase"),
    (b"@clerk/", "Clerk"),
    (b"react-native-auth0", "Auth0"),
    (b"@auth0/", "Auth0"),
    (b"aws-amplify", "AWS Amplify"),
    (b"@aws-amplify/", "AWS Amplify"),
    (b"appwrite", "Appwrite"),
    (b"better-auth", "Better Auth"),
    (b"@okta/", "Okta"),
    (b"pocketbase", "PocketBase"),
    (b"convex/react", "Convex"),
    (b"expo-auth-session", "an OAuth provider (expo-auth-session)"),
    (b"react-native-app-auth", "an OAuth provider (react-native-app-auth)"),
    (b"@react-native-google-signin/", "Google sign-in"),
    (b"expo-apple-authentication", "Apple sign-in"),
)
"""What stands in the import of a sign-in library -> its name."""

_KEYS_SHOWN = 6

_WHEN = {
    TriggerKind.UNAUTHORIZED: "after a 401",
    TriggerKind.EXPIRY: "when the token is about to expire",
    TriggerKind.INTERCEPTOR: "before a request",
    TriggerKind.TIMER: "by a timer",
    TriggerKind.RESUME: "when the app comes back",
    TriggerKind.EFFECT: "when a screen or the app starts",
    TriggerKind.USER: "when the user does something",
    TriggerKind.CALL: "when another part of the code asks for it",
    TriggerKind.SOCKET: "when a socket connects",
}


def picture(auth: Auth) -> LoginPicture:
    """The picture of a project, or of the part that is loaded."""
    return LoginPicture(
        stack=_stack(auth),
        tokens=_tokens(auth),
        refreshes=tuple(_refresh(auth, refresh) for refresh in auth.refreshes),
        shared=_shared(auth),
        unauthorized=_unauthorized(auth),
        refused=_refused(auth),
        offline=_offline(auth),
    )


def _stack(auth: Auth) -> tuple[str, ...]:
    """The libraries and backends that the code names in quotes."""
    found: dict[str, None] = {}
    for path in auth.project.paths:
        source = auth.project.source(path)
        if source is None:
            continue
        for mark, name in _STACKS:
            if name not in found and any(quote + mark in source.data for quote in (b'"', b"'")):
                found[name] = None
    if auth.refreshes or (not found and (auth.token_writes or _secure(auth))):
        found["its own backend"] = None
    return tuple(found)


def _tokens(auth: Auth) -> tuple[Fact, ...]:
    """One fact for each store and key."""
    facts: dict[str, Fact] = {}
    for write in auth.token_writes:
        text = f"{write.what} in {write.store}, unencrypted"
        facts.setdefault(text, Fact(text, auth.place(write.at), sound=False))
    for session in auth.session_configurations:
        text = f"the session of {session.sdk} in {session.store}, unencrypted, as the vendor's guide shows it"
        facts.setdefault(text, Fact(text, auth.place(session.at)))
    secure = _secure(auth)
    return tuple(facts.values()) + ((secure,) if secure is not None else ())


def _secure(auth: Auth) -> Fact | None:
    """What the phone's encrypted store holds, with the keys that the code writes; sign-in or not is for the reader to say."""
    keys: dict[str, None] = {}
    first: Point | None = None
    for code in auth.project.all_codes():
        for index, instr in enumerate(code.function.code):
            if instr.op not in (ir.CALL, ir.INVOKE):
                continue
            if any(value.path in SECURE_WRITES for value in auth.values.callee(code, instr)):
                first = first or Point(code, index)
                arguments = auth.values.arguments(instr)
                keys.update(dict.fromkeys(auth.shapes.texts(code, arguments[0])[:1] if arguments else ()))
    if first is None:
        return None
    under = f", under {_listed(sorted(keys)[:_KEYS_SHOWN])}" if keys else ""
    return Fact(f"in the phone's encrypted store{under}", auth.place(first))


def _refused(auth: Auth) -> tuple[Fact, ...]:
    """Where a session ends over a failure of the refresh, whatever the failure is; a refusal is one."""
    facts = [Fact(f"{each.what}, in {auth.name(each.at.code)}", auth.place(each.at)) for each in auth.dismissals if each.refreshes]
    return tuple(dict.fromkeys(facts))


def _offline(auth: Auth) -> tuple[Fact, ...]:
    """Whether a lost network ends the session."""
    facts = [Fact(f"{each.what} all the same, in {auth.name(each.at.code)}", auth.place(each.at), sound=False) for each in auth.dismissals]
    if not facts and auth.refreshes:
        facts = [Fact("nothing was seen that ends the session for it")]
    return tuple(dict.fromkeys(facts))


def _refresh(auth: Auth, refresh: RefreshOperation) -> Fact:
    kinds = dict.fromkeys(trigger.kind for trigger in auth.flights.triggers(refresh))
    when = _listed([_WHEN[kind] for kind in kinds]) or "when it is called"
    return Fact(f"by {auth.name(refresh.function)}, {when}", auth.place(refresh.at))


def _shared(auth: Auth) -> tuple[Fact, ...]:
    """What callers that come at once share."""
    unshared = {overlap.refresh.at for overlap in auth.overlaps if not auth.is_refuted(overlap)}
    facts = []
    for refresh in auth.refreshes:
        guard = _guard(auth.flights.triggers(refresh))
        if refresh.at in unshared:
            facts.append(Fact(f"each may start {auth.name(refresh.function)} for itself", auth.place(refresh.at), sound=False))
        elif guard is None:
            facts.append(Fact(f"only one starts {auth.name(refresh.function)} at a time", auth.place(refresh.at)))
        elif guard.works:
            facts.append(Fact(f"they share one, by {guard.cell.name}", auth.place(auth.test_of(guard))))
        else:
            facts.append(Fact(f"{guard.cell.name} is meant to make them share one", auth.place(auth.test_of(guard)), sound=False))
    return tuple(dict.fromkeys(facts))


def _guard(triggers: Iterable[Trigger]) -> Guard | None:
    return next((trigger.guard for trigger in triggers if trigger.guard is not None), None)


def _unauthorized(auth: Auth) -> tuple[Fact, ...]:
    facts = []
    for replay in auth.replays:
        if replay.bound:
            facts.append(Fact(f"{auth.name(replay.handler)} renews and asks again, bounded by {replay.bound}", auth.place(replay.at)))
        else:
            facts.append(Fact(f"{auth.name(replay.handler)} renews and asks again, without end", auth.place(replay.at), sound=False))
    return tuple(dict.fromkeys(facts))


def _listed(texts: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(texts[:-1]), *texts[-1:]) if part)
