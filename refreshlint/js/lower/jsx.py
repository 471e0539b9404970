"""JSX elements: a component, attribute values and children in one instruction."""

from __future__ import annotations

from refreshlint.js import ir
from refreshlint.js.lower.builder import Lowering
from refreshlint.js.lower.nodes import children
from refreshlint.js.lower.patterns import PatternLowerer
from refreshlint.syntax.parser import Node


class JsxLowerer(PatternLowerer):
    """Lowers JSX."""

    def jsx(self, node: Node) -> Lowering:
        opening = node.child_by_field_name("open_tag") if node.type == "jsx_element" else node
        attributes: list[str] = []
        args: list[int] = []
        tag = ""
        has_component = False
        name = opening.child_by_field_name("name") if opening is not None else None
        if name is not None:
            tag = self.text(name)
            if not tag[:1].islower() or "." in tag:
                has_component = True
                args.append(self._component(tag, name))
        for child in children(opening) if opening is not None else []:
            if child.type == "jsx_attribute":
                parts = children(child)
                attributes.append(self.text(parts[0]))
                at = child.start_byte
                args.append((yield self._jsx_value(parts[1])) if len(parts) > 1 else self.constant(True, at, at))
            elif child.type == "jsx_expression":
                attributes.append(ir.SPREAD)
                args.append((yield self._jsx_value(child)))
        if node.type == "jsx_element":
            for child in children(node):
                if child.type in ("jsx_element", "jsx_self_closing_element", "jsx_expression"):
                    args.append((yield self._jsx_value(child)))
        return self.emit(ir.JSX, tuple(args), ir.Jsx(tag, tuple(attributes), has_component), node.start_byte, node.end_byte)

    def _component(self, tag: str, node: Node) -> int:
        first, *rest = tag.replace(" ", "").split(".")
        register = self.load(first, node.start_byte, node.end_byte)
        for name in rest:
            register = self.emit(ir.GET, (register,), name, node.start_byte, node.end_byte)
        return register

    def _jsx_value(self, node: Node) -> Lowering:
        if node.type != "jsx_expression":
            return (yield self.expression(node))
        inner = children(node)
        if not inner:
            return self.constant(ir.UNDEFINED, node.start_byte, node.end_byte)
        if inner[0].type == "spread_element":
            return (yield self.expression(children(inner[0])[0]))
        return (yield self.expression(inner[0]))
