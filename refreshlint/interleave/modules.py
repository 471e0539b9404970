"""Modules: instances, live bindings through cycles and barrels, evaluation in order, CommonJS, dynamic import.

Where the host says `inline_requires`, as the bundler of React Native can do, a module is linked and evaluated when a name that
was imported from it is first read; only `import "x"` runs at once. Most of a program is then never touched.

A module that awaits at its top does not hold up those that import it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from refreshlint.interleave import calls, promises
from refreshlint.interleave.frames import Cell, Evaluate, Frame, JSFunction, JSPromise, Steps, Throw, argument
from refreshlint.interleave.objects import find, steps_get
from refreshlint.interleave.values import (
    EMPTY,
    FROZEN,
    MISSING,
    JSObject,
    Key,
    Property,
    Unknown,
    Value,
)
from refreshlint.js.ir import NO_REGISTER, UNDEFINED, Import

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine
    from refreshlint.interleave.program import ModuleCode


_NO_CELL: Cell = [EMPTY]
"""In place of a cell for a variable that functions make anew."""


class ModuleInstance:
    """One module in one machine. `cells` holds the variables of the module; an imported name shares the cell of its origin.

    state: "new", "evaluating", "done" or "failed" (then `error` is what was thrown). frame: its body, until it runs; function: that as
    a function. late: imported names of CommonJS modules, which are looked up when the importer begins to run. unread: bindings of
    imports that nobody has read yet, where modules are linked on demand.
    """

    __slots__ = (
        "cells",
        "code",
        "error",
        "frame",
        "function",
        "late",
        "module_object",
        "namespace",
        "path",
        "state",
        "targets",
        "unread",
    )

    def __init__(self, path: str, code: ModuleCode) -> None:
        self.path = path
        self.code = code
        self.cells: list[Cell] = [_NO_CELL] * len(code.static)
        for binding, value in code.variables:
            self.cells[binding] = [value]
        self.state = "new"
        self.error: Value = UNDEFINED
        self.targets: dict[str, ModuleInstance | None] = {}
        self.namespace: JSObject | None = None
        self.module_object: JSObject | None = None
        self.frame: Frame | None = None
        self.function: JSFunction | None = None
        self.late: list[tuple[Cell, ModuleInstance, str]] = []
        self.unread: set[int] = set()


class JSNamespace(JSObject):
    """The namespace object of a module: its exports, read through their cells."""

    __slots__ = ("names",)
    class_name = "Module"

    def __init__(self, names: dict[str, Cell]) -> None:
        super().__init__(None)
        self.names = names
        self.integrity = FROZEN

    def own(self, key: Key) -> Value:
        cell = self.names.get(key) if isinstance(key, str) else None
        if cell is None:
            return MISSING
        return UNDEFINED if cell[0] is EMPTY else cell[0]

    def own_keys(self) -> list[Key]:
        return [*sorted(self.names)]


def steps_load(machine: Machine, path: str) -> Steps:
    """Link and evaluate a module and its dependencies; the result is its namespace."""
    instance = _instance(machine, path)
    if instance is None:
        raise Throw(machine.new_error("Error", f"Cannot find module '{path}'"))
    return (yield from _steps_namespace(machine, instance))


def steps_evaluate(machine: Machine, path: str) -> Steps:
    """Link and run a module."""
    instance = _instance(machine, path)
    assert instance is not None
    yield from _steps_evaluate(machine, instance)


def _instance(machine: Machine, path: str) -> ModuleInstance | None:
    """The linked instance of a module, made with all it imports if it is new. None where the program has no such module."""
    known = machine.instances.get(path)
    code = machine.program.module(path)
    if known is not None or code is None:
        return known
    root = machine.instances[path] = ModuleInstance(path, code)
    if machine.host.inline_requires:
        for each in root.code.imports.values():
            if not each.type_only:
                root.cells[each.binding] = [EMPTY]
                root.unread.add(each.binding)
        root.frame = calls.module_frame(machine, root)
        return root
    made = [root]
    for instance in made:  # grows while it is walked
        for specifier in _specifiers(instance):
            target = machine.host.link(instance.path, specifier)
            found = None if target is None else machine.instances.get(target)
            if found is None and target is not None:
                code = machine.program.module(target)
                if code is not None:
                    found = machine.instances[target] = ModuleInstance(target, code)
                    made.append(found)
            instance.targets[specifier] = found
    for instance in made:
        for each in instance.code.imports.values():
            if not each.type_only:
                instance.cells[each.binding] = _import_cell(machine, instance, each)
        instance.frame = calls.module_frame(machine, instance)
    return root


def _target(machine: Machine, instance: ModuleInstance, specifier: str) -> ModuleInstance | None:
    """The module that a specifier means, linked; None where it lies outside of the program."""
    if specifier not in instance.targets:
        path = machine.host.link(instance.path, specifier)
        instance.targets[specifier] = None if path is None else _instance(machine, path)
    return instance.targets[specifier]


def define(machine: Machine, instance: ModuleInstance, binding: int) -> Value:
    """The value of a variable of a module; what is deferred is defined now."""
    cell = instance.cells[binding]
    if cell[0] is EMPTY:
        body = instance.code.code(0)
        if binding in body.definitions and instance.function is not None:
            frame = Frame(body, instance.function, [], NO_REGISTER, [UNDEFINED])
            start, steps = body.definitions[binding]
            for frame.pc, (handler, dst, args, data) in enumerate(steps, start + 1):
                handler(machine, frame, dst, args, data)
    return cell[0]


def exports(machine: Machine, path: str, name: str) -> bool:
    """Whether a module that has been loaded exports a variable of its own by a name."""
    instance = machine.instances.get(path)
    export = instance.code.exports.get(name) if instance is not None else None
    return instance is not None and export is not None and export.binding >= 0 and export.binding not in instance.code.imports


def exported(machine: Machine, path: str, name: str) -> Value:
    """What a module exports by a name, a variable of its own."""
    instance = machine.instances[path]
    return define(machine, instance, instance.code.exports[name].binding)


def steps_read_import(machine: Machine, instance: ModuleInstance, binding: int) -> Steps:
    """Link an imported name that is read for the first time: evaluate the module that defines it, and share its cell."""
    instance.unread.discard(binding)
    each = instance.code.imports[binding]
    target = _target(machine, instance, each.specifier)
    if target is None:
        instance.cells[binding] = [_external(machine, each.specifier, each.name)]
    elif target.code.is_commonjs:
        yield from _steps_evaluate(machine, target)
        instance.cells[binding] = [(yield from _steps_commonjs_name(machine, target, each.name))]
    elif each.name == "*":
        instance.cells[binding] = [(yield from _steps_namespace(machine, target))]
    else:
        found = _export_cell(machine, target, each.name)
        if found is None:
            instance.cells[binding] = [Unknown(f"{each.specifier} has no {each.name}")]
        else:
            cell, owner = found
            yield from _steps_evaluate(machine, owner)
            if owner.code.is_commonjs:
                again = _export_cell(machine, target, each.name)
                cell = again[0] if again is not None else cell
            instance.cells[binding] = cell


def _steps_namespace(machine: Machine, target: ModuleInstance) -> Steps:
    """The namespace of a module whose exports, wherever they are defined, have all been evaluated."""
    yield from _steps_evaluate(machine, target)
    for name in sorted(target.code.exports):
        found = _export_cell(machine, target, name)
        if found is not None:
            yield from _steps_evaluate(machine, found[1])
    for specifier in target.code.stars:
        starred = _target(machine, target, specifier)
        if starred is not None:
            yield from _steps_evaluate(machine, starred)
    return namespace(machine, target)


def _specifiers(instance: ModuleInstance, *, eager_only: bool = False) -> list[str]:
    """What a module imports, in the order in which it is evaluated, each once; eager_only: what it imports for its effects alone."""
    module = instance.code.module
    if eager_only:
        bound = {each.specifier for each in module.imports if each.binding >= 0}
        return list(dict.fromkeys(each.specifier for each in module.imports if each.binding < 0 and each.specifier not in bound))
    found = [(each.start, each.specifier) for each in module.imports if not each.type_only]
    found += [(export.start, export.specifier) for export in module.exports if export.specifier]
    return list(dict.fromkeys(specifier for _, specifier in sorted(found)))


def _import_cell(machine: Machine, instance: ModuleInstance, each: Import) -> Cell:
    target = instance.targets[each.specifier]
    if target is None:
        return [_external(machine, each.specifier, each.name)]
    if target.code.is_commonjs:
        return _commonjs_cell(machine, instance, target, each.name)
    if each.name == "*":
        return [namespace(machine, target)]
    found = _export_cell(machine, target, each.name)
    return found[0] if found is not None else [Unknown(f"{each.specifier} has no {each.name}")]


def _commonjs_cell(machine: Machine, importer: ModuleInstance, target: ModuleInstance, name: str) -> Cell:
    """A name of a CommonJS module: it holds what is exported under it when the importer begins to run."""
    cell: Cell = [UNDEFINED]
    if importer.state == "new":
        importer.late.append((cell, target, name))
    else:
        exports = find(machine, _module_object(machine, target), "exports")
        found = exports if name in ("*", "default") else find(machine, exports, name)
        cell[0] = Unknown(f"accessor {name}") if isinstance(found, Property) else found
    return cell


def _external(machine: Machine, specifier: str, name: str) -> Value:
    """A name of a module outside of the program."""
    if specifier not in machine.externals:
        machine.externals[specifier] = machine.host.external(machine, specifier)
    whole = machine.externals[specifier]
    if name == "*":
        return whole
    found = find(machine, whole, name)
    if found is UNDEFINED and name == "default":
        return whole
    return Unknown(f"{specifier}.{name}") if found is UNDEFINED or type(found) is Property else found


def _export_cell(machine: Machine, instance: ModuleInstance, name: str) -> tuple[Cell, ModuleInstance] | None:
    """The cell behind an exported name, followed through re-exports and `export *`, and the module that it belongs to; None where
    there is no such export."""
    work = [(instance, name)]
    seen: set[tuple[str, str]] = set()
    outside: tuple[Cell, ModuleInstance] | None = None
    while work:
        at, wanted = work.pop()
        if (at.path, wanted) in seen:
            continue
        seen.add((at.path, wanted))
        export = at.code.exports.get(wanted)
        if export is None:
            if wanted != "default":
                for specifier in reversed(at.code.stars):
                    target = _target(machine, at, specifier)
                    if target is not None:
                        work.append((target, wanted))
                    elif outside is None:
                        outside = [_external(machine, specifier, wanted)], at
            continue
        specifier, source = export.specifier, export.source_name
        if export.binding >= 0:
            imported = at.code.imports.get(export.binding)
            if imported is None:
                define(machine, at, export.binding)
                return at.cells[export.binding], at
            specifier, source = imported.specifier, imported.name
        target = _target(machine, at, specifier)
        if target is None:
            return [_external(machine, specifier, source)], at
        if target.code.is_commonjs:
            return _commonjs_cell(machine, at, target, source), target
        if source == "*":
            return [namespace(machine, target)], target
        work.append((target, source))
    return outside


def namespace(machine: Machine, instance: ModuleInstance) -> JSObject:
    """The namespace object of a module."""
    if instance.namespace is None:
        made = instance.namespace = JSNamespace({})
        work, seen = [instance], {instance.path}
        while work:
            at = work.pop()
            for name in at.code.exports:
                if name not in made.names and (name != "default" or at is instance):
                    found = _export_cell(machine, at, name)
                    if found is not None:
                        made.names[name] = found[0]
            for specifier in reversed(at.code.stars):
                target = _target(machine, at, specifier)
                if target is None:
                    made.open = True
                elif target.path not in seen:
                    seen.add(target.path)
                    work.append(target)
    return instance.namespace


def _steps_evaluate(machine: Machine, root: ModuleInstance) -> Steps:
    """Run a module after all it imports, each once; cycles are cut where they close."""
    stack: list[tuple[ModuleInstance, Iterator[str]]] = []
    entered: ModuleInstance | None = root
    while entered is not None or stack:
        if entered is not None:
            if entered.state == "failed":
                for waiting, _ in stack:
                    waiting.state, waiting.error = "failed", entered.error
                raise Throw(entered.error)
            if entered.state == "new":
                entered.state = "evaluating"
                stack.append((entered, iter(_specifiers(entered, eager_only=machine.host.inline_requires))))
            entered = None
            continue
        instance, specifiers = stack[-1]
        entered = next((target for each in specifiers if (target := _target(machine, instance, each)) is not None), None)
        if entered is not None:
            continue
        stack.pop()
        for cell, target, name in instance.late:
            cell[0] = yield from _steps_commonjs_name(machine, target, name)
        try:
            yield Evaluate(instance)
        except Throw as thrown:
            instance.state, instance.error = "failed", thrown.value
            entered = instance
        else:
            instance.state = "done"


def _steps_commonjs_name(machine: Machine, target: ModuleInstance, name: str) -> Steps:
    exports = yield from steps_get(machine, _module_object(machine, target), "exports")
    if name == "*" or not isinstance(exports, JSObject):
        return exports
    found = yield from steps_get(machine, exports, name)
    return exports if name == "default" and (found is UNDEFINED or exports.own("__esModule") is MISSING) else found


def _module_object(machine: Machine, instance: ModuleInstance) -> JSObject:
    if instance.module_object is None:
        instance.module_object = machine.new_object({"exports": machine.new_object()})
    return instance.module_object


def module_global(machine: Machine, instance: ModuleInstance, name: str) -> Value:
    """`require`, `module` or `exports` in a module."""
    if name == "module":
        return _module_object(machine, instance)
    if name == "exports":
        return find(machine, _module_object(machine, instance), "exports")

    def require(machine: Machine, this: Value, args: list[Value]) -> Value:
        return _steps_require(machine, instance, argument(args, 0))

    return machine.native("require", require)


def _steps_require(machine: Machine, importer: ModuleInstance, specifier: Value) -> Steps:
    """What `require` or `import()` of a specifier gives."""
    if not isinstance(specifier, str):
        return Unknown("a module whose name is not known")
    path = machine.host.link(importer.path, specifier)
    instance = None if path is None else _instance(machine, path)
    if instance is None:
        return _external(machine, specifier, "*")
    if instance.code.is_commonjs:
        yield from _steps_evaluate(machine, instance)
        return (yield from steps_get(machine, _module_object(machine, instance), "exports"))
    return (yield from _steps_namespace(machine, instance))


def import_dynamic(machine: Machine, importer: ModuleInstance, specifier: Value) -> Value:
    """`import(specifier)`: a promise; the module is evaluated in a job of its own."""
    promise = promises.new_promise(machine)
    machine.jobs.append((machine.actor, _import_job, (promise, importer, specifier)))
    return promise


def _import_job(machine: Machine, promise: JSPromise, importer: ModuleInstance, specifier: Value) -> None:
    machine.start(_steps_import(machine, promise, importer, specifier))


def _steps_import(machine: Machine, promise: JSPromise, importer: ModuleInstance, specifier: Value) -> Steps:
    try:
        loaded = yield from _steps_require(machine, importer, specifier)
    except Throw as thrown:
        promises.reject(machine, promise, thrown.value)
        return
    promises.resolve(machine, promise, loaded)
