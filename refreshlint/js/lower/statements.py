"""Statements, declarations and function bodies."""

from __future__ import annotations

from typing import Any

from refreshlint.js import ir
from refreshlint.js.ir import Param
from refreshlint.js.lower.builder import Exit, Lowering, Scope
from refreshlint.js.lower.classes import ClassLowerer
from refreshlint.js.lower.modules import ModuleStatements
from refreshlint.js.lower.nodes import FUNCTIONS, children
from refreshlint.js.lower.patterns import bound_names
from refreshlint.syntax.parser import Node

_FUNCTION_DECLARATIONS = frozenset({"function_declaration", "generator_function_declaration"})
_CLASS_DECLARATIONS = frozenset({"class_declaration", "abstract_class_declaration"})
_OPAQUE = FUNCTIONS | _FUNCTION_DECLARATIONS | _CLASS_DECLARATIONS | {"class", "method_definition"}


class StatementLowerer(ModuleStatements, ClassLowerer):
    """Lowers one function, from its parameters to its last statement."""

    def body(self, node: Node) -> Lowering:
        """The whole function (or module) whose syntax node is given."""
        function = self.function
        if function.kind == "module":
            self._hoist_vars(node)
            yield self.statements(children(node))
            return
        self.scope = Scope(self.scope, function.index)
        if function.kind == "field":
            self.name_hint = function.name
            value = yield self.expression(node)
            self.effect(ir.RETURN, (value,), None, node.start_byte, node.end_byte)
            return
        if function.kind == "static":
            self._hoist_vars(node)
            yield self.statements(children(node))
            return
        words = {child.type for child in node.children if not child.is_named}
        function.is_async = "async" in words
        function.is_generator = "*" in words or node.type.startswith("generator_function")
        block = node.child_by_field_name("body")
        if block is not None and block.type == "statement_block":
            self._hoist_vars(block)
        yield self._parameters(node)
        if block is None:
            return
        if block.type == "statement_block":
            yield self.statements(children(block))
        else:
            value = yield self.expression(block)
            self.effect(ir.RETURN, (value,), None, block.start_byte, block.end_byte)

    def _parameters(self, node: Node) -> Lowering:
        single = node.child_by_field_name("parameter")
        formal = node.child_by_field_name("parameters")
        listed = [single] if single is not None else children(formal) if formal is not None else []
        params: list[Param] = []
        for child in listed:
            pattern: Node | None = child
            default = None
            type_text = ""
            if child.type in ("required_parameter", "optional_parameter"):
                pattern = child.child_by_field_name("pattern")
                default = child.child_by_field_name("value")
                type_text = self.module.type_text(child.child_by_field_name("type"))
            if pattern is None or pattern.type == "this":
                continue
            rest = pattern.type == "rest_pattern"
            target = children(pattern)[0] if rest else pattern
            names = list(bound_names(target))
            for name in names:
                self.module.declare(self.scope, self.text(name), "param", name, type_text if target.type == "identifier" else "")
            position = len(params)
            is_name = target.type == "identifier"
            bound = tuple(self.text(name) for name in names)
            params.append(Param(self.text(target) if is_name else "", type_text, rest, bound, child.type == "optional_parameter"))
            value = self.emit(ir.REST if rest else ir.PARAM, (), position, child.start_byte, child.end_byte)
            if default is not None:
                value = yield self._or_default(value, default, target)
            yield self.assign(target, value, child)
            if self.function.kind == "constructor" and is_name and any(
                part.type in ("accessibility_modifier", "readonly") for part in child.children
            ):
                this = self.emit(ir.THIS, (), None, child.start_byte, child.end_byte)
                self.effect(ir.SET, (this, value), self.text(target), child.start_byte, child.end_byte)
        self.function.params = tuple(params)

    def _hoist_vars(self, node: Node) -> None:
        """Declare what `var` declares anywhere in this function."""
        if b"var " not in self.module.data[node.start_byte : node.end_byte]:
            return
        scope = self.scope
        work = [node]
        while work:
            for child in work.pop().named_children:
                if child.type == "variable_declaration":
                    for declarator in children(child):
                        named = declarator.child_by_field_name("name")
                        for name in bound_names(named) if named is not None else ():
                            self.module.declare(scope, self.text(name), "var", name)
                elif child.type == "for_in_statement" and (kind := child.child_by_field_name("kind")) is not None and kind.type == "var":
                    left = child.child_by_field_name("left")
                    for name in bound_names(left) if left is not None else ():
                        self.module.declare(scope, self.text(name), "var", name)
                if child.type not in _OPAQUE:
                    work.append(child)

    def statements(self, nodes: list[Node]) -> Lowering:
        """A list of statements that share a scope: names first, then functions, then the rest in order."""
        self._declare(nodes)
        for node in nodes:
            inner = self.declaration_of(node)
            if inner is not None and inner.type in _FUNCTION_DECLARATIONS:
                named = inner.child_by_field_name("name")
                made = self.module.function_for(
                    self.text(named) if named is not None else "default", "function", self.function, inner, self.scope
                )
                register = self.emit(ir.FUNC, (), made.index, inner.start_byte, inner.end_byte)
                name = self.text(named) if named is not None else "*default*"
                self.store(name, register, inner.start_byte, inner.end_byte)
        for node in nodes:
            yield self.statement(node)

    def _declare(self, nodes: list[Node]) -> list[int]:
        declared: list[int] = []
        for node in nodes:
            if node.type == "import_statement":
                self.declare_import(node)
                continue
            inner = self.declaration_of(node)
            if inner is None:
                continue
            if inner.type == "lexical_declaration":
                kind = inner.child_by_field_name("kind")
                for declarator in children(inner):
                    named = declarator.child_by_field_name("name")
                    if named is None:
                        continue
                    type_text = self.module.type_text(declarator.child_by_field_name("type"))
                    for name in bound_names(named):
                        declared.append(
                            self.module.declare(
                                self.scope,
                                self.text(name),
                                kind.type if kind is not None else "let",
                                name,
                                type_text if named.type == "identifier" else "",
                            )
                        )
            elif inner.type in _FUNCTION_DECLARATIONS or inner.type in _CLASS_DECLARATIONS:
                named = inner.child_by_field_name("name")
                kind_name = "class" if inner.type in _CLASS_DECLARATIONS else "function"
                declared.append(
                    self.module.declare(self.scope, self.text(named) if named is not None else "*default*", kind_name, named or inner)
                )
            elif inner.type in ("enum_declaration", "internal_module", "module"):
                named = inner.child_by_field_name("name")
                if named is not None and named.type == "identifier":
                    declared.append(self.module.declare(self.scope, self.text(named), "enum", named))
            elif inner is not node and node.type == "export_statement":
                declared.append(self.module.declare(self.scope, "*default*", "const", inner))
        return declared

    def block(self, node: Node) -> Lowering:
        """A block with a scope of its own."""
        yield self.scoped(children(node), node)

    def scoped(self, nodes: list[Node], node: Node) -> Lowering:
        outer = self.scope
        self.scope = Scope(outer, self.function.index)
        declared = self._declare(nodes)
        if declared:
            self.effect(ir.FRESH, (), tuple(declared), node.start_byte, node.start_byte)
        yield self.statements(nodes)
        self.scope = outer

    def statement(self, node: Node) -> Lowering:
        handler = _STATEMENTS.get(node.type)
        if handler is not None:
            yield handler(self, node)
        elif node.type == "ERROR":
            self.emit(ir.DAMAGED, (), None, node.start_byte, node.end_byte)
            for child in children(node):  # statements inside of the damage are often whole
                if child.type in _STATEMENTS and child.type != "export_statement":
                    yield self.statement(child)

    def expression_statement(self, node: Node) -> Lowering:
        for child in children(node):
            if child.type == "internal_module":
                yield self.namespace(child)
            elif child.type not in ("function_signature", "empty_statement"):
                yield self.expression(child)

    def variables(self, node: Node) -> Lowering:
        kind = node.child_by_field_name("kind")
        lexical = kind is not None and kind.type != "var"
        for declarator in children(node):
            named = declarator.child_by_field_name("name")
            value = declarator.child_by_field_name("value")
            if named is None or declarator.type != "variable_declarator":
                continue
            if value is not None:
                self.name_hint = self.text(named) if named.type == "identifier" else ""
                register = yield self.expression(value)
                self.name_hint = ""
                yield self.assign(named, register, declarator)
            elif lexical:
                nothing = self.constant(ir.UNDEFINED, declarator.start_byte, declarator.end_byte)
                yield self.assign(named, nothing, declarator)

    def function_declaration(self, node: Node) -> Lowering:
        return  # made where its block begins
        yield

    def class_declaration(self, node: Node) -> Lowering:
        register = yield self.class_value(node, "default")
        named = node.child_by_field_name("name")
        self.store(self.text(named) if named is not None else "*default*", register, node.start_byte, node.end_byte)

    def if_(self, node: Node) -> Lowering:
        condition, yes_node = node.child_by_field_name("condition"), node.child_by_field_name("consequence")
        no_node = node.child_by_field_name("alternative")
        yes, no, done = self.new_block(), self.new_block(), self.new_block()
        if condition is not None:
            yield self.condition(condition, yes, no)
        else:
            self.jump(yes, node.start_byte)
        self.start(yes)
        if yes_node is not None:
            yield self.statement(yes_node)
        self.jump(done, node.end_byte)
        self.start(no)
        if no_node is not None:
            for child in children(no_node):
                yield self.statement(child)
        self.jump(done, node.end_byte)
        self.start(done)

    def _loop(self, node: Node, labels: tuple[str, ...], done: int, again: int, body: Node | None) -> Lowering:
        self.exits.append(Exit("loop", labels, done, again))
        if body is not None:
            yield self.statement(body)
        self.exits.pop()
        self.jump(again, node.end_byte)

    def while_(self, node: Node, labels: tuple[str, ...] = ()) -> Lowering:
        condition = node.child_by_field_name("condition")
        test, body, done = self.new_block(), self.new_block(), self.new_block()
        self.jump(test if node.type == "while_statement" else body, node.start_byte)
        self.start(test)
        if condition is not None:
            yield self.condition(condition, body, done)
        self.start(body)
        yield self._loop(node, labels, done, test, node.child_by_field_name("body"))
        self.start(done)

    def for_(self, node: Node, labels: tuple[str, ...] = ()) -> Lowering:
        outer = self.scope
        self.scope = Scope(outer, self.function.index)
        first = node.child_by_field_name("initializer")
        declared: tuple[int, ...] = ()
        if first is not None and first.type != "empty_statement":
            declared = tuple(self._declare([first]))
            if declared:
                self.effect(ir.FRESH, (), declared, first.start_byte, first.start_byte)
            if first.type in _STATEMENTS:
                yield self.statement(first)
            else:
                yield self.expression(first)
        test, body, step, done = self.new_block(), self.new_block(), self.new_block(), self.new_block()
        self.jump(test, node.start_byte)
        self.start(test)
        condition = node.child_by_field_name("condition")
        inner = children(condition) if condition is not None and condition.type == "expression_statement" else [condition]
        if condition is not None and condition.type != "empty_statement" and inner[0] is not None:
            yield self.condition(inner[0], body, done)
        else:
            self.jump(body, node.start_byte)
        self.start(body)
        yield self._loop(node, labels, done, step, node.child_by_field_name("body"))
        self.start(step)
        if declared:
            self.append(ir.Instr(ir.FRESH, ir.NO_REGISTER, (), declared, node.start_byte, node.start_byte, True))
        increment = node.child_by_field_name("increment")
        if increment is not None:
            yield self.expression(increment)
        self.jump(test, node.end_byte)
        self.start(done)
        self.scope = outer

    def for_in(self, node: Node, labels: tuple[str, ...] = ()) -> Lowering:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator, kind = node.child_by_field_name("operator"), node.child_by_field_name("kind")
        if left is None or right is None:
            return
        subject = yield self.expression(right)
        how = "await" if any(child.type == "await" for child in node.children) else operator.type if operator is not None else "of"
        iterator = self.emit(ir.ITER, (subject,), how, right.start_byte, right.end_byte)
        outer = self.scope
        self.scope = Scope(outer, self.function.index)
        declared: list[int] = []
        if kind is not None and kind.type != "var":
            declared = [self.module.declare(self.scope, self.text(name), kind.type, name) for name in bound_names(left)]
        test, body, done = self.new_block(), self.new_block(), self.new_block()
        self.jump(test, node.start_byte)
        self.start(test)
        element = self.new_register()
        self.append(ir.Instr(ir.NEXT, element, (iterator,), (body, done), left.start_byte, right.end_byte))
        self.start(body)
        if declared:
            self.effect(ir.FRESH, (), tuple(declared), left.start_byte, left.start_byte)
        yield self.assign(left, element, left)
        yield self._loop(node, labels, done, test, node.child_by_field_name("body"))
        self.start(done)
        self.scope = outer

    def switch(self, node: Node) -> Lowering:
        value_node, body = node.child_by_field_name("value"), node.child_by_field_name("body")
        if value_node is None or body is None:
            return
        value = yield self.expression(value_node)
        cases = [child for child in children(body) if child.type in ("switch_case", "switch_default")]
        outer = self.scope
        self.scope = Scope(outer, self.function.index)
        contents: list[list[Node]] = []
        for case in cases:
            label = case.child_by_field_name("value")
            contents.append([child for child in children(case) if label is None or child.id != label.id])
        declared = self._declare([child for content in contents for child in content])
        if declared:
            self.effect(ir.FRESH, (), tuple(declared), body.start_byte, body.start_byte)
        done = self.new_block()
        bodies = [self.new_block() for _ in cases]
        default = done
        for case, target in zip(cases, bodies, strict=True):
            label = case.child_by_field_name("value")
            if label is None:
                default = target
                continue
            wanted = yield self.expression(label)
            same = self.emit(ir.BINARY, (value, wanted), "===", label.start_byte, label.end_byte)
            following = self.new_block()
            self.branch(same, target, following, label.start_byte, label.end_byte)
            self.start(following)
        self.jump(default, body.start_byte)
        self.exits.append(Exit("switch", (), done))
        for number, (content, target) in enumerate(zip(contents, bodies, strict=True)):
            self.start(target)
            yield self.statements(content)
            self.jump(bodies[number + 1] if number + 1 < len(bodies) else done, cases[number].end_byte)
        self.exits.pop()
        self.start(done)
        self.scope = outer

    def labeled(self, node: Node) -> Lowering:
        labels: list[str] = []
        inner: Node | None = node
        while inner is not None and inner.type == "labeled_statement":
            label = inner.child_by_field_name("label")
            labels.append(self.text(label) if label is not None else "")
            inner = inner.child_by_field_name("body")
        if inner is None:
            return
        if inner.type in _LOOPS:
            yield _LOOPS[inner.type](self, inner, tuple(labels))
            return
        done = self.new_block()
        self.exits.append(Exit("label", tuple(labels), done))
        yield self.statement(inner)
        self.exits.pop()
        self.jump(done, node.end_byte)
        self.start(done)

    def return_(self, node: Node) -> Lowering:
        inner = children(node)
        start, end = node.start_byte, node.end_byte
        value = (yield self.expression(inner[0])) if inner else self.constant(ir.UNDEFINED, start, end)
        yield self._leave(0, end)
        self.effect(ir.RETURN, (value,), None, start, end)

    def jump_out(self, node: Node) -> Lowering:
        """`break` and `continue`."""
        named = node.child_by_field_name("label")
        label = self.text(named) if named is not None else None
        is_break = node.type == "break_statement"
        for depth in range(len(self.exits) - 1, -1, -1):
            target = self.exits[depth]
            if target.kind == "finally":
                continue
            if label is None:
                fits = target.kind == "loop" or (is_break and target.kind == "switch")
            else:
                fits = label in target.labels
            if fits:
                yield self._leave(depth + 1, node.end_byte)
                self.jump(target.break_block if is_break else target.continue_block, node.end_byte)
                return

    def _leave(self, depth: int, at: int) -> Lowering:
        """Run the finally bodies between here and exit `depth`, innermost first."""
        saved = (self.exits, self.handler, self.scope)
        while len(self.exits) > depth:
            passed = self.exits[-1]
            self.exits = self.exits[:-1]
            if passed.kind == "finally":
                yield self._finalizer(passed, at)
        self.exits, self.handler, self.scope = saved

    def _finalizer(self, passed: Exit, at: int) -> Lowering:
        """A copy of a finally body, under the handler outside of its try."""
        self.handler = passed.handler
        if passed.scope is not None:
            self.scope = passed.scope
        copy = self.new_block()
        self.jump(copy, at)
        self.start(copy)
        yield self.block(passed.finalizer)

    def throw(self, node: Node) -> Lowering:
        inner = children(node)
        start, end = node.start_byte, node.end_byte
        value = (yield self.expression(inner[0])) if inner else self.constant(ir.UNDEFINED, start, end)
        self.effect(ir.THROW, (value,), None, start, end)

    def try_(self, node: Node) -> Lowering:
        body, handler_node = node.child_by_field_name("body"), node.child_by_field_name("handler")
        final_node = node.child_by_field_name("finalizer")
        final_body = final_node.child_by_field_name("body") if final_node is not None else None
        outer, end = self.handler, node.end_byte
        after_all = self.new_block()  # after the finally body
        failed = self.new_block() if final_body is not None else -1
        if final_body is not None:
            self.exits.append(Exit("finally", finalizer=final_body, handler=outer, scope=self.scope))
            self.handler = failed
        inside = self.handler
        ended = self.new_block()  # after try or catch, before the finally body
        caught = self.new_block() if handler_node is not None else -1
        self.handler = caught if handler_node is not None else inside
        entry = self.new_block()
        self.jump(entry, node.start_byte)
        self.start(entry)
        if body is not None:
            yield self.block(body)
        self.jump(ended, end)
        self.handler = inside
        if handler_node is not None:
            self.start(caught)
            yield self._catch(handler_node)
            self.jump(ended, end)
        self.start(ended)
        if final_body is not None:
            passed = self.exits.pop()
            yield self._finalizer(passed, final_body.start_byte)
            self.jump(after_all, end)
            self.handler = outer
            self.start(failed)
            error = self.emit(ir.CATCH, (), None, final_body.start_byte, final_body.start_byte)
            self.handlers[failed] = outer
            yield self._finalizer(passed, final_body.start_byte)
            self.effect(ir.THROW, (error,), None, final_body.end_byte, final_body.end_byte)
        else:
            self.jump(after_all, end)
        self.handler = outer
        self.start(after_all)

    def _catch(self, node: Node) -> Lowering:
        error = self.emit(ir.CATCH, (), None, node.start_byte, node.start_byte + len("catch"))
        outer = self.scope
        self.scope = Scope(outer, self.function.index)
        parameter, body = node.child_by_field_name("parameter"), node.child_by_field_name("body")
        if parameter is not None:
            names = tuple(self.module.declare(self.scope, self.text(name), "catch", name) for name in bound_names(parameter))
            self.effect(ir.FRESH, (), names, parameter.start_byte, parameter.start_byte)
            yield self.assign(parameter, error, parameter)
        if body is not None:
            yield self.block(body)
        self.scope = outer


