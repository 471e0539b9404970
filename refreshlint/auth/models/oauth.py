"""SDK calls that are a refresh which the app has to share itself (idioms catalogue, V9), and GraphQL clients."""

from __future__ import annotations

SDK_REFRESHES: dict[str, str] = {
    "expo-auth-session.refreshAsync": "expo-auth-session does not share refreshAsync",
    "expo-auth-session.*.refreshAsync": "expo-auth-session does not share refreshAsync",
    "expo-auth-session.TokenResponse new.refreshAsync": "expo-auth-session does not share refreshAsync",
    "react-native-app-auth.refresh": "react-native-app-auth does not share refresh",
    "react-native-app-auth.default.refresh": "react-native-app-auth does not share refresh",
}
"""Callee path -> why it counts."""

GRAPHQL_METHODS = frozenset({"mutate", "query", "mutation", "request", "executeMutation", "executeQuery", "toPromise"})
"""Methods of GraphQL clients (Apollo, urql, graphql-request) whose argument holds or is the document."""

GRAPHQL_OPTIONS = frozenset({"mutation", "query", "document"})
