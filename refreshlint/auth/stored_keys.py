"""Which token lies under which key of a store, by what the code writes there: the names of keys need not say so."""

from __future__ import annotations

from refreshlint.auth.credentials import Credentials
from refreshlint.auth.stores import Stores
from refreshlint.interleave.answers import ACCESS, PAIR, REFRESH
from refreshlint.js import ir
from refreshlint.js.project import Code

_WRITES = frozenset({"setItem", "setItemAsync", "set", "setString", "setStringAsync", "save", "put", "write", "store", "setValue"})
"""Methods of stores, and of what projects put in front of them, that take a key and a value."""


def stored_keys(stores: Stores) -> dict[str, str]:
    """Key -> ACCESS, REFRESH or PAIR; a key under which different things are put is left out."""
    found: dict[str, set[str]] = {}
    for code in list(stores.project.all_codes()):
        for instr in code.function.code:
            if instr.op in (ir.CALL, ir.INVOKE) and stores.shapes.callee(code, instr) in _WRITES:
                arguments = stores.values.arguments(instr)
                if len(arguments) > 1:
                    kind = _kind(stores.credentials, code, arguments[1])
                    for key in stores.shapes.texts(code, arguments[0]) if kind else ():
                        found.setdefault(key, set()).add(kind)
    return {key: next(iter(kinds)) for key, kinds in found.items() if len(kinds) == 1 and key}


def _kind(credentials: Credentials, code: Code, register: int) -> str:
    """The kind of token that a value is, "" where it is none that is sure."""
    opinion = credentials.judge(code, register)
    if not opinion.is_credential or opinion.bare:
        return ""
    if opinion.holder:
        return PAIR
    return REFRESH if "refresh" in opinion.what else ACCESS
