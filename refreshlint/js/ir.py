"""The intermediate representation: JavaScript as flat, executable instructions.

A module is lowered once and its syntax tree dropped. Everything here is plain data (picklable, no parent pointers, no nesting that
grows with the input), so that any pass is a loop over a list. TypeScript types are dropped, but for the short text of annotations.

**Registers.** Every expression leaves its value in a register of its function, a small integer. A register has one defining
instruction; only where control flow merges (`a ? b : c`, `a && b`, `a ?? b`) two `MOVE`s write the same one.

**Blocks.** `Function.code` is the whole body; `Block(start, end, handler)` are half-open ranges of it. The last instruction of a
block is a terminator (`TERMINATORS`). An exception in a block goes to its `handler` block, whose first instruction is `CATCH`,
or leaves the function. A `finally` body is lowered once for each way to leave its `try`: its copies have equal spans.

**Optional chaining** is a flag: an instruction with `opt` gives undefined where its first argument is null or undefined.

The operations, as `dst <- OP(args; data)`; all args are registers:

    CONST     -> data                     str, int, float, bool, None (null), UNDEFINED, Regex, BigInt
    TEMPLATE  args = substitutions        data = tuple of the texts between them (one more than args)
    TAGGED    args = tag, substitutions   data = tuple of texts
    LOAD      -> binding                  data = index into Module.bindings
    STORE     args = value                data = binding index
    GLOBAL    -> an unbound name          data = name
    SETGLOBAL args = value                data = name
    PARAM     -> the i-th argument        data = i          REST: the arguments from i on, as an array
    ARGUMENTS, THIS, NEWTARGET, IMPORTMETA
    GET       args = object               data = property name (array elements of a pattern: "0", "1" ...)
    INDEX     args = object, key
    SET       args = object, value        data = property name
    SETINDEX  args = object, key, value
    DELETE    args = object               data = property name;   DELETEINDEX args = object, key
    GETSUPER  -> super.name               data = name
    CALL      args = callee, arguments    data = None, or a frozenset of the positions in args that are spread
    INVOKE    args = object, arguments    data = method name (a SpreadName where arguments are spread);     object.name(arguments)
    INVOKEAT  args = object, key, arguments                       object[key](arguments)
    INVOKESUPER args = arguments          data = name;            super.name(arguments)
    SUPERCALL args = arguments            super(arguments)
    NEW       args = callee, arguments
    IMPORT    args = specifier            a promise of the namespace
    OBJECT    args = values               data = tuple of keys beside args: str, ComputedKey, SPREAD, Accessor
    ARRAY     args = elements             data = None or frozenset of spread positions
    FUNC      -> closure                  data = index into Module.functions
    CLASS     args = () or (superclass,)  data = index into Module.classes
    UNARY     args = operand              data = operator: ! - + ~ typeof void nullish (true for null and undefined)
    BINARY    args = left, right          data = operator: + - * / % ** == === != !== < <= > >= & | ^ << >> >>> in instanceof
    AWAIT     args = value                YIELD args = value;  YIELDSTAR args = iterable
    ITER      args = subject              data = "of", "in" or "await"
    MOVE      args = source
    RESTOBJ   args = object               data = tuple of names left out;   RESTARR args = array  data = first index
    JSX       args = [component], attribute values, children     data = Jsx(tag, attributes, has_component)
    FRESH     -                           data = tuple of bindings that get a new cell here (a block or an iteration begins);
                                          `opt` set: the new cells keep their values (the head of a `for (let ...)`)
    CATCH     -> the exception            first instruction of a handler; that of a `finally` has an empty span, that of a catch clause
                                          the word `catch`
    DAMAGED   -                           the syntax here could not be read
    JUMP      data = block                BRANCH args = condition  data = (block if true, block if false)
    NEXT      args = iterator             dst = element            data = (body block, block when done)
    RETURN    args = value                THROW args = value
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

# Operations are strings, interned by being literals of this module: cheap to compare and readable in dumps.
CONST, TEMPLATE, TAGGED = "const", "template", "tagged"
LOAD, STORE, GLOBAL, SETGLOBAL = "load", "store", "global", "setglobal"
PARAM, REST, ARGUMENTS, THIS, NEWTARGET, IMPORTMETA = "param", "rest", "arguments", "this", "newtarget", "importmeta"
GET, INDEX, SET, SETINDEX, DELETE, DELETEINDEX = "get", "index", "set", "setindex", "delete", "deleteindex"
GETSUPER, INVOKESUPER, SUPERCALL = "getsuper", "invokesuper", "supercall"
CALL, INVOKE, INVOKEAT, NEW, IMPORT = "call", "invoke", "invokeat", "new", "import"
OBJECT, ARRAY, FUNC, CLASS = "object", "array", "func", "class"
UNARY, BINARY, AWAIT, YIELD, YIELDSTAR = "unary", "binary", "await", "yield", "yieldstar"
ITER, NEXT, MOVE, RESTOBJ, RESTARR, JSX = "iter", "next", "move", "restobj", "restarr", "jsx"
FRESH, CATCH, DAMAGED = "fresh", "catch", "damaged"
JUMP, BRANCH, RETURN, THROW = "jump", "branch", "return", "throw"

TERMINATORS = frozenset({JUMP, BRANCH, NEXT, RETURN, THROW})
CALLS = frozenset({CALL, INVOKE, INVOKEAT, INVOKESUPER, SUPERCALL, NEW, TAGGED})
AWAITS = frozenset({AWAIT, YIELD, YIELDSTAR})

NO_REGISTER = -1


class _Undefined:
    """The value `undefined` as data of a CONST (null is None)."""

    _instance: _Undefined | None = None

    def __new__(cls) -> _Undefined:
        if cls._instance is None:
            cls._instance = super().__new__(cls)
        return cls._instance

    def __repr__(self) -> str:
        return "undefined"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> tuple[type[_Undefined], tuple[()]]:
        return (_Undefined, ())


UNDEFINED = _Undefined()


class Regex(NamedTuple):
    """A regular expression literal."""

    pattern: str
    flags: str


class BigInt(NamedTuple):
    """A BigInt literal, its digits as written."""

    digits: str


class ComputedKey(NamedTuple):
    """The key of an OBJECT property that is computed; `register` holds it."""

    register: int


class Accessor(NamedTuple):
    """A getter or setter of an OBJECT; its value is the function."""

    kind: str
    name: str


class SpreadName(str):
    """The method name of an INVOKE or INVOKESUPER whose arguments at positions `spread` of args are spread."""

    spread: frozenset[int]

    def __new__(cls, name: str, spread: frozenset[int]) -> SpreadName:
        made = super().__new__(cls, name)
        made.spread = spread
        return made

    def __reduce__(self) -> tuple[type[SpreadName], tuple[str, frozenset[int]]]:
        return (SpreadName, (str(self), self.spread))


SPREAD = "...spread"
"""In OBJECT keys: the value's properties are spread here. No property can have this name unquoted."""


