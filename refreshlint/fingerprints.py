"""Names for findings that stay the same while lines move.

Two of them: our own, for the baseline and for programs that compare reports, and the one by which GitHub knows an alert again
(`primaryLocationLineHash`, as github/codeql-action computes it before an upload).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from refreshlint import limits
from refreshlint.finding import Finding
from refreshlint.source import SourceFile

_BASE = 37
_MASK = (1 << 64) - 1
_SKIPPED = frozenset(map(ord, " \t"))
_LF, _CR, _END = 0x0A, 0x0D, 0xFFFF


def anchor(finding: Finding, source: SourceFile | None) -> str:
    """What a finding is about, wherever its file lies and its line stands: a digest of the rule, the function and the line's code."""
    code = "".join(source.line_text(source.line_of(finding.at.start)).split()) if source else ""
    return _digest(finding.rule, finding.function, code)


def fingerprints(findings: Sequence[Finding], sources: Mapping[str, SourceFile]) -> list[str]:
    """One stable name for each finding, in their order: no line numbers; equal lines of a function are told apart by their order."""
    names = [""] * len(findings)
    seen: dict[tuple[str, str], int] = {}
    for index in sorted(range(len(findings)), key=lambda number: findings[number].at):
        finding = findings[index]
        key = (finding.at.path, anchor(finding, sources.get(finding.at.path)))
        ordinal = seen.get(key, 0)
        seen[key] = ordinal + 1
        names[index] = _digest(*key, str(ordinal))
    return names


def _digest(*parts: str) -> str:
    import hashlib  # a run that keeps nothing and writes text does without

    # surrogatepass: names that are not UTF-8 still have a fingerprint.
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def line_hashes(data: bytes) -> dict[int, str]:
    """Line (from 1) -> `hash:count` as GitHub's upload action computes them: a hash of the UTF-16 units from the line's start on,
    without blanks and tabs, every line end as LF; count tells equal hashes of one file apart.
    """
    text = data.decode("utf-8", "replace").encode("utf-16-le")
    units: list[int] = []
    starts: list[int] = []
    at_start, after_cr = True, False
    for position in range(0, len(text), 2):
        unit = text[position] | text[position + 1] << 8
        if unit in _SKIPPED or (after_cr and unit == _LF):
            after_cr = False
            continue
        after_cr = unit == _CR
        if after_cr:
            unit = _LF
        if at_start:
            starts.append(len(units))
        at_start = unit == _LF
        units.append(unit)
    if at_start:
        starts.append(len(units))
    units.append(_END)
    counts: dict[int, int] = {}
    hashes: dict[int, str] = {}
    for line, start in enumerate(starts, 1):
        value = 0
        window = units[start : start + limits.LINE_HASH_UNITS]
        for unit in window:
            value = (value * _BASE + unit) & _MASK
        value = value * pow(_BASE, limits.LINE_HASH_UNITS - len(window), 1 << 64) & _MASK
        counts[value] = counts.get(value, 0) + 1
        hashes[line] = f"{value:x}:{counts[value]}"
    return hashes
