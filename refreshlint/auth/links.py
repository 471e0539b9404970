"""Parameters of links and routes: a token among them is one for an errand, and no credential of the session."""

from __future__ import annotations

import re
from collections.abc import Iterable

from refreshlint.js.project import Code
from refreshlint.js.values import Value

_LINK = re.compile(r"use(?:Local|Global)?SearchParams\(\)|useParams\(\)|useRoute\(\)\.params|useGlobalSearchParams\(\)")
"""What the hooks of Expo Router, React Router and React Navigation give."""


def is_link_part(code: Code, name: str, bases: tuple[str, ...], values: Iterable[Value]) -> bool:
    """Whether the property `name` is a parameter of the link or route that leads to a screen.

    That is what a router's hook returns, `route.params` of a React Navigation screen, and a name in brackets in a file's path.
    bases: the names of what it is read of, nearest first; values: what it may be.
    """
    if bases[:2] == ("params", "route") or f"[{name}]" in code.module.path:
        return True
    return any(_LINK.search(value.path) for value in values)
