"""Durable stores of Expo and React Native apps: which calls write, where key and value stand, and whether the store is encrypted.

Sources: the documentation of each package (async-storage 1-3, react-native-mmkv 2-4, expo-file-system, expo-sqlite 15 and later,
react-native-fs, expo-secure-store, react-native-keychain, react-native-encrypted-storage, redux-persist 6, zustand 5).
"""

from __future__ import annotations

from typing import NamedTuple


class Write(NamedTuple):
    """A method that writes: positions of key and values among its arguments (-1: none is given), and what people call the store."""

    store: str
    key: int
    values: tuple[int, ...]
    pairs: bool = False  # the value is a list of [key, value] pairs, or an object from keys to values


ASYNC_STORAGE = "AsyncStorage"
MMKV = "MMKV without a key"
LOCAL_STORAGE = "localStorage"

_ASYNC_PACKAGES = (
    "@react-native-async-storage/async-storage", "@react-native-community/async-storage", "react-native-async-storage",
    "@react-native-async-storage/async-storage/lib/commonjs",
)
_ASYNC_OBJECTS = (
    *(f"{package}{name}" for package in _ASYNC_PACKAGES for name in (".default", ".AsyncStorage", ".*.default", ".createAsyncStorage()")),
    *_ASYNC_PACKAGES,
    "react-native.AsyncStorage",
    "react-native.*.AsyncStorage",
)
_SQLITE_OBJECTS = (
    "expo-sqlite/kv-store.default", "expo-sqlite/kv-store.AsyncStorage", "expo-sqlite/kv-store.Storage",
    "expo-sqlite/kv-store.SQLiteStorage new", "expo-sqlite/kv-store.*.default",
)
_ITEM_WRITES = {
    ".setItem": (0, (1,), False), ".mergeItem": (0, (1,), False), ".setItemAsync": (0, (1,), False), ".setItemSync": (0, (1,), False),
    ".multiSet": (-1, (0,), True), ".multiMerge": (-1, (0,), True), ".setMany": (-1, (0,), True), ".multiSetAsync": (-1, (0,), True),
}

MMKV_MAKERS = frozenset({"react-native-mmkv.MMKV new", "react-native-mmkv.createMMKV()", "react-native-mmkv.*.MMKV new"})
"""Calls that make an MMKV instance; encrypted if their options (first argument) hold `encryptionKey`."""

MMKV_KEY_OPTION = "encryptionKey"
MMKV_ENCRYPTING_METHODS = frozenset({"recrypt", "encrypt"})

_MMKV_LOADERS = (
    "react-native-mmkv-storage.MMKVLoader new.initialize()", "react-native-mmkv-storage.default.Loader new.initialize()",
    "react-native-mmkv-storage.MMKVLoader new.withInstanceID().initialize()",
    "react-native-mmkv-storage.default.Loader new.withInstanceID().initialize()",
)
_LOADER_WRITES = (
    ".setString", ".setStringAsync", ".setMap", ".setMapAsync", ".setArray", ".setArrayAsync", ".setItem",
)
_FILES = "a plain file"
_SQLITE = "SQLite"
_SQLITE_BASES = (
    "expo-sqlite.openDatabaseAsync()", "expo-sqlite.openDatabaseSync()", "expo-sqlite.useSQLiteContext()", "expo-sqlite.openDatabase()",
    "expo-sqlite.*.openDatabaseAsync()", "expo-sqlite.*.openDatabaseSync()",
)


