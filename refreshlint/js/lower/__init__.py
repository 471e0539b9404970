"""Lowering: a syntax tree becomes IR, and dies here."""

from __future__ import annotations

from refreshlint.finding import Notice
from refreshlint.js import ir
from refreshlint.js.lower.module import ModuleLowerer
from refreshlint.source import SourceFile
from refreshlint.syntax.parser import parse


def lower_source(source: SourceFile) -> tuple[ir.Module | None, list[Notice]]:
    """The IR of one file, and what could not be read of it. None where nothing could be had (encoding, deadline)."""
    parsed = parse(source)
    notices = list(parsed.notices)
    if parsed.root is None:
        return None, notices
    lowerer = ModuleLowerer(source, parsed.damaged)
    module = lowerer.lower(parsed.root)
    return module, notices + lowerer.notices
