"""Access paths as data: what an expression may be, told by where its value came from and what was done to it."""

from __future__ import annotations

from typing import Any, NamedTuple

from refreshlint.js import ir

Key = tuple[str, int]
Site = tuple[str, int, int]


class Value(NamedTuple):
    """One thing that an expression may be.

    root: ("import", package, name) | ("global", name) | ("param", key, i) | ("func", key) | ("class", path, i) |
    ("instance", path, i) | ("object", key, instr) | ("array", key, instr) | ("const", type name, value) | ("module", path) |
    ("ref" | "store" | "context" | "mutation", key, instr) | ("expr", key, instr) | ("error", key, instr) | ("this", key) | ("unknown",).
    ops: operations since; site: the last call or `new` of something outside the project, which tells two instances apart.
    """

    root: tuple[Any, ...]
    ops: tuple[str, ...] = ()
    site: Site | None = None

    @property
    def kind(self) -> str:
        """The first word of the root."""
        return str(self.root[0])

    @property
    def path(self) -> str:
        """For imports and globals: "axios.default.create()" or "fetch"; "" for others."""
        if self.root[0] == "import":
            head = f"{self.root[1]}.{self.root[2]}"
        elif self.root[0] == "global":
            head = str(self.root[1])
        else:
            return ""
        return head + "".join(op if op[0] in ".([" else f" {op}" for op in self.ops)

    @property
    def is_function(self) -> bool:
        """Whether it is a function of the project, untouched."""
        return self.root[0] == "func" and not self.ops


UNKNOWN = Value(("unknown",))
UNDEFINED = Value(("const", "_Undefined", ir.UNDEFINED))
GLOBAL_OBJECTS = frozenset({"window", "globalThis", "self", "global"})
SAME_VALUE_METHODS = frozenset({"bind", "unref", "unwrap"})
STORE_METHODS = frozenset({"getState", "getInitialState"})