def _table() -> dict[str, Write]:
    out: dict[str, Write] = {}
    for prefix in _ASYNC_OBJECTS:
        out.update({prefix + verb: Write(ASYNC_STORAGE, *shape) for verb, shape in _ITEM_WRITES.items()})
    for prefix in _SQLITE_OBJECTS:
        out.update({prefix + verb: Write("the key-value store of expo-sqlite", *shape) for verb, shape in _ITEM_WRITES.items()})
    for maker in MMKV_MAKERS:
        out[f"{maker}.set"] = Write(MMKV, 0, (1,))
    for loader in _MMKV_LOADERS:
        out.update({loader + verb: Write("mmkv-storage without encryption", 0, (1,)) for verb in _LOADER_WRITES})
    out["localStorage.setItem"] = Write(LOCAL_STORAGE, 0, (1,))
    out["sessionStorage.setItem"] = Write("sessionStorage", 0, (1,))
    for module in ("expo-file-system", "expo-file-system/legacy"):
        out[f"{module}.writeAsStringAsync"] = Write(_FILES, 0, (1,))
        out[f"{module}.*.writeAsStringAsync"] = Write(_FILES, 0, (1,))
        out[f"{module}.default.writeAsStringAsync"] = Write(_FILES, 0, (1,))
    out["expo-file-system.File new.write"] = Write(_FILES, -1, (0,))
    out["expo-file-system/next.File new.write"] = Write(_FILES, -1, (0,))
    for name in ("default", "*"):
        out[f"react-native-fs.{name}.writeFile"] = Write(_FILES, 0, (1,))
        out[f"react-native-fs.{name}.appendFile"] = Write(_FILES, 0, (1,))
    out["react-native-fs.writeFile"] = Write(_FILES, 0, (1,))
    for base in _SQLITE_BASES:
        out[f"{base}.runAsync"] = Write(_SQLITE, 0, (1, 2, 3, 4, 5, 6, 7, 8))
        out[f"{base}.runSync"] = Write(_SQLITE, 0, (1, 2, 3, 4, 5, 6, 7, 8))
    return out


WRITES: dict[str, Write] = _table()
"""Access path of a callee -> what it writes."""

HOOK_SETTERS: dict[str, Write] = {
    **{
        f"{package}.useAsyncStorage().{verb}": Write(ASYNC_STORAGE, 0, (0,))
        for package in _ASYNC_PACKAGES
        for verb in ("setItem", "mergeItem")
    },
    "react-native-mmkv.useMMKVString().1": Write(MMKV, 0, (0,)),
    "react-native-mmkv.useMMKVObject().1": Write(MMKV, 0, (0,)),
}
"""Setters that a hook hands out: the key is the hook's argument, an MMKV instance its second one."""

OBJECTS: dict[str, str] = {
    **dict.fromkeys(_ASYNC_OBJECTS, ASYNC_STORAGE),
    **dict.fromkeys(_SQLITE_OBJECTS, "the key-value store of expo-sqlite"),
    **dict.fromkeys(_MMKV_LOADERS, "mmkv-storage without encryption"),
    "localStorage": LOCAL_STORAGE,
}
"""Access paths of store objects as they are handed to others -> name; whether an MMKV instance is encrypted is asked apart."""

WEB_STORES = frozenset({LOCAL_STORAGE, "sessionStorage"})
"""Stores that exist on a phone only where SQLITE_LOCAL_STORAGE is imported."""

SQLITE_LOCAL_STORAGE = "expo-sqlite/localStorage/install"
"""Importing it makes localStorage an unencrypted SQLite file on the phone."""

SECURE_WRITES: dict[str, tuple[int, ...]] = {
    **{
        f"expo-secure-store.{name}{verb}": (1,)
        for name in ("", "*.", "default.")
        for verb in ("setItemAsync", "setItem", "setValueWithKeyAsync")
    },
    **{
        f"react-native-keychain.{name}{verb}": positions
        for name in ("", "*.", "default.")
        for verb, positions in (("setGenericPassword", (0, 1)), ("setInternetCredentials", (1, 2)))
    },
    "react-native-encrypted-storage.default.setItem": (1,),
    "react-native-sensitive-info.default.setItem": (1,),
    "react-native-sensitive-info.setItem": (1,),
    "react-native-secure-key-store.default.set": (1,),
}
"""Callee -> positions of the secret, for the encrypted stores."""

