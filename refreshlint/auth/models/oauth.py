"""SDK calls that are a refresh which the app has to share itself (idioms catalogue, V9), and GraphQL clients."""

from __future__ import annotations

SDK_REFRESHES: dict[str, str] = {
    "expo-auth-session.refreshAsync": "expo-auth-session does not share refreshAsync",
    "expo-auth-session.*.refreshAsync": "expo-auth-session does not share refreshAsync",
    "expo-auth-session.TokenResponse new.refreshAsync": "expo-auth-session does not share refreshAsync",
    "react-native-app-auth.refresh": "react-native-app-auth does not share refresh",
    "react-native-app-auth.default.refresh": "react-native-app-auth does not share refresh",
    "client-oauth2.default new.createToken().refresh": "client-oauth2 does not share refresh",
    "client-oauth2 new.createToken().refresh": "client-oauth2 does not share refresh",
    "@badgateway/oauth2-client.OAuth2Client new.refreshToken": "oauth2-client does not share refreshToken",
    "oauth4webapi.refreshTokenGrantRequest": "oauth4webapi does not share its requests",
    "oauth4webapi.*.refreshTokenGrantRequest": "oauth4webapi does not share its requests",
    "openid-client.refreshTokenGrant": "openid-client does not share its requests",
    "openid-client.*.refreshTokenGrant": "openid-client does not share its requests",
}
"""Callee path -> why it counts."""

GRAPHQL_METHODS = frozenset({"mutate", "query", "mutation", "request", "executeMutation", "executeQuery", "toPromise"})
"""Methods of GraphQL clients (Apollo, urql, graphql-request) whose argument holds or is the document."""

GRAPHQL_OPTIONS = frozenset({"mutation", "query", "document"})

SHARED_SDKS = (
    "@supabase/", "firebase", "@firebase/", "@react-native-firebase/", "@clerk/", "@auth0/", "react-native-auth0", "aws-amplify",
    "@aws-amplify/", "@azure/msal", "@okta/", "better-auth", "@better-auth/", "@descope/", "@kinde", "convex", "@convex-dev/", "next-auth",
    "@stytch/", "@privy-io/", "magic-sdk", "@react-native-google-signin/",
)
"""Packages whose SDK shares its refresh by itself (idioms catalogue, V9): their calls are no refresh of the app's."""

PROCEDURE_METHODS = frozenset({"mutate", "mutateAsync", "query", "fetch", "execute"})
"""Last step of a call to a remote procedure that is named by the step before (tRPC clients)."""
