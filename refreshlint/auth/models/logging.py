"""Where text leaves the app for people to read: consoles, loggers, crash reporters, analytics.

Sources: the documentation of each package (pino 9, winston 3, react-native-logs 5, loglevel 1, Sentry 8, Bugsnag 8, Crashlytics 21,
LogRocket, Rollbar, Datadog, PostHog, Segment, Amplitude, Mixpanel); the Console standard.
"""

from __future__ import annotations

import re

CONSOLE_METHODS = frozenset(
    {
        "log",
        "info",
        "debug",
        "warn",
        "error",
        "trace",
        "dir",
        "dirxml",
        "table",
        "group",
        "groupCollapsed",
        "assert",
        "tron",
        "timeLog",
    }
)
CONSOLES = frozenset({"console", "globalThis.console", "global.console", "window.console", "self.console"})

LOG_METHODS = frozenset(
    {
        "log",
        "info",
        "debug",
        "warn",
        "warning",
        "error",
        "trace",
        "fatal",
        "verbose",
        "silly",
        "http",
        "notice",
        "success",
        "display",
        "logImportant",
        "critical",
        "dev",
        "native",
    }
)
LOG_PACKAGES = (
    "pino",
    "winston",
    "react-native-logs",
    "loglevel",
    "consola",
    "tslog",
    "bunyan",
    "signale",
    "roarr",
    "electron-log",
    "log4js",
    "npmlog",
    "reactotron-react-native",
    "reactotron-core-client",
    "@logtail/browser",
    "react-native-file-logger",
    "js-logger",
    "@react-native-firebase/crashlytics",
    "@datadog/mobile-react-native",
    "@datadog/browser-logs",
    "logrocket",
    "@logrocket/react-native",
    "rollbar",
    "rollbar-react-native",
    "@sentry/logger",
)
"""Packages whose objects write what their LOG_METHODS are given."""

REPORT_METHODS = frozenset(
    {
        "addBreadcrumb",
        "captureMessage",
        "captureException",
        "captureEvent",
        "setExtra",
        "setExtras",
        "setContext",
        "setTag",
        "setTags",
        "leaveBreadcrumb",
        "notify",
        "addMetadata",
        "recordError",
        "setAttribute",
        "setAttributes",
        "track",
        "logEvent",
        "capture",
        "identify",
        "screen",
        "log",
        "info",
        "debug",
        "warn",
        "error",
        "trace",
        "fatal",
    }
)
REPORT_PACKAGES = (
    "@sentry/",
    "sentry-expo",
    "@bugsnag/",
    "bugsnag-react-native",
    "@react-native-firebase/crashlytics",
    "@react-native-firebase/analytics",
    "firebase/analytics",
    "posthog-",
    "@segment/analytics",
    "@amplitude/",
    "mixpanel",
    "logrocket",
    "@logrocket/",
    "rollbar",
    "@datadog/",
    "expo-firebase-analytics",
)
"""Packages that send what their REPORT_METHODS are given to a server of others."""

LOGGER_NAME = re.compile(r"^_?(?:app|my|root|auth|api)?_?(?:logger|logging|log|reactotron)$", re.IGNORECASE)
"""What a logger is called where it cannot be followed."""

MASKING_NAME = re.compile(
    r"mask|redact|sanitiz|sanitis|obfuscat|truncat|scrub|censor|preview|shorten|anonymi|fingerprint|digest", re.IGNORECASE
)
"""Functions that make a secret fit to be shown."""

MASK_TEXT = re.compile(r"\*|•|x{3}|redact|hidden|masked|removed|secret|\.\.\.|…|\[", re.IGNORECASE)
"""What stands for a secret that was taken out of a text."""

LONGEST_PREVIEW = 24
"""Characters of a token, of a JWT mostly its header, of which readers disagree whether showing them tells anything."""
