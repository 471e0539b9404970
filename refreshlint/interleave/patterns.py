"""Regular expressions of JavaScript: compiled to a small program, matched by backtracking on an explicit stack.

Python's own engine is no substitute: its syntax and case rules differ, and nothing could stop a pattern that backtracks without
end. Here every step is counted. Not supported (`Unsupported`): property escapes (`\\p{...}`), the v flag, patterns over
limits.MACHINE_PATTERN characters.

A compiled pattern is a list of instructions with relative jumps. Registers hold the ends of the groups, then the places where
loops began their present round.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from refreshlint import limits
from refreshlint.interleave.convert import code_points, from_units

LAST = 0x10FFFF
Ranges = tuple[tuple[int, int], ...]
_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: Ranges = (
    (9, 13), (32, 32), (160, 160), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F),
    (0x3000, 0x3000), (0xFEFF, 0xFEFF),
)  # fmt: skip
_LINE_ENDS = frozenset("\n\r\u2028\u2029")
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "v": "\v", "f": "\f"}
_LOOKS = {"=": (1, False), "!": (1, True), "<=": (-1, False), "<!": (-1, True)}
_MAX_LOOKS = 8
_MAX_CODE = 20_000


class PatternError(Exception):
    """The pattern is malformed: a SyntaxError of the language."""


class Unsupported(Exception):
    """The pattern uses what this engine does not know."""


class Op(NamedTuple):
    """One instruction: name, number (a character's code, jump, register or group), other (second jump, negation), ranges, direction."""

    name: str
    number: int = 0
    other: int = 0
    ranges: Ranges = ()
    direction: int = 1


Code = list[Op]


@dataclass(slots=True)
class _Group:
    """A group that is being read: the alternatives that are complete, the present one, its last term."""

    kind: str  # "", "capture" or "look"
    direction: int
    number: int = 0
    negated: bool = False
    first_group: int = 0
    alternatives: list[Code] = field(default_factory=list)
    terms: list[Code] = field(default_factory=list)


def complement(ranges: Ranges) -> Ranges:
    """All code points outside of the ranges."""
    out: list[tuple[int, int]] = []
    at = 0
    for low, high in sorted(ranges):
        if low > at:
            out.append((at, low - 1))
        at = max(at, high + 1)
    if at <= LAST:
        out.append((at, LAST))
    return tuple(out)


def _code(char: str) -> int:
    return ord(char) if len(char) == 1 else ord(from_units(char))


class _Compiler:
    """Reads a pattern once, from left to right."""

    def __init__(self, source: str, flags: str) -> None:
        if len(source) > limits.MACHINE_PATTERN or "v" in flags:
            raise Unsupported
        self.unicode = "u" in flags
        self.dot_all = "s" in flags
        self.multiline = "m" in flags
        self.chars = code_points(source) if self.unicode else list(source)
        self.at = 0
        self.groups = 1
        self.marks = 0
        self.names: dict[str, int] = {}
        self.total, self.all_names = self._count_groups()
        self.references: list[str] = []

    def _count_groups(self) -> tuple[int, bool]:
        total, named, in_class, at = 1, False, False, 0
        while at < len(self.chars):
            char = self.chars[at]
            if char == "\\":
                at += 1
            elif char == "[":
                in_class = True
            elif char == "]":
                in_class = False
            elif char == "(" and not in_class:
                follows = "".join(self.chars[at + 1 : at + 4])
                is_named = follows.startswith("?<") and follows[2:3] not in ("=", "!")
                total += not follows.startswith("?") or is_named
                named = named or is_named
            at += 1
        return total, named

    def peek(self, offset: int = 0) -> str:
        return self.chars[self.at + offset] if self.at + offset < len(self.chars) else ""

    def eat(self, text: str) -> bool:
        if "".join(self.chars[self.at : self.at + len(text)]) == text:
            self.at += len(text)
            return True
        return False

    def compile(self) -> Code:
        stack = [_Group("", 1)]
        looks = 0
        while self.at < len(self.chars):
            char = self.peek()
            top = stack[-1]
            self.at += 1
            if char == "(":
                stack.append(self._open(top))
                looks += stack[-1].kind == "look"
                if looks > _MAX_LOOKS:
                    raise Unsupported
            elif char == ")":
                if len(stack) == 1:
                    raise PatternError("Unmatched ')'")
                stack.pop()
                looks -= top.kind == "look"
                self._term(
                    stack[-1], _closed(top), top.first_group, can_repeat=top.kind != "look" or (top.direction > 0 and not self.unicode)
                )
            elif char == "|":
                top.alternatives.append(_sequence(top))
                top.terms = []
            elif char == "^":
                self._term(top, [Op("line start" if self.multiline else "start")], self.groups, can_repeat=False)
            elif char == "$":
                self._term(top, [Op("line end" if self.multiline else "end")], self.groups, can_repeat=False)
            elif char in ("*", "+", "?"):
                raise PatternError("Nothing to repeat")
            elif char == "\\" and self.peek() in ("b", "B") and self.peek():
                self.at += 1
                self._term(top, [Op("word boundary", self.peek(-1) == "B")], self.groups, can_repeat=False)
            else:
                self._term(top, [self._atom(char, top.direction)], self.groups)
        if len(stack) > 1:
            raise PatternError("Unterminated group")
        if any(name not in self.names for name in self.references):
            raise PatternError("Invalid named reference")
        whole = _closed(stack[0])
        code = [
            op._replace(name="back", number=self.names[self.references[op.number]]) if op.name == "back by name" else op for op in whole
        ]
        return [*code, Op("match")]

    def _open(self, outer: _Group) -> _Group:
        if self.eat("?:"):
            return _Group("", outer.direction, first_group=self.groups)
        for mark, (direction, negated) in sorted(_LOOKS.items(), reverse=True):
            if self.eat("?" + mark):
                return _Group("look", direction, negated=negated, first_group=self.groups)
        number = self.groups
        if self.eat("?<"):
            name = self._name()
            if name in self.names:
                raise PatternError("Duplicate capture group name")
            self.names[name] = number
        elif self.peek() == "?":
            raise PatternError("Invalid group")
        self.groups += 1
        return _Group("capture", outer.direction, number=number, first_group=number)

    def _name(self) -> str:
        end = self.at
        while end < len(self.chars) and self.chars[end] != ">":
            end += 1
        name = "".join(self.chars[self.at : end])
        if end == len(self.chars) or not name or not name.replace("$", "_").isidentifier():
            raise PatternError("Invalid capture group name")
        self.at = end + 1
        return name

    def _term(self, group: _Group, code: Code, first_group: int, can_repeat: bool = True) -> None:
        """Add a term to the present alternative, with the quantifier that follows."""
        bounds = self._quantifier()
        if bounds is None:
            group.terms.append(code)
            return
        if not can_repeat:
            raise PatternError("Nothing to repeat")
        least, most = bounds
        greedy = not self.eat("?")
        mark = self.marks
        self.marks += 1
        reset = [Op("reset", first_group, self.groups)] if self.groups > first_group else []
        once = [*reset, *code]
        copies = least + (most - least if most >= 0 else 1)
        if copies * (len(once) + 3) > _MAX_CODE:
            raise Unsupported
        repeated = once * least
        body = [Op("mark", mark), *once, Op("progress", mark)]
        if most < 0:
            loop = [_split(1, len(body) + 2, greedy), *body, Op("jump", -len(body) - 1)]
            repeated += loop
        else:
            for left in range(most - least, 0, -1):
                repeated += [_split(1, left * (len(body) + 1), greedy), *body]
        group.terms.append(repeated)
        if sum(map(len, group.terms)) > _MAX_CODE:
            raise Unsupported

    def _quantifier(self) -> tuple[int, int] | None:
        """The least and most number of rounds (-1: no end) of a quantifier that stands here."""
        for mark, bounds in (("*", (0, -1)), ("+", (1, -1)), ("?", (0, 1))):
            if self.eat(mark):
                return bounds
        if self.peek() != "{":
            return None
        end = self.at
        while end < len(self.chars) and self.chars[end] != "}":
            end += 1
        low, comma, high = "".join(self.chars[self.at + 1 : end]).partition(",")
        if not _digits(low) or (high and not _digits(high)) or end == len(self.chars):
            if self.unicode:
                raise PatternError("Incomplete quantifier")
            return None
        self.at = end + 1
        least = min(int(low[:9]), 10**8)
        most = least if not comma else -1 if not high else int(high[:9])
        if 0 <= most < least:
            raise PatternError("numbers out of order in {} quantifier")
        return least, most

    def _atom(self, char: str, direction: int) -> Op:
        if char == ".":
            if self.dot_all:
                return Op("set", ranges=((0, LAST),), direction=direction)
            return Op("set", ranges=complement(tuple((ord(end), ord(end)) for end in _LINE_ENDS)), direction=direction)
        if char == "[":
            ranges, negated = self._class()
            return Op("set", 0, negated, ranges, direction)
        if char == "\\":
            return self._escape(direction)
        if self.unicode and char in "{}]":
            raise PatternError("Lone quantifier brackets")
        return Op("char", _code(char), direction=direction)

    def _escape(self, direction: int) -> Op:
        char = self.peek()
        if not char:
            raise PatternError("\\ at end of pattern")
        if char == "k" and (self.all_names or self.unicode):
            self.at += 1
            if not self.eat("<"):
                raise PatternError("Invalid named reference")
            self.references.append(self._name())
            return Op("back by name", len(self.references) - 1, direction=direction)
        if char in "123456789":
            end = self.at
            while end < len(self.chars) and _digits(self.chars[end]):
                end += 1
            number = int("".join(self.chars[self.at : min(end, self.at + 4)]))
            if number < self.total:
                self.at = end
                return Op("back", number, direction=direction)
            if self.unicode:
                raise PatternError("Invalid escape")
        ranges = self._shorthand()
        if ranges is not None:
            return Op("set", ranges=ranges, direction=direction)
        return Op("char", self._character(), direction=direction)

    def _shorthand(self) -> Ranges | None:
        """`\\d` and its like, the backslash being read."""
        char = self.peek()
        if char in ("p", "P") and self.unicode:
            raise Unsupported
        known = {"d": _DIGIT, "w": _WORD, "s": _SPACE}.get(char.lower())
        if known is None or not char:
            return None
        self.at += 1
        return complement(known) if char.isupper() else known

    def _character(self) -> int:
        """The code of an escaped character, the backslash being read."""
        char = self.peek()
        self.at += 1
        if char in _CONTROL:
            return ord(_CONTROL[char])
        if char == "0" and not _digits(self.peek()):
            return 0
        if char in "01234567" and char and not self.unicode:
            return self._octal(char)
        if char == "c" and self.peek().isalpha() and self.peek().isascii():
            self.at += 1
            return ord(self.peek(-1)) % 32
        if char == "u" and self.unicode and self.eat("{"):
            digits = ""
            while self.peek() not in ("}", ""):
                digits += self.peek()
                self.at += 1
            self.at += 1
            if not _hex(digits) or int(digits, 16) > LAST:
                raise PatternError("Invalid Unicode escape")
            return int(digits, 16)
        size = {"x": 2, "u": 4}.get(char, 0)
        digits = "".join(self.chars[self.at : self.at + size])
        if size and len(digits) == size and _hex(digits):
            self.at += size
            code = int(digits, 16)
            low = "".join(self.chars[self.at + 2 : self.at + 6])
            if self.unicode and 0xD800 <= code < 0xDC00 and self.peek() == "\\" and self.peek(1) == "u" and _hex(low):
                second = int(low, 16)
                if 0xDC00 <= second < 0xE000:
                    self.at += 6
                    return 0x10000 + ((code - 0xD800) << 10) + second - 0xDC00
            return code
        if self.unicode and char not in "^$\\.*+?()[]{}|/-":
            raise PatternError("Invalid escape")
        return _code(char)

    def _octal(self, digits: str) -> int:
        """An old-fashioned escape of up to three octal digits, the first being read."""
        while len(digits) < 3 and self.peek() in tuple("01234567") and int(digits + self.peek(), 8) < 256:
            digits += self.peek()
            self.at += 1
        return int(digits, 8)

    def _class(self) -> tuple[Ranges, bool]:
        negated = self.eat("^")
        ranges: list[tuple[int, int]] = []
        while self.peek() != "]":
            if not self.peek():
                raise PatternError("Unterminated character class")
            low, single = self._class_atom()
            if self.peek() == "-" and self.peek(1) not in ("]", ""):
                self.at += 1
                high, single_high = self._class_atom()
                if single and single_high:
                    if low[0][0] > high[0][0]:
                        raise PatternError("Range out of order in character class")
                    ranges.append((low[0][0], high[0][0]))
                else:
                    ranges += [*low, (45, 45), *high]
            else:
                ranges += low
        self.at += 1
        return tuple(ranges), negated

    def _class_atom(self) -> tuple[Ranges, bool]:
        """The next character or shorthand of a class, and whether it is one character."""
        char = self.peek()
        self.at += 1
        if char != "\\":
            return ((_code(char), _code(char)),), True
        if self.eat("b"):
            return ((8, 8),), True
        ranges = self._shorthand()
        if ranges is not None:
            return ranges, False
        code = self._character()
        return ((code, code),), True


def _digits(text: str) -> bool:
    return text.isdigit() and text.isascii()


def _hex(text: str) -> bool:
    return bool(text) and all(char in "0123456789abcdefABCDEF" for char in text)


def _split(first: int, second: int, greedy: bool) -> Op:
    return Op("split", first, second) if greedy else Op("split", second, first)


def _sequence(group: _Group) -> Code:
    terms = group.terms if group.direction > 0 else group.terms[::-1]
    return [op for term in terms for op in term]


def _closed(group: _Group) -> Code:
    """The code of a group that has been read."""
    code = _sequence(group)
    for alternative in reversed(group.alternatives):
        code = [Op("split", 1, len(alternative) + 2), *alternative, Op("jump", len(code) + 1), *code]
    if group.kind == "capture":
        ends = (2 * group.number, 2 * group.number + 1)
        first, last = ends if group.direction > 0 else ends[::-1]
        return [Op("save", first), *code, Op("save", last)]
    if group.kind == "look":
        return [Op("look", len(code) + 2, group.negated), *code, Op("match")]
    return code


class Pattern:
    """A compiled pattern."""

    def __init__(self, source: str, flags: str) -> None:
        compiler = _Compiler(source, flags)
        self._code = compiler.compile()
        self.groups = compiler.groups
        self.names = compiler.names
        self._registers = 2 * compiler.groups + compiler.marks
        self._unicode = compiler.unicode
        self._ignore_case = "i" in flags
        self._searched: dict[tuple[str, int], tuple[tuple[int, ...] | None, tuple[int, ...]]] = {}

    def match(self, text: str, start: int, charge: Callable[[int], None]) -> tuple[int, ...] | None:
        """Match at one place: the starts and ends of all groups (-1: not matched), group 0 first. `charge` is told of steps."""
        found = self._run(0, text, start, (-1,) * self._registers, charge)
        if found is None:
            return None
        end, registers = found
        return (start, end, *registers[2 : 2 * self.groups])

    def search(self, text: str, start: int, charge: Callable[[int], None]) -> tuple[int, ...] | None:
        """The first match from `start` on. The same texts are searched in every run of a program: what was found is kept."""
        known = self._searched.get((text, start))
        if known is not None:
            for size in known[1]:
                charge(size)
            return known[0]
        charged: list[int] = []

        def noted(size: int) -> None:
            charged.append(size)
            charge(size)

        places = range(start, len(text) + 1)
        found = next((found for at in places if (found := self.match(text, at, noted)) is not None), None)
        if len(self._searched) < limits.MACHINE_SEARCHES and len(text) <= limits.MACHINE_PATTERN:
            self._searched[text, start] = found, tuple(charged)
        return found

    def _run(
        self, pc: int, text: str, at: int, registers: tuple[int, ...], charge: Callable[[int], None]
    ) -> tuple[int, tuple[int, ...]] | None:
        """Run from an instruction to its "match"; recursive for look-around only, which the compiler bounds."""
        code = self._code
        backtrack: list[tuple[int, int, tuple[int, ...]]] = []
        steps = 0
        while True:
            op = code[pc]
            name = op.name
            steps += 1
            if steps == 64:
                charge(4 * steps)
                steps = 0
            ok = True
            if name == "char" or name == "set":
                at, ok = self._consume(op, text, at)
            elif name == "split":
                backtrack.append((pc + op.other, at, registers))
                pc += op.number
                continue
            elif name == "jump":
                pc += op.number
                continue
            elif name == "save":
                registers = (*registers[: op.number], at, *registers[op.number + 1 :])
            elif name == "mark":
                slot = 2 * self.groups + op.number
                registers = (*registers[:slot], at, *registers[slot + 1 :])
            elif name == "progress":
                ok = registers[2 * self.groups + op.number] != at
            elif name == "reset":
                registers = (*registers[: 2 * op.number], *(-1,) * (2 * (op.other - op.number)), *registers[2 * op.other :])
            elif name == "match":
                charge(4 * steps)
                return at, registers
            elif name == "back":
                at, ok = self._back(op, text, at, registers)
            elif name == "look":
                inner = self._run(pc + 1, text, at, registers, charge)
                ok = (inner is None) == bool(op.other)
                if ok and inner is not None:
                    registers = inner[1]
                if ok:
                    pc += op.number
                    continue
            else:
                ok = _assertion(op, text, at)
            if ok:
                pc += 1
            elif backtrack:
                pc, at, registers = backtrack.pop()
            else:
                charge(4 * steps)
                return None

    def _consume(self, op: Op, text: str, at: int) -> tuple[int, bool]:
        """Read one character that the instruction wants."""
        start = at if op.direction > 0 else at - 1
        if not 0 <= start < len(text):
            return at, False
        size = 1
        code = ord(text[start])
        if self._unicode:
            first = start - 1 if op.direction < 0 and 0xDC00 <= code < 0xE000 and start > 0 else start
            pair = text[first : first + 2]
            if len(pair) == 2 and "\ud800" <= pair[0] <= "\udbff" and "\udc00" <= pair[1] <= "\udfff":
                size, code = 2, ord(from_units(pair))
        wanted = _folded(op.number) if self._ignore_case else op.number
        if op.name == "char":
            ok = (_folded(code) if self._ignore_case else code) == wanted
        elif self._ignore_case:
            ok = any(low <= each <= high for low, high in op.ranges for each in _cases(code)) != bool(op.other)
        else:
            ok = any(low <= code <= high for low, high in op.ranges) != bool(op.other)
        return at + size * op.direction, ok

    def _back(self, op: Op, text: str, at: int, registers: tuple[int, ...]) -> tuple[int, bool]:
        start, end = registers[2 * op.number], registers[2 * op.number + 1]
        if start < 0 or end < 0:
            return at, True
        wanted = text[start:end]
        found = text[at : at + len(wanted)] if op.direction > 0 else text[max(at - len(wanted), 0) : at]
        same = found == wanted or (self._ignore_case and found.upper() == wanted.upper())
        return at + len(wanted) * op.direction, same


def _assertion(op: Op, text: str, at: int) -> bool:
    if op.name == "start":
        return at == 0
    if op.name == "end":
        return at == len(text)
    if op.name == "line start":
        return at == 0 or text[at - 1] in _LINE_ENDS
    if op.name == "line end":
        return at == len(text) or text[at] in _LINE_ENDS
    before = at > 0 and _is_word(text[at - 1])
    after = at < len(text) and _is_word(text[at])
    return (before != after) != bool(op.number)


def _is_word(char: str) -> bool:
    return any(low <= ord(char) <= high for low, high in _WORD)


def _folded(code: int) -> int:
    upper = chr(code).upper()
    return ord(upper) if len(upper) == 1 and not (code >= 128 and ord(upper) < 128) else code


def _cases(code: int) -> tuple[int, ...]:
    char = chr(code)
    return (code, *(ord(other) for other in (char.lower(), char.upper()) if len(other) == 1))


@lru_cache(maxsize=256)
def compiled(source: str, flags: str) -> Pattern:
    """A pattern ready to match; raises PatternError or Unsupported."""
    return Pattern(source, flags)
