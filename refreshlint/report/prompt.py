"""A request that the owner of an app can paste into the app builder that wrote it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from refreshlint.finding import Finding, Place
from refreshlint.source import SourceFile


def prompt(group: Sequence[Finding], sources: Mapping[str, SourceFile], root: str) -> str:
    """What to ask for, for the findings of one cause. root: the app's folder; paths are written as the builder shows them, from there."""
    first = group[0]
    lines = [f"There is a bug in the sign-in code, in {_where(first.at, first.function, sources, root)}."]
    lines.append(f"What is wrong: {first.message}")
    if first.user_effect:
        lines.append(f"What people notice: {first.user_effect}")
    if len(group) > 1:
        others = ", ".join(_where(each.at, each.function, sources, root) for each in group[1:])
        lines.append(f"The same cause shows in {others}; mend it once, for all of them.")
    if first.remedy:
        lines.append(f"Mend it in this way (the names here are examples, keep those of the code): {first.remedy}")
    lines.append("Install what that needs. Leave everything else as it is: the screens, the addresses, the other stored values.")
    return "\n".join(lines)


def _where(place: Place, function: str, sources: Mapping[str, SourceFile], root: str) -> str:
    path = place.path.removeprefix(f"{root}/") if root else place.path
    source = sources.get(place.path)
    line = f", line {source.line_of(place.start)}" if source is not None else ""
    inside = f", function {function}" if function and not function.endswith((".ts", ".tsx", ".js", ".jsx")) else ""
    return f"{path}{line}{inside}"
