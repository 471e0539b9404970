"""Array and its iterators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from refreshlint.interleave.builtins.family import Family, function_of, incompatible, integer_of, relative
from refreshlint.interleave.calls import prototype_for
from refreshlint.interleave.convert import Unknowable, bounded, to_integer
from refreshlint.interleave.frames import Call, JSCallable, Steps, Throw, argument
from refreshlint.interleave.iteration import array_steps, steps_list
from refreshlint.interleave.objects import steps_get, steps_text
from refreshlint.interleave.operators import BINARY
from refreshlint.interleave.values import (
    EMPTY,
    FROZEN,
    MISSING,
    SYMBOL_ITERATOR,
    JSArray,
    JSIterator,
    JSObject,
    Text,
    Token,
    Unknown,
    Value,
    has_unknown,
    is_nullish,
    join_text,
    map_key,
    strict_equals,
)
from refreshlint.js.ir import UNDEFINED

if TYPE_CHECKING:
    from refreshlint.interleave.machine import Machine


def _array(machine: Machine, this: Value) -> JSArray:
    if isinstance(this, JSArray):
        machine.charge(len(this.items))
        return this
    raise incompatible(machine, this, "of Array")


def _changing(machine: Machine, this: Value) -> JSArray:
    """The array that a method is about to change."""
    array = _array(machine, this)
    if array.integrity == FROZEN:
        raise Throw(machine.new_error("TypeError", "Cannot add or change elements, object is not extensible"))
    return array


def _items(machine: Machine, this: Value) -> list[Value]:
    """The elements, holes as undefined; a copy."""
    return [UNDEFINED if item is EMPTY else item for item in _array(machine, this).items]


def _at(array: JSArray, position: int) -> Value:
    item = array.items[position] if 0 <= position < len(array.items) else UNDEFINED
    return UNDEFINED if item is EMPTY else item


# -- changing


def push(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _changing(machine, this)
    bounded(len(array.items) + len(args))
    array.items += args
    return len(array.items)


def pop(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _changing(machine, this)
    item = array.items.pop() if array.items else UNDEFINED
    return UNDEFINED if item is EMPTY else item


def shift(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _changing(machine, this)
    item = array.items.pop(0) if array.items else UNDEFINED
    return UNDEFINED if item is EMPTY else item


def unshift(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _changing(machine, this)
    bounded(len(array.items) + len(args))
    array.items[:0] = args
    return len(array.items)


def _cut(array: JSArray, args: list[Value]) -> tuple[int, int]:
    size = len(array.items)
    start = relative(integer_of(args, 0), size)
    if len(args) < 2:
        return start, size if args else start
    return start, start + max(0, min(integer_of(args, 1), size - start))


def splice(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _changing(machine, this)
    start, end = _cut(array, args)
    removed = array.items[start:end]
    array.items[start:end] = args[2:]
    bounded(len(array.items))
    return machine.new_array(removed)


def to_spliced(machine: Machine, this: Value, args: list[Value]) -> Value:
    copy = machine.new_array(_items(machine, this))
    splice(machine, copy, args)
    return copy


def fill(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _changing(machine, this)
    size = len(array.items)
    for position in range(relative(integer_of(args, 1), size), relative(integer_of(args, 2, size), size)):
        array.items[position] = argument(args, 0)
    return array


def reverse(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _changing(machine, this)
    array.items.reverse()
    return array


def to_reversed(machine: Machine, this: Value, args: list[Value]) -> Value:
    return machine.new_array(_items(machine, this)[::-1])


def with_(machine: Machine, this: Value, args: list[Value]) -> Value:
    items = _items(machine, this)
    position = integer_of(args, 0)
    position += len(items) if position < 0 else 0
    if not 0 <= position < len(items):
        raise Throw(machine.new_error("RangeError", "Invalid index"))
    items[position] = argument(args, 1)
    return machine.new_array(items)


def _steps_sorted(machine: Machine, items: list[Value], compare: Value) -> Steps:
    """Sort stably by merging, so that a comparison may call back; undefined goes last."""
    missing = [item for item in items if item is UNDEFINED]
    runs: list[list[Value]] = [[item] for item in items if item is not UNDEFINED]
    if compare is UNDEFINED:
        keyed: list[tuple[str, Value]] = []
        for (item,) in runs:
            text = yield from steps_text(machine, item)
            if not isinstance(text, str):
                raise Unknowable(text)
            keyed.append((text, item))
        keyed.sort(key=lambda pair: pair[0])
        return [item for _, item in keyed] + missing
    while len(runs) > 1:
        merged: list[list[Value]] = []
        for at in range(0, len(runs) - 1, 2):
            left, right = runs[at], runs[at + 1]
            out: list[Value] = []
            one = two = 0
            while one < len(left) and two < len(right):
                order = yield Call(compare, UNDEFINED, [left[one], right[two]])
                after = BINARY[">"](order, 0)
                if isinstance(after, Unknown):
                    raise Unknowable(after)
                if after:
                    out.append(right[two])
                    two += 1
                else:
                    out.append(left[one])
                    one += 1
            merged.append(out + left[one:] + right[two:])
        if len(runs) % 2:
            merged.append(runs[-1])
        runs = merged
    return (runs[0] if runs else []) + missing


def sort(machine: Machine, this: Value, args: list[Value]) -> Steps:
    array = _changing(machine, this)
    array.items[:] = yield from _steps_sorted(machine, _items(machine, this), argument(args, 0))
    return array


def to_sorted(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return machine.new_array((yield from _steps_sorted(machine, _items(machine, this), argument(args, 0))))


# -- reading


def at(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _array(machine, this)
    position = integer_of(args, 0)
    return _at(array, position + len(array.items) if position < 0 else position)


def concat(machine: Machine, this: Value, args: list[Value]) -> Value:
    items = list(_array(machine, this).items)
    for value in args:
        if isinstance(value, Unknown):  # an element, or an array of them
            return value.derived()
        if isinstance(value, JSArray) and value.class_name == "Array":
            items += value.items
        else:
            items.append(value)
        bounded(len(items))
    return machine.new_array(items)


def slice_(machine: Machine, this: Value, args: list[Value]) -> Value:
    items = _array(machine, this).items
    size = len(items)
    return machine.new_array(items[relative(integer_of(args, 0), size) : relative(integer_of(args, 1, size), size)])


def _position(machine: Machine, items: list[Value], wanted: Value, positions: range) -> int:
    """Where an element is (by ===), -1: nowhere. Raises Unknowable where that depends on an unknown value."""
    unsure: Value = None
    for position in positions:
        same = strict_equals(items[position], wanted)
        if same:
            return position
        if same is None:
            unsure = wanted if has_unknown(wanted) else items[position]
    if unsure is not None:
        raise Unknowable(unsure)
    return -1


def index_of(machine: Machine, this: Value, args: list[Value]) -> Value:
    items = _array(machine, this).items
    start = relative(integer_of(args, 1), len(items))
    return _position(machine, items, argument(args, 0), range(start, len(items)))


def last_index_of(machine: Machine, this: Value, args: list[Value]) -> Value:
    items = _array(machine, this).items
    return _position(machine, items, argument(args, 0), range(len(items) - 1, -1, -1))


def includes(machine: Machine, this: Value, args: list[Value]) -> Value:
    items = _items(machine, this)
    wanted = argument(args, 0)
    if any(map_key(item) == map_key(wanted) for item in items):
        return True
    return _position(machine, items, wanted, range(len(items))) >= 0


def join(machine: Machine, this: Value, args: list[Value]) -> Steps:
    items = _items(machine, this)
    separator = "," if argument(args, 0) is UNDEFINED else (yield from steps_text(machine, args[0]))
    if this in machine.joining:  # an array inside of itself
        return ""
    machine.joining.append(this)
    pieces: list[str | Token | Text | Unknown] = []
    try:
        for position, item in enumerate(items):
            if position:
                pieces.append(separator)
            if not is_nullish(item):
                pieces.append((yield from steps_text(machine, item)))
    finally:
        machine.joining.remove(this)
    joined = join_text(pieces)
    if isinstance(joined, str):
        bounded(len(joined))
    return joined


def to_string(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from join(machine, this, []))


def _flatten(items: list[Value], depth: int) -> list[Value]:
    out: list[Value] = []
    work = [(iter(items), depth)]
    while work:
        steps, left = work[-1]
        item = next(steps, MISSING)
        if item is MISSING:
            work.pop()
        elif isinstance(item, JSArray) and left > 0:
            work.append((iter(list(item.items)), left - 1))
        elif isinstance(item, Unknown):
            raise Unknowable(item)
        elif item is not EMPTY:
            out.append(item)
            bounded(len(out))
    return out


def flat(machine: Machine, this: Value, args: list[Value]) -> Value:
    return machine.new_array(_flatten(_items(machine, this), integer_of(args, 0, 1)))


# -- with a callback; holes are skipped as the language says


def _steps_each(
    machine: Machine, this: Value, args: list[Value], *, backwards: bool = False, holes: bool = False
) -> Iterator[tuple[int, Value]]:
    """The positions and elements that a callback is given: of the length at the start, with the values of the moment."""
    array = _array(machine, this)
    function_of(machine, args, 0)
    size = len(array.items)
    for position in range(size - 1, -1, -1) if backwards else range(size):
        item = array.items[position] if position < len(array.items) else EMPTY
        if item is not EMPTY:
            yield position, item
        elif holes:
            yield position, UNDEFINED


def _call_on(this: Value, args: list[Value], position: int, item: Value) -> Call:
    return Call(args[0], argument(args, 1), [item, position, this])


def for_each(machine: Machine, this: Value, args: list[Value]) -> Steps:
    for position, item in _steps_each(machine, this, args):
        yield _call_on(this, args, position, item)
    return UNDEFINED


def map_(machine: Machine, this: Value, args: list[Value]) -> Steps:
    out: list[Value] = [EMPTY] * len(_array(machine, this).items)
    for position, item in _steps_each(machine, this, args):
        out[position] = yield _call_on(this, args, position, item)
    return machine.new_array(out)


def filter_(machine: Machine, this: Value, args: list[Value]) -> Steps:
    out: list[Value] = []
    for position, item in _steps_each(machine, this, args):
        kept = yield _call_on(this, args, position, item)
        if machine.truth(kept):
            out.append(item)
    return machine.new_array(out)


def some(machine: Machine, this: Value, args: list[Value]) -> Steps:
    for position, item in _steps_each(machine, this, args):
        answer = yield _call_on(this, args, position, item)
        if machine.truth(answer):
            return True
    return False


def every(machine: Machine, this: Value, args: list[Value]) -> Steps:
    for position, item in _steps_each(machine, this, args):
        answer = yield _call_on(this, args, position, item)
        if not machine.truth(answer):
            return False
    return True


def _steps_find(machine: Machine, this: Value, args: list[Value], backwards: bool) -> Steps:
    for position, item in _steps_each(machine, this, args, backwards=backwards, holes=True):
        answer = yield _call_on(this, args, position, item)
        if machine.truth(answer):
            return position, item
    return -1, UNDEFINED


def find(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_find(machine, this, args, False))[1]


def find_index(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_find(machine, this, args, False))[0]


def find_last(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_find(machine, this, args, True))[1]


def find_last_index(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_find(machine, this, args, True))[0]


def flat_map(machine: Machine, this: Value, args: list[Value]) -> Steps:
    mapped = yield from map_(machine, this, args)
    return machine.new_array(_flatten(mapped.items, 1))


def _steps_reduce(machine: Machine, this: Value, args: list[Value], backwards: bool) -> Steps:
    value = args[1] if len(args) > 1 else MISSING
    for position, item in _steps_each(machine, this, args, backwards=backwards):
        value = item if value is MISSING else (yield Call(args[0], UNDEFINED, [value, item, position, this]))
    if value is MISSING:
        raise Throw(machine.new_error("TypeError", "Reduce of empty array with no initial value"))
    return value


def reduce(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_reduce(machine, this, args, False))


def reduce_right(machine: Machine, this: Value, args: list[Value]) -> Steps:
    return (yield from _steps_reduce(machine, this, args, True))


# -- iterators


def _iterator(machine: Machine, steps: Iterator[Value]) -> Value:
    return JSIterator(machine.protos["ArrayIterator"], steps)


def values(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _iterator(machine, array_steps(_array(machine, this)))


def keys(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _array(machine, this)
    return _iterator(machine, (position for position, _ in enumerate(array_steps(array))))


def entries(machine: Machine, this: Value, args: list[Value]) -> Value:
    array = _array(machine, this)
    return _iterator(machine, (machine.new_array([position, item]) for position, item in enumerate(array_steps(array))))


# -- the constructor


def is_array(machine: Machine, this: Value, args: list[Value]) -> Value:
    value = argument(args, 0)
    return value.derived() if isinstance(value, Unknown) else isinstance(value, JSArray) and value.class_name == "Array"


def of(machine: Machine, this: Value, args: list[Value]) -> Value:
    return machine.new_array(list(args))


def from_(machine: Machine, this: Value, args: list[Value]) -> Steps:
    source, mapper = argument(args, 0), argument(args, 1)
    items: list[Value] = []
    iterable = isinstance(source, (str, JSArray)) or (yield from steps_get(machine, source, SYMBOL_ITERATOR)) is not UNDEFINED
    if iterable:
        items = yield from steps_list(machine, source)
    elif isinstance(source, JSObject):
        for position in range(bounded(to_integer((yield from steps_get(machine, source, "length"))))):
            items.append((yield from steps_get(machine, source, str(position))))
    if isinstance(mapper, (JSCallable, Unknown)):
        for position, item in enumerate(items):
            items[position] = yield Call(mapper, argument(args, 2), [item, position])
    return machine.new_array(items)


def _construct(machine: Machine, args: list[Value], new_target: Value) -> Value:
    items = list(args)
    if len(args) == 1 and isinstance(args[0], (int, float)) and not isinstance(args[0], bool):
        if args[0] != int(args[0]) or args[0] < 0:
            raise Throw(machine.new_error("RangeError", "Invalid array length"))
        items = [EMPTY] * bounded(int(args[0]))
    elif len(args) == 1 and isinstance(args[0], Unknown):
        return args[0].derived()
    return JSArray(prototype_for(machine, new_target, "Array"), items)


def _call(machine: Machine, this: Value, args: list[Value]) -> Value:
    return _construct(machine, args, UNDEFINED)


ARRAY = Family(
    "Array",
    methods={
        "at": at,
        "concat": concat,
        "entries": entries,
        "every": every,
        "fill": fill,
        "filter": filter_,
        "find": find,
        "findIndex": find_index,
        "findLast": find_last,
        "findLastIndex": find_last_index,
        "flat": flat,
        "flatMap": flat_map,
        "forEach": for_each,
        "includes": includes,
        "indexOf": index_of,
        "join": join,
        "keys": keys,
        "lastIndexOf": last_index_of,
        "map": map_,
        "pop": pop,
        "push": push,
        "reduce": reduce,
        "reduceRight": reduce_right,
        "reverse": reverse,
        "shift": shift,
        "slice": slice_,
        "some": some,
        "sort": sort,
        "splice": splice,
        "toReversed": to_reversed,
        "toSorted": to_sorted,
        "toSpliced": to_spliced,
        "toString": to_string,
        "unshift": unshift,
        "values": values,
        "with": with_,
        SYMBOL_ITERATOR: values,
    },
    statics={"isArray": is_array, "of": of, "from": from_},
    call=_call,
    construct=_construct,
)
