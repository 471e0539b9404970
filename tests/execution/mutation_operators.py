"""Five ways to break a sound client, as edits of its source text. Places come from the IR (what is a cell, what is written where) and
from the syntax tree (where a statement, a condition, an argument begins and ends); nothing knows a name of the domain but the header
`Authorization`. Which mutants are really broken is for the execution oracle to say: too many are offered rather than too few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from mutation_text import ASSIGNMENTS, FUNCTIONS, LISTS, PLACES, Edit, Text, arguments, bare, inside, last_name, parent_of, removal

from refreshlint.js import ir
from refreshlint.source import SourceFile
from refreshlint.syntax.parser import Node, parse

_WRITES_OF_A_STORE = frozenset({"setItemAsync", "setItem", "setGenericPassword", "multiSet"})
_SETTERS = frozenset({"set", "dispatch", "setState"})
_READS_OF_A_STORE = frozenset({"getItemAsync", "getItem", "getGenericPassword", "get"})
_HOLDS_A_TOKEN = frozenset({"identifier", "member_expression", "await_expression", "template_string", "object"})
_HEADER = "authorization"
_TURN = "await new Promise((turn) => setTimeout(turn, 1))"


class Mutation(NamedTuple):
    """One change of a file. operator: a key of OPERATORS; what: in words; at: byte offset of what is changed."""

    operator: str
    what: str
    at: int
    edits: tuple[Edit, ...]

    def apply(self, data: bytes) -> bytes:
        """The file with the change made."""
        for edit in sorted(self.edits, reverse=True):
            data = data[: edit.start] + edit.text.encode() + data[edit.end :]
        return data


# ---- 1: drop the release ----


def drop_release(text: Text) -> Iterator[Mutation]:
    """The statement that empties a cell is gone: an assignment, the `delete` of a map, the `release()` of a lock."""
    for write in text.writes:
        if write.empties and write.key in text.cells:
            yield Mutation("release", f"drops {text.of(write.node)}", write.node.start_byte, (removal(write.node),))
    for call in text.typed("call_expression"):
        name = last_name(text, call)
        if name == "release" or (name == "delete" and _called(text, call, "set")):
            yield Mutation("release", f"drops {text.of(call)}", call.start_byte, (removal(call),))


def _called(text: Text, call: Node, name: str) -> bool:
    """Whether another method is called on what `call` calls one on."""
    callee = call.child_by_field_name("function")
    owner = callee.child_by_field_name("object") if callee is not None else None
    return owner is not None and f"{text.of(owner)}.{name}(" in text.data.decode()


# ---- 2: an await between check and set ----


def await_before_set(text: Text) -> Iterator[Mutation]:
    """`await null`, a turn of the event loop or a read of the storage stands between the test of a cell and its set."""
    pauses = ["await null", _TURN]
    reads = (call for call in text.typed("call_expression") if last_name(text, call) == "getItemAsync")
    if (read := next(reads, None)) is not None and all(node.type == "string" for node in arguments(read)):
        pauses.append(f"await {text.of(read)}")
    for write in text.writes:
        if write.empties or write.key not in text.cells or write.node.type == "update_expression":
            continue
        function = parent_of(write.node, FUNCTIONS)
        made = _made_async(text, function) if function is not None else None
        if made is None:
            continue
        for pause in pauses:
            edits = (*made, *_paused(text, write.node, pause))
            yield Mutation("await", f"{pause} before {text.of(write.node)[:60]}", write.node.start_byte, edits)


def _paused(text: Text, node: Node, pause: str) -> tuple[Edit, ...]:
    right = node.child_by_field_name("right")
    above = node.parent
    plain = node.type == "assignment_expression" and not _tests_itself(text, node)
    if plain and above is not None and above.type == "expression_statement":
        listed = above.parent is not None and above.parent.type in LISTS
        if listed:
            return (Edit(above.start_byte, above.start_byte, f"{pause}; "),)
        return (Edit(above.start_byte, above.start_byte, f"{{ {pause}; "), Edit(above.end_byte, above.end_byte, " }"))
    if right is None:
        return ()
    if node.type == "assignment_expression" and right.type == "binary_expression":  # p = p ?? f()
        right = right.child_by_field_name("right") or right
    return (Edit(right.start_byte, right.start_byte, f"({pause}, "), Edit(right.end_byte, right.end_byte, ")"))


def _tests_itself(text: Text, node: Node) -> bool:
    """Whether an assignment is `p = p ?? f()` or `p = p || f()`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or right is None or right.type != "binary_expression":
        return False
    first = right.child_by_field_name("left")
    return first is not None and text.of(first) == text.of(left)


