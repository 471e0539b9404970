"""Imports, exports, enums, namespaces, and the property names of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from refreshlint.js import ir
from refreshlint.js.lower import literals
from refreshlint.js.lower.builder import Lowering, Scope
from refreshlint.js.lower.expressions import ExpressionLowerer
from refreshlint.js.lower.nodes import children
from refreshlint.js.lower.patterns import bound_names
from refreshlint.syntax.parser import Node


class ModuleStatements(ExpressionLowerer):
    """What stands at the top of a module."""

    if TYPE_CHECKING:  # the statements that these wrap: statements.py

        def statement(self, node: Node) -> Lowering: ...

        def scoped(self, nodes: list[Node], node: Node) -> Lowering: ...

    def declaration_of(self, node: Node) -> Node | None:
        """The declaration that a statement makes, looked for below `export`; None for other statements and for types."""
        if node.type == "expression_statement":  # the grammar takes `namespace N {}` for an expression
            inner = next((child for child in node.named_children if child.type == "internal_module"), None)
            return inner or node
        if node.type != "export_statement":
            return node
        inner = node.child_by_field_name("declaration")
        if inner is not None:
            if inner.type == "ambient_declaration":
                return None
            return inner
        value = node.child_by_field_name("value")
        if value is not None and value.type in ("function_expression", "class"):
            return value  # `export default function () {}` in some forms
        return value

    def _specifier(self, node: Node) -> str:
        source = node.child_by_field_name("source")
        return literals.unescape(self.text(source)[1:-1]) if source is not None else ""

    def declare_import(self, node: Node) -> None:
        """Declare the names of an import statement; nothing is emitted for it."""
        specifier = self._specifier(node)
        type_only = any(child.type in ("type", "typeof") for child in node.children)
        clause = next((child for child in node.children if child.type in ("import_clause", "import_require_clause")), None)
        if clause is None:
            self.module.add_import(-1, specifier, "*", type_only, node)
            return
        if clause.type == "import_require_clause":
            source = clause.child_by_field_name("source")
            specifier = literals.unescape(self.text(source)[1:-1]) if source is not None else ""
            named = children(clause)[0]
            self._import_name(named, specifier, "*", type_only)
            return
        for part in children(clause):
            if part.type == "identifier":
                self._import_name(part, specifier, "default", type_only)
            elif part.type == "namespace_import":
                self._import_name(children(part)[0], specifier, "*", type_only)
            elif part.type == "named_imports":
                for each in children(part):
                    name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                    if name is None:
                        continue
                    only = type_only or any(child.type in ("type", "typeof") for child in each.children)
                    exported = literals.unescape(self.text(name)[1:-1]) if name.type == "string" else self.text(name)
                    self._import_name(alias or name, specifier, exported, only)

    def _import_name(self, node: Node, specifier: str, name: str, type_only: bool) -> None:
        binding = self.module.declare(self.scope, self.text(node), "import", node)
        self.module.add_import(binding, specifier, name, type_only, node)

    def import_(self, node: Node) -> Lowering:
        return  # declared where the module begins
        yield

    def export(self, node: Node) -> Lowering:
        if any(child.type == "type" for child in node.children):
            return
        specifier = self._specifier(node)
        is_default = any(child.type == "default" for child in node.children)
        declaration, value = node.child_by_field_name("declaration"), node.child_by_field_name("value")
        if declaration is not None:
            if declaration.type == "ambient_declaration":
                return
            yield self.statement(declaration)
            self._export_declared(declaration, is_default, node)
        elif value is not None:
            self.name_hint = "default"
            register = yield self.expression(value)
            self.store("*default*", register, node.start_byte, node.end_byte)
            if value.type == "identifier":  # `export default name`: a live alias is near enough
                self._export_name("default", self.text(value), node)
            else:
                self._export_name("default", "*default*", node)
        for child in children(node):
            if child.type == "export_clause":
                for each in children(child):
                    name, alias = each.child_by_field_name("name"), each.child_by_field_name("alias")
                    if name is None or any(part.type == "type" for part in each.children):
                        continue
                    exported = self.text(alias or name).strip("\"'")
                    if specifier:
                        self.module.add_export(exported, -1, each, specifier, self.text(name).strip("\"'"))
                    else:
                        self._export_name(exported, self.text(name), each)
            elif child.type == "namespace_export":
                self.module.add_export(self.text(children(child)[0]).strip("\"'"), -1, node, specifier, "*")
        if specifier and any(child.type == "*" for child in node.children):
            self.module.add_export("*", -1, node, specifier, "*")

    def _export_name(self, exported: str, local: str, node: Node) -> None:
        binding = self.module.lookup(self.scope, local, self.function)
        if binding >= 0:
            self.module.add_export(exported, binding, node)

    def _export_declared(self, declaration: Node, is_default: bool, node: Node) -> None:
        if declaration.type in ("lexical_declaration", "variable_declaration"):
            for declarator in children(declaration):
                named = declarator.child_by_field_name("name")
                for name in bound_names(named) if named is not None else ():
                    self._export_name(self.text(name), self.text(name), name)
            return
        named = declaration.child_by_field_name("name")
        local = self.text(named) if named is not None else "*default*"
        self._export_name("default" if is_default else local, local, named or declaration)

    def enum(self, node: Node) -> Lowering:
        """An enum is an object of its members."""
        named, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if named is None or body is None:
            return
        keys: list[str] = []
        values: list[int] = []
        for number, child in enumerate(children(body)):
            key, value = child, None
            if child.type == "enum_assignment":
                key, value = child.child_by_field_name("name") or child, child.child_by_field_name("value")
            keys.append(self.property_name(key) or "")
            at = child.start_byte
            values.append((yield self.expression(value)) if value is not None else self.constant(number, at, at))
        made = self.emit(ir.OBJECT, tuple(values), tuple(keys), node.start_byte, node.end_byte)
        self.store(self.text(named), made, node.start_byte, node.end_byte)

    def namespace(self, node: Node) -> Lowering:
        """A namespace is a block, and an object of what it exports."""
        named, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if named is None or body is None or named.type != "identifier":
            return
        outer = self.scope
        exports = len(self.module.module.exports)
        self.scope = Scope(outer, self.function.index)
        yield self.scoped(children(body), body)
        inner = self.module.module.exports[exports:]
        del self.module.module.exports[exports:]  # they are members of the namespace, not of the module
        local = [export for export in inner if export.binding >= 0]
        values = tuple(self.emit(ir.LOAD, (), export.binding, export.start, export.end) for export in local)
        made = self.emit(ir.OBJECT, values, tuple(export.name for export in local), node.start_byte, node.end_byte)
        self.scope = outer
        self.store(self.text(named), made, node.start_byte, node.end_byte)

    def type_names(self, node: Node) -> Lowering:
        """Keep the property names that an interface or an object type lists."""
        named = node.child_by_field_name("name")
        body = node.child_by_field_name("body") or node.child_by_field_name("value")
        if named is not None and body is not None and body.type in ("interface_body", "object_type"):
            names = [self.text(name) for child in children(body) if (name := child.child_by_field_name("name")) is not None]
            self.module.module.types[self.text(named)] = tuple(names)
        return
        yield
