"""Classes: members become functions, fields functions that return their initial value."""

from __future__ import annotations

from refreshlint.js import ir
from refreshlint.js.ir import Class, Member
from refreshlint.js.lower.builder import Lowering, Scope
from refreshlint.js.lower.jsx import JsxLowerer
from refreshlint.js.lower.nodes import children
from refreshlint.syntax.parser import Node

_METHODS = frozenset({"method_definition", "abstract_method_signature"})


class ClassLowerer(JsxLowerer):
    """Lowers class expressions and declarations."""

    def class_value(self, node: Node, hint: str) -> Lowering:
        named = node.child_by_field_name("name")
        name = self.text(named) if named is not None else hint
        outer = self.scope
        if named is not None and node.type == "class":  # the name of a class expression is seen only inside
            self.scope = Scope(outer, self.function.index)
            self.module.declare(self.scope, name, "class", named)
        heritage = next((child for child in node.children if child.type == "class_heritage"), None)
        parent: tuple[int, ...] = ()
        super_text = ""
        if heritage is not None:
            value = _superclass(heritage)
            if value is not None:
                super_text = self.text(value)
                parent = ((yield self.expression(value)),)
        made, is_new = self.module.new_class(name, node)
        if is_new:
            made.super_text = super_text
            body = node.child_by_field_name("body")
            if body is not None:
                self._members(made, body)
        register = self.emit(ir.CLASS, parent, made.index, node.start_byte, node.end_byte)
        if named is not None and node.type == "class":
            self.store(name, register, node.start_byte, node.end_byte)
        self.scope = outer
        return register

    def _members(self, owner: Class, body: Node) -> None:
        decorators: list[str] = []
        for child in children(body):
            if child.type == "decorator":
                decorators.append(self.text(child))
                continue
            if child.type in _METHODS or child.type == "public_field_definition":
                self._member(owner, child, tuple(decorators))
            elif child.type == "class_static_block":
                block = child.child_by_field_name("body") or child
                made = self.module.function_for("", "static", self.function, block, self.scope, owner.index)
                made.is_static = True
                owner.members.append(Member("", "static", made.index, True, "", child.start_byte, child.end_byte))
            decorators = []

    def _member(self, owner: Class, node: Node, decorators: tuple[str, ...]) -> None:
        named = node.child_by_field_name("name")
        if named is None:
            return
        name = self.property_name(named) or ""
        words = {child.type for child in node.children if not child.is_named or child.type == "accessibility_modifier"}
        decorators += tuple(self.text(child) for child in node.children if child.type == "decorator")
        is_static = "static" in words
        if node.type == "public_field_definition":
            value = node.child_by_field_name("value")
            index = -1
            if value is not None:
                made = self.module.function_for(name, "field", self.function, value, self.scope, owner.index)
                made.is_static = is_static
                index = made.index
            type_text = self.module.type_text(node.child_by_field_name("type"))
            owner.members.append(Member(name, "field", index, is_static, type_text, node.start_byte, node.end_byte, decorators))
            return
        if node.child_by_field_name("body") is None:  # an overload or an abstract method
            return
        kind = "getter" if "get" in words else "setter" if "set" in words else "method"
        if name == "constructor" and not is_static:
            kind = "constructor"
        made = self.module.function_for(name, kind, self.function, node, self.scope, owner.index)
        made.is_static = is_static
        owner.members.append(Member(name, kind, made.index, is_static, "", node.start_byte, node.end_byte, decorators))


def _superclass(heritage: Node) -> Node | None:
    """The expression after `extends`."""
    for child in children(heritage):
        if child.type == "extends_clause":
            return child.child_by_field_name("value")
        if child.type != "implements_clause":
            return child
    return None
