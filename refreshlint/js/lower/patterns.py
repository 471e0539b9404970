"""Destructuring and assignment targets."""

from __future__ import annotations

from collections.abc import Iterator

from refreshlint.js import ir
from refreshlint.js.lower.builder import Lowering
from refreshlint.js.lower.expressions import ExpressionLowerer
from refreshlint.js.lower.nodes import children, unwrapped
from refreshlint.syntax.parser import Node

_NAMES = frozenset({"identifier", "shorthand_property_identifier_pattern"})


def bound_names(pattern: Node) -> Iterator[Node]:
    """The identifier nodes that a declaration pattern binds, in order."""
    work = [pattern]
    while work:
        node = work.pop()
        if node.type in _NAMES:
            yield node
        elif node.type == "pair_pattern":
            value = node.child_by_field_name("value")
            work += [value] if value is not None else []
        elif node.type in ("assignment_pattern", "object_assignment_pattern"):
            left = node.child_by_field_name("left")
            work += [left] if left is not None else []
        elif node.type in ("object_pattern", "array_pattern", "rest_pattern"):
            work += reversed(children(node))


class PatternLowerer(ExpressionLowerer):
    """Takes values apart."""

    def assign(self, target: Node, value: int, node: Node) -> Lowering:
        """Write `value` to a name, member, element or pattern; `node` gives the place of the write."""
        target = unwrapped(target)
        kind = target.type
        start, end = node.start_byte, node.end_byte
        if kind in _NAMES:
            self.store(self.text(target), value, start, end)
        elif kind == "member_expression":
            prop = target.child_by_field_name("property")
            obj = yield self.expression(target.child_by_field_name("object") or target)
            self.effect(ir.SET, (obj, value), self.text(prop) if prop is not None else "", start, end)
        elif kind == "subscript_expression":
            obj = yield self.expression(target.child_by_field_name("object") or target)
            key = yield self.expression(target.child_by_field_name("index") or target)
            self.effect(ir.SETINDEX, (obj, key, value), None, start, end)
        elif kind in ("object_pattern", "object"):
            yield self._object_pattern(target, value)
        elif kind in ("array_pattern", "array"):
            yield self._array_pattern(target, value)
        elif kind in ("assignment_pattern", "object_assignment_pattern", "assignment_expression"):
            left, right = target.child_by_field_name("left"), target.child_by_field_name("right")
            if left is not None and right is not None:
                chosen = yield self._or_default(value, right, left)
                yield self.assign(left, chosen, target)

    def _or_default(self, value: int, default: Node, target: Node) -> Lowering:
        start, end = default.start_byte, default.end_byte
        result = self.new_register()
        self.emit(ir.MOVE, (value,), None, start, end, dst=result)
        more, done = self.new_block(), self.new_block()
        missing = self.emit(ir.BINARY, (value, self.constant(ir.UNDEFINED, start, start)), "===", start, end)
        self.branch(missing, more, done, start, end)
        self.start(more)
        self.name_hint = self.text(target) if target.type in _NAMES else ""
        other = yield self.expression(default)
        self.emit(ir.MOVE, (other,), None, start, end, dst=result)
        self.jump(done, end)
        self.start(done)
        return result

    def _object_pattern(self, pattern: Node, value: int) -> Lowering:
        taken: list[str] = []
        for part in children(pattern):
            start, end = part.start_byte, part.end_byte
            if part.type in ("pair_pattern", "pair"):
                key, target = part.child_by_field_name("key"), part.child_by_field_name("value")
                if key is None or target is None:
                    continue
                name = self.property_name(key)
                if name is None:
                    computed = yield self.expression(children(key)[0])
                    element = self.emit(ir.INDEX, (value, computed), None, start, end)
                else:
                    taken.append(name)
                    element = self.emit(ir.GET, (value,), name, start, end)
                yield self.assign(target, element, part)
            elif part.type in ("shorthand_property_identifier_pattern", "shorthand_property_identifier"):
                name = self.text(part)
                taken.append(name)
                self.store(name, self.emit(ir.GET, (value,), name, start, end), start, end)
            elif part.type in ("object_assignment_pattern", "assignment_pattern"):
                left = part.child_by_field_name("left")
                if left is None:
                    continue
                name = self.text(left)
                taken.append(name)
                element = self.emit(ir.GET, (value,), name, start, end)
                yield self.assign(part, element, part)
            elif part.type in ("rest_pattern", "spread_element"):
                rest = self.emit(ir.RESTOBJ, (value,), tuple(taken), start, end)
                yield self.assign(children(part)[0], rest, part)

    def _array_pattern(self, pattern: Node, value: int) -> Lowering:
        position = 0
        for part in pattern.children:
            start, end = part.start_byte, part.end_byte
            if part.type == ",":
                position += 1
            elif part.type in ("rest_pattern", "spread_element"):
                rest = self.emit(ir.RESTARR, (value,), position, start, end)
                yield self.assign(children(part)[0], rest, part)
            elif part.is_named and part.type != "comment":
                element = self.emit(ir.GET, (value,), str(position), start, end)
                yield self.assign(part, element, part)