class Jsx(NamedTuple):
    """What a JSX instruction shows: the tag as written, attribute names beside the values (SPREAD for `{...x}`)."""

    tag: str
    attributes: tuple[str, ...]
    has_component: bool


class Instr(NamedTuple):
    """One instruction; `start` and `end` are byte offsets of the expression or statement it came from."""

    op: str
    dst: int
    args: tuple[int, ...]
    data: Any
    start: int
    end: int
    opt: bool = False


class Block(NamedTuple):
    """A half-open range of `Function.code`; exceptions inside go to block `handler` (-1: they leave the function)."""

    start: int
    end: int
    handler: int


@dataclass(slots=True)
class Binding:
    """One declared name. `function` is the index of the function whose frame holds it."""

    index: int
    name: str
    kind: str  # const let var param function class import catch enum
    function: int
    start: int
    end: int
    type_text: str = ""


class Param(NamedTuple):
    """One formal parameter: its name ("" for a pattern), the names a pattern binds, the text of its type; optional: `name?: type`."""

    name: str
    type_text: str
    rest: bool
    pattern_names: tuple[str, ...]
    optional: bool = False


@dataclass(slots=True)
class Function:
    """One function, or the body of the module (index 0, kind "module")."""

    index: int
    name: str  # as declared or taken from what it is assigned to; "" where there is none
    kind: str  # module function arrow method getter setter constructor field static
    parent: int  # index of the function it is written in; -1 for the module
    start: int
    end: int
    is_async: bool = False
    is_generator: bool = False
    owner_class: int = -1  # index into Module.classes
    is_static: bool = False
    params: tuple[Param, ...] = ()
    code: list[Instr] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    registers: int = 0
    captures: frozenset[int] = frozenset()  # bindings of enclosing functions that it, or a function inside, uses
    damaged: bool = False

    @property
    def is_arrow(self) -> bool:
        """Whether `this` is that of the enclosing function."""
        return self.kind == "arrow"


class Member(NamedTuple):
    """A member of a class. Fields keep their initialiser as a function of kind "field" (-1: none)."""

    name: str  # "#x" for private ones; "" where the key is computed
    kind: str  # method getter setter constructor field
    function: int
    is_static: bool
    type_text: str
    start: int
    end: int
    decorators: tuple[str, ...] = ()


@dataclass(slots=True)
class Class:
    """A class; `super_text` is its superclass as written."""

    index: int
    name: str
    start: int
    end: int
    members: list[Member]
    super_text: str = ""


class Import(NamedTuple):
    """`binding` receives `name` of `specifier`; name "default", "*" (the namespace) or as exported; binding -1: side effects only."""

    binding: int
    specifier: str
    name: str
    type_only: bool
    start: int
    end: int


class Export(NamedTuple):
    """`name` is exported: from local `binding`, or (binding -1) `source_name` of `specifier` ("*" with name "*": everything)."""

    name: str
    binding: int
    specifier: str
    source_name: str
    start: int
    end: int


@dataclass(slots=True)
class Module:
    """One file, lowered."""

    path: str
    functions: list[Function]
    classes: list[Class]
    bindings: list[Binding]
    imports: list[Import]
    exports: list[Export]
    damaged: list[tuple[int, int]]  # byte ranges the parser could not read
    types: dict[str, tuple[str, ...]] = field(default_factory=dict)  # interface or type alias -> the property names it lists