def _made_async(text: Text, function: Node) -> tuple[Edit, ...] | None:
    """What makes a function asynchronous: nothing if it is; None where that would change what it gives."""
    if any(child.type == "async" for child in function.children):
        return ()
    name = function.child_by_field_name("name")
    kinds = {child.type for child in function.children}
    if kinds & {"get", "set", "*"} or (name is not None and text.of(name) == "constructor"):
        return None
    stated = function.child_by_field_name("return_type")
    if stated is not None and not text.of(stated).lstrip(": ").startswith("Promise"):
        return None
    start = name.start_byte if function.type == "method_definition" and name is not None else function.start_byte
    return (Edit(start, start, "async "),)


# ---- 3: drop the retry mark ----


def drop_mark(text: Text) -> Iterator[Mutation]:
    """A mark that is set and tested is not set, or not tested; a counter does not count."""
    parts = [part for node in _operands(text) for part in (bare(node), *_parts(bare(node)))]
    tested = {text.of(bare(part)).rpartition(".")[2] for part in parts}
    for write in text.writes:
        name = text.module.bindings[write.key].name if isinstance(write.key, int) else write.key.rpartition(".")[2]
        value = write.value
        marks = value is not None and (value.op == ir.BINARY or (value.op == ir.CONST and bool(value.data)))
        if write.key not in text.cells and marks and name in tested:
            kept = write.node.child_by_field_name("argument")
            edit = removal(write.node)
            if edit.text == "undefined" and kept is not None:
                edit = Edit(write.node.start_byte, write.node.end_byte, text.of(kept))
            yield Mutation("mark", f"drops {text.of(write.node)}", write.node.start_byte, (edit,))
    for call in text.typed("call_expression"):
        if last_name(text, call) in ("set", "add", "append") and _is_mark(text, call):
            yield Mutation("mark", f"drops {text.of(call)}", call.start_byte, (removal(call),))
    yield from _untested(text)
    yield from _unpassed(text)


def _parts(node: Node) -> list[Node]:
    """What a comparison compares, and what `x++` counts."""
    if node.type not in ("binary_expression", "update_expression"):
        return []
    return [each for part in node.named_children for each in (part, *(part.named_children if part.type == "update_expression" else ()))]


def _is_mark(text: Text, call: Node) -> bool:
    """Whether what a call adds to headers or a set is asked for elsewhere: `.has(x)`, `.get("name")`."""
    given = arguments(call)
    if not given or _HEADER in text.of(given[0]).lower():
        return False
    if last_name(text, call) == "add":
        return _called(text, call, "has")
    asked = [other for other in text.typed("call_expression") if last_name(text, other) in ("get", "has")]
    return given[0].type == "string" and any(text.of(node) == text.of(given[0]) for other in asked for node in arguments(other)[:1])


def _conditions(text: Text) -> Iterator[Node]:
    for node in text.typed("if_statement", "ternary_expression", "while_statement", "for_statement"):
        condition = node.child_by_field_name("condition")
        if condition is not None:
            yield condition


def _operands(text: Text) -> Iterator[Node]:
    """What conditions are made of, `&&` and `||` taken apart."""
    work = list(_conditions(text))
    while work:
        node = work.pop(0)
        inner = bare(node)
        if inner.type == "binary_expression" and inner.children[1].type in ("&&", "||"):
            work[:0] = [inner.children[0], inner.children[2]]
        else:
            yield node


def _could_be_mark(text: Text, node: Node) -> bool:
    """A place, negated or not, a comparison of one with another or with a small number, or the question whether a set has it."""
    inner = bare(node)
    if inner.type in PLACES:
        return not text.is_cell(inner) and not _was_awaited(text, inner) and not text.of(inner).endswith(".ok")
    if inner.type == "update_expression":
        return True
    if inner.type == "call_expression":
        return last_name(text, inner) in ("has", "get")
    if inner.type != "binary_expression":
        return False
    for part in (bare(inner.children[0]), bare(inner.children[2])):
        if part.type == "number" and int(float(text.of(part).replace("_", ""))) > 99:
            return False
        if part.type not in (*PLACES, "number", "update_expression", "binary_expression"):
            return False
    return True


