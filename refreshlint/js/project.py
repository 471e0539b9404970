"""The project: modules lowered on demand, and the links between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from refreshlint import limits
from refreshlint.finding import Notice, Place
from refreshlint.js import ir
from refreshlint.js.ir import Binding, Function, Instr, Module
from refreshlint.js.lower import lower_source
from refreshlint.js.resolve import External, Internal, Resolver
from refreshlint.source import SourceFile
from refreshlint.trace import TracedFiles


class Origin(NamedTuple):
    """Where an imported name comes from.

    kind "binding": `binding` of module `path`; "module": the namespace of `path`; "external": `name` of package `path`;
    "export": the export `name` of `path`, yet to be looked up.
    """

    kind: str
    path: str
    binding: int
    name: str


class Code:
    """One function of the project with tables derived from its instructions, each computed once.

    Two Codes are the same only if they are one object; `key` is (path, index of the function) and orders them.
    """

    __slots__ = ("__weakref__", "_block_of", "_definitions", "_stores", "_uses", "function", "key", "module")

    def __init__(self, module: Module, function: Function) -> None:
        self.module = module
        self.function = function
        self.key = (module.path, function.index)
        self._definitions: dict[int, list[int]] | None = None
        self._uses: dict[int, list[int]] | None = None
        self._block_of: list[int] | None = None
        self._stores: dict[int, list[int]] | None = None

    def __repr__(self) -> str:
        return f"Code({self.key[0]}#{self.key[1]} {self.function.name})"

    @property
    def code(self) -> list[Instr]:
        """The instructions."""
        return self.function.code

    def place(self, index: int) -> Place:
        """Where instruction `index` stands in the source."""
        instr = self.function.code[index]
        return Place(self.module.path, instr.start, instr.end)

    @property
    def whole(self) -> Place:
        """Where the function stands."""
        return Place(self.module.path, self.function.start, self.function.end)

    @property
    def definitions(self) -> dict[int, list[int]]:
        """register -> the instructions that define it."""
        if self._definitions is None:
            self._definitions = {}
            for index, instr in enumerate(self.function.code):
                if instr.dst > 0:
                    self._definitions.setdefault(instr.dst, []).append(index)
        return self._definitions

    @property
    def uses(self) -> dict[int, list[int]]:
        """register -> the instructions that read it."""
        if self._uses is None:
            self._uses = {}
            for index, instr in enumerate(self.function.code):
                for register in instr.args:
                    found = self._uses.setdefault(register, [])
                    if not found or found[-1] != index:
                        found.append(index)
                if instr.op == ir.OBJECT:
                    for key in instr.data:
                        if isinstance(key, ir.ComputedKey):
                            self._uses.setdefault(key.register, []).append(index)
        return self._uses

    @property
    def stores(self) -> dict[int, list[int]]:
        """binding -> the STOREs to it in this function."""
        if self._stores is None:
            self._stores = {}
            for index, instr in enumerate(self.function.code):
                if instr.op == ir.STORE:
                    self._stores.setdefault(instr.data, []).append(index)
        return self._stores

    @property
    def block_of(self) -> list[int]:
        """instruction -> its block."""
        if self._block_of is None:
            self._block_of = [0] * len(self.function.code)
            for number, block in enumerate(self.function.blocks):
                for index in range(block.start, block.end):
                    self._block_of[index] = number
        return self._block_of

    def successors(self, block: int) -> tuple[int, ...]:
        """Blocks that may follow without an exception."""
        last = self.function.code[self.function.blocks[block].end - 1]
        if last.op == ir.JUMP:
            return (last.data,)
        if last.op in (ir.BRANCH, ir.NEXT):
            return tuple(last.data)
        return ()

    def params_binding(self, position: int) -> str:
        """The name of a parameter, "" for a pattern or none."""
        params = self.function.params
        return params[position].name if position < len(params) else ""


class Project:
    """The modules of one context root. Reading, lowering and linking happen when first asked for; loaded_count: lowered so far."""

    def __init__(self, files: TracedFiles, sources: tuple[str, ...]) -> None:
        self.files = files
        self.paths = sources
        self.resolver = Resolver(files, frozenset(sources))
        self.notices: list[Notice] = []
        self._sources: dict[str, SourceFile | None] = {}
        self._modules: dict[str, Module | None] = {}
        self.loaded_count = 0
        self._codes: dict[str, list[Code]] = {}
        self._exports: dict[str, dict[str, list[ir.Export]]] = {}
        self._imports: dict[str, dict[int, ir.Import]] = {}

    def source(self, path: str) -> SourceFile | None:
        """The bytes of a file of the project, None where it cannot be read."""
        if path not in self._sources:
            data = self.files.read(path)
            self._sources[path] = SourceFile(path, data) if data is not None else None
        return self._sources[path]

    def module(self, path: str) -> Module | None:
        """The IR of a file, lowered when first asked for; None where nothing could be had of it."""
        if path not in self._modules:
            self._modules[path] = None
            source = self.source(path)
            if source is not None:
                module, notices = lower_source(source)
                self._modules[path] = module
                self.loaded_count += module is not None
                self.notices += notices
        return self._modules[path]

    def variable(self, path: str, binding: int) -> tuple[str, int] | None:
        """The variable that a name of a module stands for, through imports: (path, binding). None where it comes from elsewhere."""
        module = self.module(path)
        if module is None or module.bindings[binding].kind != "import":
            return (path, binding) if module is not None else None
        origin = self.import_of(path, binding)
        found = self.follow(path, origin.specifier, origin.name) if origin is not None else None
        if found is not None and found.kind == "export":
            found = self.exported(found.path, found.name)
        return (found.path, found.binding) if found is not None and found.kind == "binding" else None

    def is_damaged(self, place: Place) -> bool:
        """Whether the innermost function around a place holds syntax that could not be read, or was too much to follow."""
        module = self._modules.get(place.path)
        around = [each for each in (module.functions if module is not None else ()) if each.start <= place.start and place.end <= each.end]
        inner = min(around, key=lambda each: each.end - each.start, default=None)
        return inner is not None and inner.index > 0 and inner.damaged

    @property
    def loaded(self) -> list[str]:
        """The paths lowered so far, sorted."""
        return sorted(path for path, module in self._modules.items() if module is not None)

    def codes(self, path: str) -> list[Code]:
        """The functions of a file; empty where it has none."""
        found = self._codes.get(path)
        if found is None:
            module = self.module(path)
            found = [Code(module, function) for function in module.functions] if module is not None else []
            self._codes[path] = found
        return found

    def code(self, key: tuple[str, int]) -> Code:
        """The function of a key."""
        return self.codes(key[0])[key[1]]

    def all_codes(self) -> Iterator[Code]:
        """Every function of every module lowered so far, in order of path and position."""
        for path in self.loaded:
            yield from self.codes(path)

    def parent(self, code: Code) -> Code | None:
        """The function that a function is written in."""
        index = code.function.parent
        return self.codes(code.key[0])[index] if index >= 0 else None

    def enclosing(self, code: Code) -> Iterator[Code]:
        """A function and those around it, innermost first."""
        at: Code | None = code
        while at is not None:
            yield at
            at = self.parent(at)

    def named(self, code: Code) -> Code:
        """The innermost named function around an instruction, the outermost anonymous one where none is named, or the module."""
        last = code
        for each in self.enclosing(code):
            if each.function.kind == "module":
                break
            last = each
            if each.function.name and each.function.name != "default":
                return each
        return last

    def binding(self, code: Code, index: int) -> Binding:
        return code.module.bindings[index]

    def import_of(self, path: str, binding: int) -> ir.Import | None:
        """The import that a binding comes from."""
        table = self._imports.get(path)
        if table is None:
            module = self.module(path)
            table = {each.binding: each for each in module.imports if each.binding >= 0} if module is not None else {}
            self._imports[path] = table
        return table.get(binding)

    def resolve(self, importer: str, specifier: str) -> Internal | External | None:
        """The module that a specifier means; None where it cannot be found."""
        found = self.resolver.resolve(importer, specifier)
        return found if isinstance(found, Internal | External) else None

    def exported(self, path: str, name: str) -> Origin | None:
        """What a module exports under a name. None: no such export is seen.

        Barrels and `export *` are followed for limits.MAX_REEXPORTS steps.
        """
        work: list[tuple[str, str]] = [(path, name)]
        seen: set[tuple[str, str]] = set()
        while work and len(seen) < limits.MAX_REEXPORTS:
            at, wanted = work.pop()
            if (at, wanted) in seen:
                continue
            seen.add((at, wanted))
            table = self._export_table(at)
            for export in table.get(wanted, ()):
                if export.binding >= 0:
                    imported = self.import_of(at, export.binding)
                    if imported is None:
                        return Origin("binding", at, export.binding, "")
                    specifier, source_name = imported.specifier, imported.name
                else:
                    specifier, source_name = export.specifier, export.source_name
                found = self.follow(at, specifier, source_name)
                if found is not None and found.kind == "export":
                    work.append((found.path, found.name))
                elif found is not None:
                    return found
            if wanted != "default":
                for export in reversed(table.get("*", ())):
                    target = self.resolve(at, export.specifier)
                    if isinstance(target, Internal):
                        work.insert(0, (target.path, wanted))
        return None

    def follow(self, importer: str, specifier: str, name: str) -> Origin | None:
        """One step from an import to its source; kind "export" asks the same question of another module."""
        target = self.resolve(importer, specifier)
        if isinstance(target, Internal):
            return Origin("module", target.path, -1, "") if name == "*" else Origin("export", target.path, -1, name)
        if isinstance(target, External):
            package = f"{target.package}/{target.subpath}" if target.subpath else target.package
            return Origin("external", package, -1, name)
        return None

    def _export_table(self, path: str) -> dict[str, list[ir.Export]]:
        table = self._exports.get(path)
        if table is None:
            table = {}
            module = self.module(path)
            for export in module.exports if module is not None else ():
                table.setdefault(export.name, []).append(export)
            self._exports[path] = table
        return table
