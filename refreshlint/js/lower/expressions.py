"""Expressions. Each method is a step for `builder.run`: it yields the steps of child nodes and returns a register."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from refreshlint.js import ir
from refreshlint.js.ir import Function
from refreshlint.js.lower import literals
from refreshlint.js.lower.builder import BlockBuilder, Lowering, Scope
from refreshlint.js.lower.nodes import FUNCTIONS, children, is_optional, misread, unwrapped
from refreshlint.syntax.parser import Node

if TYPE_CHECKING:
    from refreshlint.js.lower.module import ModuleLowerer

_FUNCTION_KINDS = {"arrow_function": "arrow"}
_IN_CHAIN = frozenset({"member_expression", "subscript_expression", "call_expression", "non_null_expression"})
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": ir.UNDEFINED}



class ExpressionLowerer(BlockBuilder, ABC):
    """Lowers the expressions of one function."""

    def __init__(self, module: ModuleLowerer, function: Function, scope: Scope) -> None:
        super().__init__(function)
        self.module = module
        self.scope = scope
        self.text = module.text
        self.name_hint = ""  # the name a function or class expression takes from where its value goes

    def leaf(self, node: Node) -> int:
        """The register of an expression without children, 0 where it has some."""
        kind = node.type
        start, end = node.start_byte, node.end_byte
        if kind in ("identifier", "shorthand_property_identifier"):
            name = self.text(node)
            if name == "undefined":
                return self.constant(ir.UNDEFINED, start, end)
            return self.load(name, start, end)
        if kind == "string":
            return self.constant(literals.unescape(self.text(node)[1:-1]), start, end)
        if kind == "number":
            return self.constant(literals.number(self.text(node)), start, end)
        if kind == "this":
            return self.emit(ir.THIS, (), None, start, end)
        if kind in _CONSTANTS:
            return self.constant(_CONSTANTS[kind], start, end)
        return 0

    def load(self, name: str, start: int, end: int) -> int:
        """Read a name."""
        if name == "arguments" and not self.function.is_arrow:
            return self.emit(ir.ARGUMENTS, (), None, start, end)
        binding = self.module.lookup(self.scope, name, self.function)
        if binding >= 0:
            return self.emit(ir.LOAD, (), binding, start, end)
        return self.emit(ir.GLOBAL, (), name, start, end)

    def store(self, name: str, value: int, start: int, end: int) -> None:
        """Write a name."""
        binding = self.module.lookup(self.scope, name, self.function)
        if binding >= 0:
            self.effect(ir.STORE, (value,), binding, start, end)
        else:
            self.effect(ir.SETGLOBAL, (value,), name, start, end)

    def expression(self, node: Node) -> Lowering:
        """The register that holds the value of an expression."""
        hint, self.name_hint = self.name_hint, ""
        node = unwrapped(node)
        register = self.leaf(node)
        if register:
            return register
        if node.type in FUNCTIONS:
            return self.function_value(node, hint)
        if node.type == "class":
            return (yield self.class_value(node, hint))
        handler = _EXPRESSIONS.get(node.type)
        if handler is None:
            return (yield self._unknown(node))
        if hint and node.type in ("call_expression", "await_expression"):
            self.name_hint = hint
        return (yield handler(self, node) if handler is not ExpressionLowerer.jsx else self.jsx(node))

    @abstractmethod
    def jsx(self, node: Node) -> Lowering:
        """The value of a JSX element (jsx.py)."""

    def _unknown(self, node: Node) -> Lowering:
        """A node without a meaning here (damage, or syntax of the future): its parts are still lowered."""
        if node.type != "ERROR":
            for child in children(node):
                if child.type in _EXPRESSIONS or child.type in FUNCTIONS:
                    yield self.expression(child)
        return self.emit(ir.DAMAGED, (), None, node.start_byte, node.end_byte)

    def function_value(self, node: Node, hint: str) -> int:
        """A function expression; its own name is bound around it."""
        named = node.child_by_field_name("name")
        scope = self.scope
        if named is not None:
            scope = Scope(scope, self.function.index)
            binding = self.module.declare(scope, self.text(named), "function", named)
            self.effect(ir.FRESH, (), (binding,), node.start_byte, node.start_byte)
        name = self.text(named) if named is not None else hint
        kind = _FUNCTION_KINDS.get(node.type, "function")
        made = self.module.function_for(name, kind, self.function, node, scope, self._class_of_this(kind))
        register = self.emit(ir.FUNC, (), made.index, node.start_byte, node.end_byte)
        if named is not None:
            self.effect(ir.STORE, (register,), scope.names[self.text(named)], node.start_byte, node.end_byte)
        return register

    def _class_of_this(self, kind: str) -> int:
        return self.function.owner_class if kind == "arrow" else -1

    @abstractmethod
    def class_value(self, node: Node, hint: str) -> Lowering:
        """The value of a class (classes.py)."""

    def property_name(self, node: Node) -> str | None:
        """The name of a property key, None where it is computed."""
        if node.type == "string":
            return literals.unescape(self.text(node)[1:-1])
        if node.type == "computed_property_name":
            inner = children(node)
            if inner and inner[0].type == "string":
                return literals.unescape(self.text(inner[0])[1:-1])
            return None
        if node.type == "number":
            return str(literals.number(self.text(node)))
        return self.text(node)

    def member(self, node: Node) -> Lowering:
        target = node.child_by_field_name("object")
        prop = node.child_by_field_name("property")
        if target is None or prop is None:
            return (yield self._unknown(node))
        name = self.text(prop)
        if target.type == "super":
            return self.emit(ir.GETSUPER, (), name, node.start_byte, node.end_byte)
        obj = yield self.expression(target)
        return self.chained(ir.GET, (obj,), name, node, target)

    def subscript(self, node: Node) -> Lowering:
        target, index = node.child_by_field_name("object"), node.child_by_field_name("index")
        if target is None or index is None:
            return (yield self._unknown(node))
        obj = yield self.expression(target)
        if index.type == "string":
            return self.chained(ir.GET, (obj,), literals.unescape(self.text(index)[1:-1]), node, target)
        key = yield self.expression(index)
        return self.chained(ir.INDEX, (obj, key), None, node, target)

    def chained(self, op: str, args: tuple[int, ...], data: Any, node: Node, target: Node) -> int:
        """Emit a link of a member chain, optional where it or what it hangs on is."""
        opt = is_optional(node) or (args[0] in self.optional and target.type in _IN_CHAIN)
        register = self.emit(op, args, data, node.start_byte, node.end_byte, opt)
        if opt:
            self.optional.add(register)
        return register

    def arguments(self, node: Node | None) -> Lowering:
        """The registers of an argument list, and the positions in it that are spread."""
        hint, self.name_hint = self.name_hint, ""
        registers: list[int] = []
        spread: list[int] = []
        for child in children(node) if node is not None else []:
            if child.type == "spread_element":
                spread.append(len(registers))
                child = children(child)[0]
            if hint and unwrapped(child).type in FUNCTIONS:
                self.name_hint, hint = hint, ""
            register = self.leaf(child)
            registers.append(register or (yield self.expression(child)))
            self.name_hint = ""
        return registers, spread

    def call(self, node: Node) -> Lowering:
        function, arguments = node.child_by_field_name("function"), node.child_by_field_name("arguments")
        if function is None:
            return (yield self._unknown(node))
        hint, self.name_hint = self.name_hint, ""
        if arguments is not None and arguments.type == "template_string":
            return (yield self._tagged(node, function, arguments))
        # The grammar reads `await f<T>(x)` as `(await f)<T>(x)`, and `!f<T>(x)` alike: the prefix belongs around the call.
        prefix: Node | None = None
        if function.type in ("await_expression", "unary_expression") and node.child_by_field_name("type_arguments") is not None:
            inner = children(function)
            prefix, function = (function, inner[-1]) if inner else (None, function)
        register = yield self._plain_call(node, function, arguments, hint)
        if prefix is not None and prefix.type == "await_expression":
            return self.emit(ir.AWAIT, (register,), None, node.start_byte, node.end_byte)
        if prefix is not None:
            operator = prefix.child_by_field_name("operator")
            return self.emit(ir.UNARY, (register,), operator.type if operator is not None else "!", node.start_byte, node.end_byte)
        return register

    def _plain_call(self, node: Node, function: Node, arguments: Node | None, hint: str) -> Lowering:
        callee = unwrapped(function)
        if callee.type == "non_null_expression":
            callee = unwrapped(callee)
        base: tuple[int, ...]
        data: Any = None
        target = function
        prop = callee.child_by_field_name("property") if callee.type == "member_expression" else None
        if callee.type == "import":
            op, base = ir.IMPORT, ()
        elif callee.type == "super":
            op, base = ir.SUPERCALL, ()
        elif callee.type == "member_expression" and prop is not None:
            target = callee.child_by_field_name("object") or callee
            data = self.text(prop)
            if target.type == "super":
                op, base = ir.INVOKESUPER, ()
            else:
                op, base = ir.INVOKE, ((yield self.expression(target)),)
        elif callee.type == "subscript_expression":
            target = callee.child_by_field_name("object") or callee
            obj = yield self.expression(target)
            index = callee.child_by_field_name("index")
            key = (yield self.expression(index)) if index is not None else self.constant(ir.UNDEFINED, node.start_byte, node.start_byte)
            op, base = ir.INVOKEAT, (obj, key)
        else:
            op, base = ir.CALL, ((yield self.expression(function)),)
        self.name_hint = hint
        registers, spread = yield self.arguments(arguments)
        args = (*base, *registers)
        positions = frozenset(len(base) + at for at in spread) or None
        if op == ir.IMPORT:
            if not args:  # damaged code only
                args = (self.emit(ir.CONST, (), ir.UNDEFINED, node.start_byte, node.end_byte),)
            return self.emit(op, args[:1], None, node.start_byte, node.end_byte)
        if op in (ir.INVOKE, ir.INVOKESUPER):
            data = ir.SpreadName(data, positions) if positions else data
        else:
            data = positions
        opt = is_optional(node) or is_optional(callee) or bool(base and base[0] in self.optional and target.type in _IN_CHAIN)
        register = self.emit(op, args, data, node.start_byte, node.end_byte, opt)
        if opt:
            self.optional.add(register)
        return register

    def _tagged(self, node: Node, function: Node, template: Node) -> Lowering:
        tag = yield self.expression(function)
        registers, texts = yield self._template_parts(template)
        return self.emit(ir.TAGGED, (tag, *registers), texts, node.start_byte, node.end_byte)

    def _template_parts(self, node: Node) -> Lowering:
        registers: list[int] = []
        texts: list[str] = []
        at = node.start_byte + 1
        for child in node.children:
            if child.type == "template_substitution":
                texts.append(literals.unescape(self._slice(at, child.start_byte)))
                at = child.end_byte
                inner = children(child)
                registers.append((yield self.expression(inner[0])) if inner else self.constant("", at, at))
        texts.append(literals.unescape(self._slice(at, max(at, node.end_byte - 1))))
        return registers, tuple(texts)

    def _slice(self, start: int, end: int) -> str:
        return self.module.data[start:end].decode("utf-8", "replace")

    def template(self, node: Node) -> Lowering:
        registers, texts = yield self._template_parts(node)
        if not registers:
            return self.constant(texts[0], node.start_byte, node.end_byte)
        return self.emit(ir.TEMPLATE, tuple(registers), texts, node.start_byte, node.end_byte)

    def regex(self, node: Node) -> Lowering:
        pattern, flags = node.child_by_field_name("pattern"), node.child_by_field_name("flags")
        value = ir.Regex(self.text(pattern) if pattern is not None else "", self.text(flags) if flags is not None else "")
        return self.constant(value, node.start_byte, node.end_byte)
        yield  # a step like the others

    def new(self, node: Node) -> Lowering:
        constructor = node.child_by_field_name("constructor")
        if constructor is None:
            return (yield self._unknown(node))
        callee = yield self.expression(constructor)
        registers, spread = yield self.arguments(node.child_by_field_name("arguments"))
        positions = frozenset(1 + at for at in spread) or None
        return self.emit(ir.NEW, (callee, *registers), positions, node.start_byte, node.end_byte)

    def object(self, node: Node) -> Lowering:
        keys: list[Any] = []
        values: list[int] = []
        for child in children(node):
            if child.type == "pair":
                key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
                if key is None or value is None:
                    continue
                keys.append((yield self._key(key)))
                self.name_hint = keys[-1] if isinstance(keys[-1], str) else ""
                values.append((yield self.expression(value)))
            elif child.type == "shorthand_property_identifier":
                keys.append(self.text(child))
                values.append(self.leaf(child))
            elif child.type == "spread_element":
                keys.append(ir.SPREAD)
                values.append((yield self.expression(children(child)[0])))
            elif child.type == "method_definition":
                named = child.child_by_field_name("name")
                if named is None:
                    continue
                key = yield self._key(named)
                accessor = next((part.type for part in child.children if part.type in ("get", "set")), "")
                name = key if isinstance(key, str) else ""
                kind = {"get": "getter", "set": "setter"}.get(accessor, "method")
                made = self.module.function_for(name, kind, self.function, child, self.scope)
                keys.append(ir.Accessor(accessor, name) if accessor else key)
                values.append(self.emit(ir.FUNC, (), made.index, child.start_byte, child.end_byte))
        return self.emit(ir.OBJECT, tuple(values), tuple(keys), node.start_byte, node.end_byte)

    def _key(self, node: Node) -> Lowering:
        name = self.property_name(node)
        if name is not None:
            return name
        return ir.ComputedKey((yield self.expression(children(node)[0])))

    def array(self, node: Node) -> Lowering:
        values: list[int] = []
        spread: list[int] = []
        expected = False  # an element may stand here; a comma without one is a hole
        for child in node.children:
            if child.type in ("[", ","):
                if child.type == "," and expected:
                    values.append(self.constant(ir.UNDEFINED, child.start_byte, child.start_byte))
                expected = True
            elif child.is_named and child.type != "comment":
                if child.type == "spread_element":
                    spread.append(len(values))
                    child = children(child)[0]
                values.append((yield self.expression(child)))
                expected = False
        return self.emit(ir.ARRAY, tuple(values), frozenset(spread) or None, node.start_byte, node.end_byte)

    def unary(self, node: Node) -> Lowering:
        argument, operator = node.child_by_field_name("argument"), node.child_by_field_name("operator")
        if argument is None or operator is None:
            return (yield self._unknown(node))
        start, end = node.start_byte, node.end_byte
        if operator.type == "delete":
            target = unwrapped(argument)
            if target.type == "member_expression":
                obj = yield self.expression(target.child_by_field_name("object") or target)
                prop = target.child_by_field_name("property")
                opt = is_optional(target) or obj in self.optional
                return self.emit(ir.DELETE, (obj,), self.text(prop) if prop is not None else "", start, end, opt)
            if target.type == "subscript_expression":
                obj = yield self.expression(target.child_by_field_name("object") or target)
                key = yield self.expression(target.child_by_field_name("index") or target)
                opt = is_optional(target) or obj in self.optional
                return self.emit(ir.DELETEINDEX, (obj, key), None, start, end, opt)
        value = yield self.expression(argument)
        return self.emit(ir.UNARY, (value,), operator.type, start, end)

    def binary(self, node: Node) -> Lowering:
        operator = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if operator is None or left is None or right is None:
            return (yield self._unknown(node))
        if operator.type in ("&&", "||", "??"):
            return (yield self._short_circuit(node, operator.type, left, right))
        inner = misread(left, operator.type)
        if inner is not None:
            # The grammar takes `a - b! * c` for `(a - b)! * c`.
            first, weaker, second = inner
            value = yield self.expression(first)
            if weaker in ("&&", "||", "??"):
                return (yield self._otherwise(node, weaker, value, second, (operator.type, right)))
            tail = yield self._joined(node, second, operator.type, right)
            return self.emit(ir.BINARY, (value, tail), weaker, node.start_byte, node.end_byte)
        if left.type == "private_property_identifier":  # `#x in object`
            one = self.constant(self.text(left), left.start_byte, left.end_byte)
        else:
            one = self.leaf(left) or (yield self.expression(left))
        two = self.leaf(right) or (yield self.expression(right))
        return self.emit(ir.BINARY, (one, two), operator.type, node.start_byte, node.end_byte)

    def _joined(self, node: Node, left: Node, operator: str, right: Node) -> Lowering:
        one = yield self.expression(left)
        two = yield self.expression(right)
        return self.emit(ir.BINARY, (one, two), operator, left.start_byte, node.end_byte)

    def _short_circuit(self, node: Node, operator: str, left: Node, right: Node) -> Lowering:
        value = yield self.expression(left)
        return (yield self._otherwise(node, operator, value, right))

    def _otherwise(self, node: Node, operator: str, value: int, right: Node, tail: tuple[str, Node] | None = None) -> Lowering:
        """`value operator right`: the value, or where the operator asks for it that of `right` (joined with the tail by its operator)."""
        start, end = node.start_byte, node.end_byte
        result = self.new_register()
        self.emit(ir.MOVE, (value,), None, start, end, dst=result)
        more, done = self.new_block(), self.new_block()
        test = self.emit(ir.UNARY, (value,), "nullish", start, end) if operator == "??" else value
        yes, no = (done, more) if operator == "||" else (more, done)
        self.branch(test, yes, no, start, end)
        self.start(more)
        other = (yield self.expression(right)) if tail is None else (yield self._joined(node, right, *tail))
        self.emit(ir.MOVE, (other,), None, right.start_byte, right.end_byte, dst=result)
        self.jump(done, end)
        self.start(done)
        return result

    def ternary(self, node: Node) -> Lowering:
        condition = node.child_by_field_name("condition")
        one, two = node.child_by_field_name("consequence"), node.child_by_field_name("alternative")
        if condition is None or one is None or two is None:
            return (yield self._unknown(node))
        result = self.new_register()
        yes, no, done = self.new_block(), self.new_block(), self.new_block()
        yield self.condition(condition, yes, no)
        for block, part in ((yes, one), (no, two)):
            self.start(block)
            value = yield self.expression(part)
            self.emit(ir.MOVE, (value,), None, part.start_byte, part.end_byte, dst=result)
            self.jump(done, node.end_byte)
        self.start(done)
        return result

    def condition(self, node: Node, yes: int, no: int) -> Lowering:
        """Branch on a condition: each operand of `&&`, `||` and `!` gets a branch of its own."""
        node = unwrapped(node)
        while node.type == "unary_expression" and (operator := node.child_by_field_name("operator")) is not None and operator.type == "!":
            inner = node.child_by_field_name("argument")
            if inner is None:
                break
            node, yes, no = unwrapped(inner), no, yes
        operator = node.child_by_field_name("operator") if node.type == "binary_expression" else None
        if operator is not None and operator.type in ("&&", "||"):
            left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
            if left is not None and right is not None:
                more = self.new_block()
                if operator.type == "&&":
                    yield self.condition(left, more, no)
                else:
                    yield self.condition(left, yes, more)
                self.start(more)
                yield self.condition(right, yes, no)
                return None
        value = yield self.expression(node)
        self.branch(value, yes, no, node.start_byte, node.end_byte)
        return None

    def sequence(self, node: Node) -> Lowering:
        value = 0
        for child in children(node):
            value = yield self.expression(child)
        return value or self.constant(ir.UNDEFINED, node.start_byte, node.end_byte)

    def await_(self, node: Node) -> Lowering:
        hint, self.name_hint = self.name_hint, ""
        inner = children(node)
        self.name_hint = hint
        value = yield self.expression(inner[0]) if inner else self._unknown(node)
        return self.emit(ir.AWAIT, (value,), None, node.start_byte, node.end_byte)

    def yield_(self, node: Node) -> Lowering:
        inner = children(node)
        start, end = node.start_byte, node.end_byte
        value = (yield self.expression(inner[0])) if inner else self.constant(ir.UNDEFINED, start, end)
        star = any(child.type == "*" for child in node.children)
        return self.emit(ir.YIELDSTAR if star else ir.YIELD, (value,), None, start, end)

    def assignment(self, node: Node) -> Lowering:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return (yield self._unknown(node))
        left = unwrapped(left)
        if left.type == "member_expression":  # the object is evaluated before the value
            prop = left.child_by_field_name("property")
            obj = yield self.expression(left.child_by_field_name("object") or left)
            name = self.text(prop) if prop is not None else ""
            self.name_hint = name
            value = yield self.expression(right)
            self.effect(ir.SET, (obj, value), name, node.start_byte, node.end_byte)
            return value
        if left.type == "subscript_expression":
            obj = yield self.expression(left.child_by_field_name("object") or left)
            key = yield self.expression(left.child_by_field_name("index") or left)
            value = yield self.expression(right)
            self.effect(ir.SETINDEX, (obj, key, value), None, node.start_byte, node.end_byte)
            return value
        self.name_hint = self.text(left) if left.type == "identifier" else ""
        value = yield self.expression(right)
        yield self.assign(left, value, node)
        return value

    @abstractmethod
    def assign(self, target: Node, value: int, node: Node) -> Lowering:
        """Write a value to an assignment target or pattern (patterns.py); `node` gives the place."""

    def augmented(self, node: Node) -> Lowering:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is None or right is None or operator is None:
            return (yield self._unknown(node))
        target = unwrapped(left)
        sign = operator.type[:-1]
        read, write = yield self._reference(target)
        if sign in ("&&", "||", "??"):
            start, end = node.start_byte, node.end_byte
            result = self.new_register()
            self.emit(ir.MOVE, (read,), None, start, end, dst=result)
            more, done = self.new_block(), self.new_block()
            test = self.emit(ir.UNARY, (read,), "nullish", start, end) if sign == "??" else read
            yes, no = (done, more) if sign == "||" else (more, done)
            self.branch(test, yes, no, start, end)
            self.start(more)
            self.name_hint = self.text(target) if target.type == "identifier" else ""
            other = yield self.expression(right)
            write(other, node)
            self.emit(ir.MOVE, (other,), None, start, end, dst=result)
            self.jump(done, end)
            self.start(done)
            return result
        other = yield self.expression(right)
        result = self.emit(ir.BINARY, (read, other), sign, node.start_byte, node.end_byte)
        write(result, node)
        return result

    def _reference(self, target: Node) -> Lowering:
        """Read an assignment target once: its value, and a function that writes it."""
        start, end = target.start_byte, target.end_byte
        if target.type == "member_expression":
            obj = yield self.expression(target.child_by_field_name("object") or target)
            prop = target.child_by_field_name("property")
            name = self.text(prop) if prop is not None else ""
            read = self.emit(ir.GET, (obj,), name, start, end)

            def write_member(value: int, node: Node) -> None:
                self.effect(ir.SET, (obj, value), name, node.start_byte, node.end_byte)

            return read, write_member
        if target.type == "subscript_expression":
            obj = yield self.expression(target.child_by_field_name("object") or target)
            key = yield self.expression(target.child_by_field_name("index") or target)
            read = self.emit(ir.INDEX, (obj, key), None, start, end)

            def write_index(value: int, node: Node) -> None:
                self.effect(ir.SETINDEX, (obj, key, value), None, node.start_byte, node.end_byte)

            return read, write_index
        name = self.text(target)
        read = self.load(name, start, end)

        def write_name(value: int, node: Node) -> None:
            self.store(name, value, node.start_byte, node.end_byte)

        return read, write_name

    def update(self, node: Node) -> Lowering:
        argument, operator = node.child_by_field_name("argument"), node.child_by_field_name("operator")
        if argument is None or operator is None:
            return (yield self._unknown(node))
        start, end = node.start_byte, node.end_byte
        old, write = yield self._reference(unwrapped(argument))
        old = self.emit(ir.UNARY, (old,), "+", start, end)
        new = self.emit(ir.BINARY, (old, self.constant(1, start, start)), operator.type[0], start, end)
        write(new, node)
        prefix = operator.start_byte == start
        return new if prefix else old

    def meta(self, node: Node) -> Lowering:
        op = ir.NEWTARGET if self.text(node).startswith("new") else ir.IMPORTMETA
        return self.emit(op, (), None, node.start_byte, node.end_byte)
        yield  # a step like the others


_EXPRESSIONS: dict[str, Any] = {
    "member_expression": ExpressionLowerer.member,
    "subscript_expression": ExpressionLowerer.subscript,
    "call_expression": ExpressionLowerer.call,
    "new_expression": ExpressionLowerer.new,
    "template_string": ExpressionLowerer.template,
    "regex": ExpressionLowerer.regex,
    "object": ExpressionLowerer.object,
    "array": ExpressionLowerer.array,
    "unary_expression": ExpressionLowerer.unary,
    "binary_expression": ExpressionLowerer.binary,
    "ternary_expression": ExpressionLowerer.ternary,
    "sequence_expression": ExpressionLowerer.sequence,
    "await_expression": ExpressionLowerer.await_,
    "yield_expression": ExpressionLowerer.yield_,
    "assignment_expression": ExpressionLowerer.assignment,
    "augmented_assignment_expression": ExpressionLowerer.augmented,
    "update_expression": ExpressionLowerer.update,
    "meta_property": ExpressionLowerer.meta,
    "jsx_element": ExpressionLowerer.jsx,
    "jsx_self_closing_element": ExpressionLowerer.jsx,
}