def _untested(text: Text) -> Iterator[Mutation]:
    """The test of a mark gone from its condition, or with the statement that it leads to."""
    for node in _operands(text):
        if not _could_be_mark(text, node):
            continue
        outer = node
        while outer.parent is not None and outer.parent.type in ("parenthesized_expression", "unary_expression"):
            outer = outer.parent
        above = outer.parent
        if above is None:
            continue
        if above.type == "binary_expression":
            other = above.children[2] if above.children[0] == outer else above.children[0]
            edit = Edit(above.start_byte, above.end_byte, text.of(other))
            yield Mutation("mark", f"drops the test {text.of(outer)}", outer.start_byte, (edit,))
        elif above.type == "if_statement" and above.child_by_field_name("alternative") is None:
            then = above.child_by_field_name("consequence")
            if then is not None and text.of(then).lstrip("{ \n").startswith(("throw", "return")):
                edit = Edit(above.start_byte, above.end_byte, ";")
                yield Mutation("mark", f"drops the test {text.of(outer)} and what follows", above.start_byte, (edit,))


def _unpassed(text: Text) -> Iterator[Mutation]:
    """A function that calls itself does not tell that it does: `true` becomes `false`, `n + 1` becomes `n`."""
    for call in text.typed("call_expression"):
        function = parent_of(call, FUNCTIONS)
        names = set()
        while function is not None:
            holder = function if function.child_by_field_name("name") is not None else function.parent
            name = holder.child_by_field_name("name") if holder is not None else None
            if name is not None:
                names.add(text.of(name))
            function = parent_of(function, FUNCTIONS)
        if last_name(text, call) not in names:
            continue
        for given in arguments(call):
            if given.type == "true":
                edit = Edit(given.start_byte, given.end_byte, "false")
                yield Mutation("mark", f"passes false in {text.of(call)}", given.start_byte, (edit,))
            elif given.type == "binary_expression" and given.children[1].type in ("+", "-"):
                edit = Edit(given.start_byte, given.end_byte, text.of(given.children[0]))
                yield Mutation("mark", f"passes {text.of(given.children[0])} in {text.of(call)}", given.start_byte, (edit,))


# ---- 4: ignore the failure of the refresh ----


def ignore_failure(text: Text) -> Iterator[Mutation]:
    """An exception is not thrown, or swallowed; a rejection is not made, not passed on; a result is not looked at."""
    for node in text.typed("throw_statement"):
        whole = node
        above = node.parent
        if above is not None and above.type == "statement_block" and len(above.named_children) == 1:
            above = above.parent
        if above is not None and above.type == "if_statement" and above.child_by_field_name("alternative") is None:
            whole = above
        yield Mutation("failure", f"drops {text.of(node)}", node.start_byte, (Edit(whole.start_byte, whole.end_byte, ";"),))
    for call in text.typed("call_expression"):
        if text.of(call).startswith("Promise.reject("):
            returned = call.parent is not None and call.parent.type == "return_statement"
            edit = Edit(call.parent.start_byte, call.parent.end_byte, ";") if returned and call.parent else removal(call)
            yield Mutation("failure", f"drops {text.of(call)}", call.start_byte, (edit,))
        elif _handles_failure(text, call):
            yield Mutation("failure", f"drops {text.of(call)}", call.start_byte, (removal(call),))
        if last_name(text, call) == "then" and len(arguments(call)) == 1 and (waited := _before_then(call)) and _starts_work(text, waited):
            edit = Edit(waited.end_byte, waited.end_byte, ".catch(() => null)")
            yield Mutation("failure", f"swallows the failure of {text.of(waited)[:60]}", waited.start_byte, (edit,))
    for node in text.typed("await_expression"):
        if _starts_work(text, node.named_children[0]):
            yield _swallowed(text, node)
    for node in _operands(text):
        if (taken := _unlooked(text, node)) is not None:
            yield Mutation("failure", f"takes {text.of(node)} for good", node.start_byte, (taken,))


def _before_then(call: Node) -> Node | None:
    callee = call.child_by_field_name("function")
    return callee.child_by_field_name("object") if callee is not None else None


def _handles_failure(text: Text, call: Node) -> bool:
    """Whether a call is a statement of a catch clause or of a function that is called on a failure."""
    if call.parent is None or call.parent.type not in ("expression_statement", "arrow_function"):
        return False
    around = parent_of(call, frozenset({"catch_clause", *FUNCTIONS}))
    if around is None or around.type == "catch_clause":
        return around is not None
    listed = around.parent
    outer = listed.parent if listed is not None and listed.type == "arguments" else None
    if outer is None or outer.type != "call_expression":
        return False
    place = [node.start_byte for node in arguments(outer)].index(around.start_byte)
    return (last_name(text, outer), place) in {("catch", 0), ("then", 1)}


