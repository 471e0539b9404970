"""Map, Set, WeakMap and WeakSet: tables in order of insertion that may change while they are iterated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from refreshlint.interleave.values import JSObject, Unknown, Value, has_unknown, map_key


class JSTable(JSObject):
    """The entries of a Map or Set (where values are the keys). A deleted entry leaves a gap, so that iterators keep their place."""

    __slots__ = ("_entries", "_index")

    def __init__(self, proto: JSObject | None) -> None:
        super().__init__(proto)
        self._entries: list[tuple[Value, Value] | None] = []
        self._index: dict[Any, int] = {}

    def __len__(self) -> int:
        return len(self._index)

    def has(self, key: Value) -> bool | None:
        """Whether there is an entry; None where that is unknown."""
        if map_key(key) in self._index:
            return True
        if not self._index or not (has_unknown(key) or any(has_unknown(entry[0]) for entry in self.entries())):
            return False
        return None

    def get(self, key: Value, default: Value) -> Value:
        """The value of an entry; Unknown where it is unknown whether there is one."""
        at = self._index.get(map_key(key))
        if at is not None:
            entry = self._entries[at]
            assert entry is not None
            return entry[1]
        return default if self.has(key) is False else Unknown("entry with an unknown key")

    def put(self, key: Value, value: Value) -> None:
        """Add or replace an entry."""
        hashed = map_key(key)
        at = self._index.get(hashed)
        if at is None:
            self._index[hashed] = len(self._entries)
            self._entries.append((key, value))
        else:
            self._entries[at] = (key, value)

    def delete(self, key: Value) -> bool:
        """Delete an entry; whether there was one."""
        at = self._index.pop(map_key(key), None)
        if at is None:
            return False
        self._entries[at] = None
        return True

    def clear(self) -> None:
        """Delete all entries."""
        self._entries[:] = [None] * len(self._entries)
        self._index.clear()

    def entries(self) -> Iterator[tuple[Value, Value]]:
        """The entries, those included that are added while iterating."""
        at = 0
        while at < len(self._entries):
            entry = self._entries[at]
            at += 1
            if entry is not None:
                yield entry


class JSMap(JSTable):
    """A Map."""

    __slots__ = ()
    class_name = "Map"


class JSSet(JSTable):
    """A Set."""

    __slots__ = ()
    class_name = "Set"


class JSWeakMap(JSTable):
    """A WeakMap; nothing is ever collected."""

    __slots__ = ()
    class_name = "WeakMap"


class JSWeakSet(JSTable):
    """A WeakSet; nothing is ever collected."""

    __slots__ = ()
    class_name = "WeakSet"
