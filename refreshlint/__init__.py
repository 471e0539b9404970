"""Finds token-refresh bugs in Expo, React Native and web code.

    import pathlib, refreshlint

    result = refreshlint.scan([pathlib.Path("my-app")])
    for finding in result.report.findings:
        print(finding.rule, finding.at.path, finding.message)

`scan`, its `Options`, the `Scan` it returns and `UsageError` are those of refreshlint.run; findings are described in
refreshlint.finding. The command line uses nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from refreshlint.run import Options, Scan, UsageError, scan

__version__ = "0.1.0"

__all__ = ["Options", "Scan", "UsageError", "__version__", "scan"]


def __getattr__(name: str) -> Any:
    """The engine is imported when it is first asked for: `refreshlint --version` does not need it."""
    if name in ("Options", "Scan", "UsageError", "scan"):
        from refreshlint import run

        return getattr(run, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