def _starts_work(text: Text, node: Node) -> bool:
    """Whether an expression is a cell or a call of a function of the project, not of a package or of what an answer has."""
    inner = bare(node)
    if inner.type in PLACES:
        return text.is_cell(inner)
    if inner.type in ASSIGNMENTS:
        target = inner.child_by_field_name("left")
        return target is not None and text.is_cell(target)
    callee = inner.child_by_field_name("function") if inner.type == "call_expression" else None
    while callee is not None and callee.type in ("member_expression", "call_expression"):
        callee = callee.child_by_field_name("object") or callee.child_by_field_name("function")
    if callee is None:
        return False
    if callee.type == "this":
        return True
    name = text.of(callee)
    declared = next((each for each in text.module.bindings if each.name == name), None)
    return name not in text.foreign and declared is not None and declared.function == 0


def _swallowed(text: Text, node: Node) -> Mutation:
    statement = node.parent
    if statement is not None and statement.type == "expression_statement":
        edits = (Edit(statement.start_byte, statement.start_byte, "try { "), Edit(statement.end_byte, statement.end_byte, " } catch {}"))
    else:
        waited = node.named_children[0]
        edits = (
            Edit(waited.start_byte, waited.start_byte, "Promise.resolve("), Edit(waited.end_byte, waited.end_byte, ").catch(() => null)"),
        )
    return Mutation("failure", f"swallows the failure of {text.of(node)[:60]}", node.start_byte, edits)


def _unlooked(text: Text, node: Node) -> Edit | None:
    """A test of what an awaited call gave, turned into the answer that says all is well."""
    if not _was_awaited(text, bare(node)):
        return None
    negated = text.of(node).lstrip("( ").startswith("!")
    whole = node.named_children[0] if node.type == "parenthesized_expression" else node
    answer = "false" if negated else "true"
    if bare(node).type == "await_expression":
        answer = f"({text.of(bare(node))}, {answer})"  # it still waits, and does not look
    return Edit(whole.start_byte, whole.end_byte, answer)


def _was_awaited(text: Text, node: Node) -> bool:
    """Whether an expression is an `await`, a name declared with one, or a property of that."""
    while node.type == "member_expression" and (owner := node.child_by_field_name("object")) is not None:
        node = owner
    if node.type != "identifier":
        return node.type == "await_expression"
    for each in text.typed("variable_declarator"):
        name, value = each.child_by_field_name("name"), each.child_by_field_name("value")
        if name is not None and value is not None and value.type == "await_expression" and text.of(node) in text.of(name):
            return True
    return False


# ---- 5: the token from before the refresh ----


def old_token(text: Text) -> Iterator[Mutation]:
    """The new header is not set, the replay gets the first try's argument, memory is not updated, or the header's token is read once."""
    for write in text.writes:
        if write.node.type == "assignment_expression" and _HEADER in text.of(write.node.child_by_field_name("left") or write.node).lower():
            yield Mutation("token", f"drops {text.of(write.node)[:60]}", write.node.start_byte, (removal(write.node),))
    for call in text.typed("call_expression"):
        given = arguments(call)
        if last_name(text, call) == "set" and given and _HEADER in text.of(given[0]).lower():
            yield Mutation("token", f"drops {text.of(call)[:60]}", call.start_byte, (removal(call),))
    yield from _first_argument_again(text)
    yield from _memory_left(text)
    yield from _read_once(text)


def _first_argument_again(text: Text) -> Iterator[Mutation]:
    """Of two calls of one function in a function, the later gets what the earlier one got."""
    calls = text.typed("call_expression", "new_expression")
    for number, later in enumerate(calls):
        around = parent_of(later, FUNCTIONS)
        for first in calls[:number]:
            firsts, laters = arguments(first), arguments(later)
            same = _callee(text, first) == _callee(text, later) and len(firsts) == len(laters)
            if not same or around is None or not inside(first, around) or inside(later, first):
                continue
            changed = [(a, b) for a, b in zip(firsts, laters, strict=True) if text.of(a) != text.of(b)]
            if len(changed) != 1 or changed[0][0].type not in _HOLDS_A_TOKEN:
                continue
            yield _with_argument(text, first, *changed[0])


def _callee(text: Text, call: Node) -> str:
    callee = call.child_by_field_name("function") or call.child_by_field_name("constructor")
    return text.of(callee) if callee is not None else ""