SECURE_PACKAGES = (
    "expo-secure-store", "react-native-keychain", "react-native-encrypted-storage", "react-native-sensitive-info",
    "react-native-secure-key-store", "react-native-secure-storage", "rn-secure-storage",
)
"""Packages whose whole business is an encrypted store."""

CIPHER_PACKAGES = (
    "aes-js", "crypto-js", "react-native-aes-crypto", "react-native-quick-crypto", "react-native-crypto", "tweetnacl", "node-forge",
    "expo-crypto", "react-native-simple-crypto", "@noble/ciphers", "libsodium-wrappers", "react-native-libsodium", "sjcl",
    "react-native-rsa-native", "react-native-simple-encryption", "react-native-aes-gcm-crypto", "react-native-get-random-values",
)
"""Packages that encrypt. What comes out of them is no token, unless the key stands in the code."""

CIPHER_ENCODERS = (".enc.", ".utils.", ".util.")
"""Parts of the paths under which those packages only encode."""

READ_METHODS = frozenset({"getItem", "getItemAsync", "getString", "getGenericPassword", "getInternetCredentials", "getStringAsync"})
"""Methods that hand back what was stored: their value is what their key says."""

ENCRYPTION_WORDS = ("encrypt", "cipher", "seal")
"""Words in the names of functions that encrypt, where they cannot be followed."""

ALWAYS_ON_A_PHONE = frozenset({
    "expo-secure-store.isAvailableAsync()", "expo-secure-store.*.isAvailableAsync()", "expo-secure-store.default.isAvailableAsync()",
})
"""Questions whose answer is yes on every phone: the other branch is the web."""

STARTERS = frozenset({
    "redux-saga/effects.call", "redux-saga/effects.fork", "redux-saga/effects.spawn", "redux-saga/effects.*.call",
    "typed-redux-saga.call", "typed-redux-saga/macro.call",
})
"""Calls that run their first argument on the others."""

ZUSTAND_PERSIST = frozenset({"zustand/middleware.persist", "zustand/middleware.*.persist"})
ZUSTAND_JSON_STORAGE = frozenset({"zustand/middleware.createJSONStorage", "zustand/middleware.*.createJSONStorage"})
REDUX_PERSIST = frozenset({"redux-persist.persistReducer", "redux-persist.persistCombineReducers", "redux-persist/es.persistReducer"})
REDUX_COMBINE = frozenset({
    "@reduxjs/toolkit.combineReducers", "redux.combineReducers", "redux.default.combineReducers", "redux-loop.combineReducers",
})
REDUX_SLICE = frozenset({"@reduxjs/toolkit.createSlice", "@reduxjs/toolkit/react.createSlice"})

_SYNCHRONOUS_ENDINGS = ("Sync", "expo-secure-store.setItem", "expo-secure-store.*.setItem", "expo-secure-store.default.setItem")
_SYNCHRONOUS_STORES = (MMKV, LOCAL_STORAGE, "sessionStorage")
_SYNCHRONOUS_FILES = ("expo-file-system.File new.write", "expo-file-system/next.File new.write")


class AsyncWrite(NamedTuple):
    """A write that gives a promise: positions of key (-1: none) and values, and what people call the store."""

    store: str
    key: int
    values: tuple[int, ...]


ASYNC_WRITES: dict[str, AsyncWrite] = {
    **{
        path: AsyncWrite(write.store, write.key, write.values)
        for path, write in {**WRITES, **HOOK_SETTERS}.items()
        if write.store not in _SYNCHRONOUS_STORES
        and not path.endswith(_SYNCHRONOUS_ENDINGS)
        and path not in _SYNCHRONOUS_FILES
        and (not path.startswith("react-native-mmkv-storage") or path.endswith("Async"))
    },
    **{
        path: AsyncWrite("the encrypted store", -1 if "keychain" in path else 0, values)
        for path, values in SECURE_WRITES.items()
        if not path.endswith(_SYNCHRONOUS_ENDINGS)
    },
}
"""Access path of a callee -> what it writes, for stores whose write is done only when its promise is."""
