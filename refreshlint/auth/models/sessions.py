"""SDKs that keep a session by themselves: which option of which call says where.

Sources: the documentation of each package (@supabase/supabase-js 2, firebase 10 and later, aws-amplify 6, pocketbase 0.2x,
nhost-js 3, better-auth 1, parse 5).
"""

from __future__ import annotations

from typing import NamedTuple


class SessionOption(NamedTuple):
    """argument and path of the option that takes the store; off: an option that, set to false, makes the SDK keep nothing."""

    sdk: str
    argument: int
    path: tuple[str, ...]
    off: tuple[str, ...] = ()


SESSION_OPTIONS: dict[str, SessionOption] = {
    **{
        f"{callee}": SessionOption("Supabase", 2, ("auth", "storage"), ("auth", "persistSession"))
        for callee in (
            "@supabase/supabase-js.createClient",
            "@supabase/supabase-js.*.createClient",
            "@supabase/supabase-js.default.createClient",
            "@supabase/supabase-js.SupabaseClient",
            "@supabase/supabase-js/dist/module.createClient",
        )
    },
    "@supabase/auth-js.AuthClient": SessionOption("Supabase", 0, ("storage",), ("persistSession",)),
    "@supabase/auth-js.GoTrueClient": SessionOption("Supabase", 0, ("storage",), ("persistSession",)),
    "@supabase/gotrue-js.GoTrueClient": SessionOption("Supabase", 0, ("storage",), ("persistSession",)),
    **{
        f"{module}.initializeAuth": SessionOption("Firebase", 1, ("persistence",))
        for module in ("firebase/auth", "firebase/auth/react-native", "@firebase/auth", "@firebase/auth/dist/rn")
    },
    "@nhost/nhost-js.NhostClient": SessionOption("Nhost", 0, ("clientStorage",)),
    "@nhost/react.NhostClient": SessionOption("Nhost", 0, ("clientStorage",)),
    "@better-auth/expo/client.expoClient": SessionOption("Better Auth", 0, ("storage",)),
    "parse/react-native.default.setAsyncStorage": SessionOption("Parse", 0, ()),
    "parse/react-native.setAsyncStorage": SessionOption("Parse", 0, ()),
    "pocketbase.AsyncAuthStore": SessionOption("PocketBase", 0, ("save",)),
}
"""Callee of the configuring call (a class without " new") -> where the store stands."""

FIREBASE_PERSISTENCES = ("getReactNativePersistence",)
"""Functions that make a persistence out of the store in their first argument, whatever module they come from."""

AMPLIFY_CONFIGURE = frozenset(
    {
        "aws-amplify.Amplify.configure",
        "@aws-amplify/core.Amplify.configure",
        "aws-amplify.default.configure",
        "aws-amplify.*.Amplify.configure",
    }
)
AMPLIFY_SET_STORE = "setKeyValueStorage"
AMPLIFY_SIGN_IN_PARTS = frozenset({"Auth", "auth", "aws_user_pools_id", "aws_cognito_region"})
"""Keys of a configuration that uses Cognito."""

SESSION_TYPE_PACKAGES = ("@supabase/supabase-js", "@supabase/auth-js", "@supabase/gotrue-js")
"""Packages whose exported type `Session` holds the tokens."""

SESSION_RESULTS = (
    ".auth.getSession()",
    ".auth.refreshSession()",
    ".auth.signInWithPassword()",
    ".auth.signUp()",
    ".auth.setSession()",
    ".auth.signInWithIdToken()",
    ".auth.exchangeCodeForSession()",
    ".auth.verifyOtp()",
    ".auth.signInWithOtp()",
)
"""Ends of callees whose answer holds `data.session` with its tokens."""

SESSION_CALLBACKS = ("onAuthStateChange",)
"""Methods whose callback is given the session as its second argument."""

SEALED_CLIENTS = frozenset(
    {"fetch", "globalThis.fetch", "window.fetch", "expo/fetch.fetch", "cross-fetch.default", "isomorphic-fetch.default"}
)
"""Clients whose answer is shown without its body: that comes by `json()` or `text()`."""

SIGN_IN_RESULTS = {
    **{
        f"{package}.{name}": "the tokens of the OAuth sign-in"
        for package in ("expo-auth-session", "expo-auth-session.*", "expo-auth-session.AuthSession")
        for name in ("exchangeCodeAsync", "refreshAsync")
    },
    **{
        f"react-native-app-auth.{name}": "the tokens of the OAuth sign-in"
        for name in ("authorize", "refresh", "default.authorize", "default.refresh")
    },
}
"""Callee of an SDK -> what its answer holds."""