def _with_argument(text: Text, first: Node, given: Node, later: Node) -> Mutation:
    what = f"passes {text.of(given)[:40]} instead of {text.of(later)[:40]}"
    if given.type == "identifier":
        return Mutation("token", what, later.start_byte, (Edit(later.start_byte, later.end_byte, text.of(given)),))
    statement: Node | None = first
    while statement is not None and (statement.parent is None or statement.parent.type not in LISTS):
        statement = statement.parent
    start = (statement or first).start_byte
    edits = (
        Edit(start, start, f"const held = {text.of(given)}; "), Edit(given.start_byte, given.end_byte, "held"),
        Edit(later.start_byte, later.end_byte, "held"),
    )
    return Mutation("token", what, later.start_byte, edits)


def _memory_left(text: Text) -> Iterator[Mutation]:
    """Where a store is written, what else is assigned or dispatched is not."""
    for call in text.typed("call_expression"):
        if last_name(text, call) in _SETTERS and call.parent is not None and call.parent.type == "expression_statement":
            if _writes_a_store(text, parent_of(call, FUNCTIONS)):
                yield Mutation("token", f"drops {text.of(call)[:60]}", call.start_byte, (removal(call),))
    for write in text.writes:
        if write.empties or write.key in text.cells or write.node.type != "assignment_expression" or not text.outlives(write):
            continue
        if _writes_a_store(text, parent_of(write.node, FUNCTIONS)):
            yield Mutation("token", f"drops {text.of(write.node)[:60]}", write.node.start_byte, (removal(write.node),))


def _writes_a_store(text: Text, function: Node | None) -> bool:
    return function is not None and any(
        last_name(text, call) in _WRITES_OF_A_STORE for call in text.typed("call_expression") if inside(call, function)
    )


def _read_once(text: Text) -> Iterator[Mutation]:
    """What goes into the header is read from the storage the first time only."""
    for node in text.typed("await_expression"):
        call = bare(node.named_children[0])
        if call.type != "call_expression" or last_name(text, call) not in _READS_OF_A_STORE or not _reaches_header(text, node):
            continue
        first = next((each for each in text.root.named_children if not each.type.startswith(("import", "comment"))), text.root)
        at = 0 if first is text.root else first.start_byte
        edits = (Edit(at, at, "let held; "), Edit(node.start_byte, node.start_byte, "(held ??= "), Edit(node.end_byte, node.end_byte, ")"))
        yield Mutation("token", f"reads {text.of(call)} once", node.start_byte, edits)


def _reaches_header(text: Text, node: Node) -> bool:
    """Whether an expression stands in what is set as the header, or in the declaration of a name that does, in the same function."""
    spots = [value for each in text.nodes if (value := _header_value(text, each)) is not None]
    if any(inside(node, spot) for spot in spots):
        return True
    declared = parent_of(node, frozenset({"variable_declarator", *FUNCTIONS}))
    name = declared.child_by_field_name("name") if declared is not None and declared.type == "variable_declarator" else None
    around = parent_of(node, FUNCTIONS)
    return name is not None and around is not None and any(text.of(name) in text.of(spot) for spot in spots if inside(spot, around))


def _header_value(text: Text, node: Node) -> Node | None:
    """The value given to the Authorization header by a property, an assignment or `set`."""
    if node.type == "pair":
        key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    elif node.type == "assignment_expression":
        key, value = node.child_by_field_name("left"), node.child_by_field_name("right")
    elif node.type == "call_expression" and last_name(text, node) == "set" and len(arguments(node)) == 2:
        key, value = arguments(node)
    else:
        return None
    return value if key is not None and _HEADER in text.of(key).lower() else None


OPERATORS: dict[str, Callable[[Text], Iterator[Mutation]]] = {
    "release": drop_release,
    "await": await_before_set,
    "mark": drop_mark,
    "failure": ignore_failure,
    "token": old_token,
}


def mutations(path: str, data: bytes, operators: Sequence[str] = tuple(OPERATORS)) -> Iterator[tuple[Mutation, bytes]]:
    """Every mutation of a file with the file that it makes, operators in the order given, each file once. ValueError for a file with
    syntax errors; a mutation that leaves some is not among them."""
    text = Text(path, data)
    seen = {data}
    for operator in operators:
        for mutation in sorted(OPERATORS[operator](text), key=lambda each: each.at):
            changed = mutation.apply(data)
            if changed not in seen and not parse(SourceFile(path, changed)).damaged:
                seen.add(changed)
                yield mutation, changed
