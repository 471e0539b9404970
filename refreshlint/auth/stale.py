"""Replays that carry the access token from before the refresh, told from the code alone.

Three shapes are sure: a header whose text was made before the refresh and is sent again after it, a `Request` that is sent again as
it was, and the configuration of an axios request where only the client's defaults get the new token: they were merged into it when it
was first sent, and what it has goes before them. Where the header is made by something else (an interceptor), nothing is said.
"""

from __future__ import annotations

from functools import cached_property

from refreshlint.auth.concepts import Point, StaleReplay
from refreshlint.auth.retries import Retries
from refreshlint.auth.starts import Start, Starts
from refreshlint.js import ir
from refreshlint.js.project import Code

_HEADER = "authorization"
_FETCH = frozenset({"fetch", "expo/fetch.fetch"})


class StaleReplays:
    """Looks at what is sent after a refresh."""

    def __init__(self, starts: Starts, retries: Retries) -> None:
        self.starts = starts
        self.retries = retries
        self.values = retries.values
        self.shapes = retries.shapes
        self.project = retries.project

    def stale_replays(self) -> list[StaleReplay]:
        """At most one for each place that sends again."""
        if any(handler.via == "fetch" for handler in self.retries.clients.handlers()):
            return []  # what replaces fetch may make the header
        out: dict[Point, StaleReplay] = {}
        for start in self.starts.starts():
            code = start.at.code
            for index in self.starts.sends(start):
                stale = self._is_stale(start, index) if self._is_fetch(code, index) else self._keeps_its_header(start, index)
                if stale:
                    at = Point(code, index)
                    out.setdefault(at, StaleReplay(at, start.refresh, None, None, start.at))
        return list(out.values())

    def _is_fetch(self, code: Code, index: int) -> bool:
        return any(value.path in _FETCH for value in self.values.callee(code, code.function.code[index]))

    def _is_stale(self, start: Start, index: int) -> bool:
        code = start.at.code
        after = self.starts.after(code, start.done)
        if any(self._writes_header(code, at) for at in after):
            return False
        arguments = self.values.arguments(code.function.code[index])
        if any(self._is_handed_on(code, at, arguments) for at in after if at != index):
            return False
        for register in arguments[1:2]:
            headers = [entry for entry in self.shapes.entries(code, register) if entry.label and entry.key.lower() == _HEADER]
            if headers and all(self._is_made(entry.code, entry.register) for entry in headers):
                return self._is_from_before(code, register, after)
        return len(arguments) == 1 and self._is_kept_request(code, arguments[0])

    def _is_from_before(self, code: Code, register: int, after: frozenset[int]) -> bool:
        """Whether options, or the headers in options that are made anew, were made in this function before the refresh."""
        values = self.values.of(code, register)
        for value in values:
            if value.kind != "object" or value.ops or value.root[1] != code.key:
                return False
            if value.root[2] in after:
                instr = code.function.code[value.root[2]]
                inner = [each for key, each in zip(instr.data, instr.args, strict=True) if key == "headers"]
                if len(inner) != 1 or not self._are_old(code, inner[0], after):
                    return False
        return bool(values)

    def _are_old(self, code: Code, register: int, after: frozenset[int]) -> bool:
        found = self.values.of(code, register)
        return bool(found) and all(
            value.kind == "object" and not value.ops and value.root[1] == code.key and value.root[2] not in after for value in found
        )

    def _is_handed_on(self, code: Code, index: int, arguments: tuple[int, ...]) -> bool:
        """Whether something else gets the options, and may fill them."""
        instr = code.function.code[index]
        if instr.op not in ir.CALLS:
            return False
        mine = {value for register in arguments for value in self.values.of(code, register) if value.kind in ("object", "param")}
        return not mine.isdisjoint(value for register in self.values.arguments(instr) for value in self.values.of(code, register))

    def _is_made(self, code: Code, register: int) -> bool:
        """Whether a header is made of something that changes, and is no text of the program."""
        return not any(value.kind == "const" and not value.ops for value in self.values.of(code, register))

    # ---- a configuration that is kept ----

    def _keeps_its_header(self, start: Start, index: int) -> bool:
        """Whether a failed axios request is sent again as it was, after a refresh whose token only went to the client's defaults."""
        code = start.at.code
        instr = code.function.code[index]
        arguments = self.values.arguments(instr)
        if len(arguments) != 1 or not any(value.path.startswith("axios") for value in self.values.callee(code, instr)):
            return False
        if not any(value.kind == "param" and value.ops[-1:] == (".config",) for value in self.values.of(code, arguments[0])):
            return False
        written = [at for at in self.starts.after(code, start.done) if self._writes_header(code, at)]
        return bool(written) and all(self._is_of_defaults(code, at) for at in written) and not self._has_request_interceptors

    def _is_of_defaults(self, code: Code, index: int) -> bool:
        return any(".defaults." in value.path for value in self.values.of(code, code.function.code[index].args[0]))

    @cached_property
    def _has_request_interceptors(self) -> bool:
        """Whether any client of the project runs code before it sends: that may make the header anew."""
        for code in self.project.all_codes():
            for instr in code.function.code:
                if instr.op == ir.INVOKE and instr.data == "use" and self.shapes.names(code, instr.args[0])[:1] == ("request",):
                    return True
        return False

    # ---- a request that is kept ----

    def _is_kept_request(self, code: Code, register: int) -> bool:
        """Whether what is sent is a `Request` that came in, or a clone of it, which bears a header that this file sets."""
        for value in self.values.of(code, register):
            if value.kind != "param" or value.ops not in ((), (".request",), (".clone", "()"), (".request", ".clone", "()")):
                return False
            owner = self.project.code(value.root[1])
            if not value.ops or value.ops[0] == ".clone":
                parameter = owner.function.params[value.root[2]] if value.root[2] < len(owner.function.params) else None
                if parameter is None or parameter.type_text != "Request":
                    return False
        return any(
            self._sets_on_request(each, at) for each in self.project.codes(code.module.path) for at in range(len(each.function.code))
        )

    def _sets_on_request(self, code: Code, index: int) -> bool:
        """`request.headers.set("Authorization", ...)`."""
        instr = code.function.code[index]
        if instr.op != ir.INVOKE or not self._writes_header(code, index):
            return False
        return any(value.kind == "param" and value.ops[-1:] == (".headers",) for value in self.values.of(code, instr.args[0]))

    # ---- headers ----

    def _writes_header(self, code: Code, index: int) -> bool:
        """Whether an instruction puts a token into the headers of something that is there already, or hands headers on to be filled."""
        instr = code.function.code[index]
        if instr.op == ir.SET:
            return bool(instr.data.lower() == _HEADER or instr.data == "headers")
        if instr.op in (ir.SETINDEX, ir.INVOKE) and len(instr.args) >= 3 and (instr.op == ir.SETINDEX or instr.data in ("set", "append")):
            return any(text.lower() == _HEADER for text in self.shapes.texts(code, instr.args[1]))
        return instr.op == ir.INVOKE and instr.data == "assign"
