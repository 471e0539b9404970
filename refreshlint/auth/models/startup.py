"""Words of start-up checks: the addresses they ask, the functions that make them, and the reads of a stored token."""

from __future__ import annotations

import re

CHECK_URL = re.compile(
    r"(?:^|[/_-])(?:me|profile|whoami|user|users/(?:me|self|current)|userinfo|user-?info|current[-_]?user|self|session|verify(?:[-_]?token)?"
    r"|validate(?:[-_]?token)?|check(?:[-_]?(?:auth|token|session))?|auth/(?:status|check|user|verify|validate)|account|status|introspect|is[-_]?auth\w*)/?$",
    re.IGNORECASE,
)
"""Addresses that tell who is signed in."""

CHECK_WORD = re.compile(r"me\b|profile|user|self|session|verify|validate|check|account|status|auth|introspect|whoami", re.IGNORECASE)
"""What the text or the constant of such an address holds."""

NOT_A_CHECK_URL = re.compile(
    r"log-?in|log-?out|sign|register|password|otp|delete|verify-?(?:email|phone|code)|avatar|health",
    re.IGNORECASE,
)

NOT_A_CHECK = re.compile(
    r"log_?in|sign_?in|log_?out|sign_?out|sign_?up|register|delete|update|upload|save|submit|verify_?(?:otp|email|code|phone)|password|edit|create"
    r"|callback|google|apple|facebook|oauth|handle(?:Login|Auth)Success",
    re.IGNORECASE,
)
"""Functions that sign in or out, or change something: their failures are no verdict on a stored token."""

READS = re.compile(r"^(?:async_?)?(?:get|read|load|fetch|retrieve|secure_?get|secure_?retrieve|secure_?load)\w*$", re.IGNORECASE)
READS_TOKEN = re.compile(
    r"^_*(?:get|read|load|retrieve|restore)_*(?:stored|saved|access|auth|secure|local|user|id|jwt|session|bearer)*_*(?:token|tokens|jwt|session|credentials|auth)$"
    r"|^getGenericPassword$",
    re.IGNORECASE,
)
"""Functions that hand out the stored token."""