_LOOPS: dict[str, Any] = {
    "while_statement": StatementLowerer.while_,
    "do_statement": StatementLowerer.while_,
    "for_statement": StatementLowerer.for_,
    "for_in_statement": StatementLowerer.for_in,
}
_STATEMENTS: dict[str, Any] = {
    **_LOOPS,
    "expression_statement": StatementLowerer.expression_statement,
    "lexical_declaration": StatementLowerer.variables,
    "variable_declaration": StatementLowerer.variables,
    "function_declaration": StatementLowerer.function_declaration,
    "generator_function_declaration": StatementLowerer.function_declaration,
    "class_declaration": StatementLowerer.class_declaration,
    "abstract_class_declaration": StatementLowerer.class_declaration,
    "statement_block": StatementLowerer.block,
    "if_statement": StatementLowerer.if_,
    "switch_statement": StatementLowerer.switch,
    "labeled_statement": StatementLowerer.labeled,
    "return_statement": StatementLowerer.return_,
    "break_statement": StatementLowerer.jump_out,
    "continue_statement": StatementLowerer.jump_out,
    "throw_statement": StatementLowerer.throw,
    "try_statement": StatementLowerer.try_,
    "import_statement": StatementLowerer.import_,
    "export_statement": StatementLowerer.export,
    "enum_declaration": StatementLowerer.enum,
    "internal_module": StatementLowerer.namespace,
    "interface_declaration": StatementLowerer.type_names,
    "type_alias_declaration": StatementLowerer.type_names,
}
