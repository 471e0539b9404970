"""What a rule may import: the one promise to rule authors.

A rule is a function `check(subject, auth)` under `@rule(id, on=Concept, ...)`: it is called for each instance of the concept and
yields findings. It never sees a syntax tree, a path or text; where it would need a loop over steps, a question is missing in Auth.
"""

from __future__ import annotations

from refreshlint.auth.auth import Auth
from refreshlint.auth.concepts import (
    BareExpiryCheck,
    Cell,
    Dismissal,
    DroppedRotation,
    FailedReplay,
    Guard,
    Leak,
    Overlap,
    Point,
    RefreshOperation,
    Replay,
    SelfRefresh,
    SessionConfiguration,
    StaleReplay,
    Stranding,
    TokenLog,
    TokenWrite,
    Trigger,
    TriggerKind,
    UnawaitedWrite,
    UnitMismatch,
)
from refreshlint.auth.stories import overlap_story, refresh_steps, shown_or_told, trigger_steps
from refreshlint.finding import Finding, Place, Severity, Verdict, WitnessStep
from refreshlint.registry import rule

__all__ = [
    "Auth", "BareExpiryCheck", "Cell", "Dismissal", "DroppedRotation", "FailedReplay", "Finding", "Guard", "Leak", "Overlap", "Place",
    "Point", "RefreshOperation", "Replay", "SelfRefresh", "SessionConfiguration", "Severity", "StaleReplay", "Stranding", "TokenLog",
    "TokenWrite", "Trigger", "TriggerKind", "UnawaitedWrite", "UnitMismatch", "Verdict", "WitnessStep", "overlap_story",
    "refresh_steps", "rule", "shown_or_told", "trigger_steps",
]
