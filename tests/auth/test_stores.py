"""Writes of tokens to unencrypted stores: which are found, and where; and SDKs that keep their session in one."""

from __future__ import annotations

import pytest

from refreshlint.auth.concepts import Point
from refreshlint.auth.stores import Stores
from refreshlint.files import MemoryFiles
from refreshlint.js.calls import Calls
from refreshlint.js.project import Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Values
from refreshlint.trace import TracedFiles

ASYNC = "import AsyncStorage from '@react-native-async-storage/async-storage';\n"
SECURE = "import * as SecureStore from 'expo-secure-store';\n"
PLATFORM = "import { Platform } from 'react-native';\n"
PACKAGE = b'{"dependencies": {"expo": "~54.0.0", "react-native": "0.81.4"}}'
LOGIN = """
export async function login(form) {
  const res = await fetch('/auth/login', { method: 'POST', body: form });
  const answer = await res.json();
  await keep(answer.accessToken);
}
"""


def stores(files: dict[str, str], package: bytes = PACKAGE) -> Stores:
    """Stores over a project in memory."""
    data = {path: text.encode() for path, text in files.items()}
    sources = tuple(sorted(path for path in data if not path.endswith(".json")))
    project = Project(TracedFiles(MemoryFiles({**data, "package.json": package})), sources)
    for path in sources:
        project.module(path)
    values = Values(project)
    calls = Calls(project, values)
    calls.update()
    return Stores(project, values, calls, Shapes(project, values))


def writes(files: dict[str, str], package: bytes = PACKAGE) -> list[tuple[str, int, str, str, str]]:
    """(file, 1-based line, store, what, key) of the token writes of a project."""

    def line(at: Point) -> int:
        return files[at.code.module.path].encode().count(b"\n", 0, at.code.code[at.index].start) + 1

    found = stores(files, package).token_writes()
    return [(write.at.code.module.path, line(write.at), write.store, write.what, write.key) for write in found]


def places(text: str, **more: str) -> list[tuple[str, int]]:
    """(file, line) of the token writes of a.ts and further files."""
    return [write[:2] for write in writes({"a.ts": text, **{f"{name}.ts": each for name, each in more.items()}})]


def test_two_writes_of_one_function_are_one_finding() -> None:
    text = ASYNC + (
        "export async function keep(accessToken: string, refreshToken: string) {\n"
        "  await AsyncStorage.setItem('a', accessToken);\n"
        "  await AsyncStorage.setItem('r', refreshToken);\n"
        "}\n"
    )
    assert writes({"a.ts": text}) == [("a.ts", 3, "AsyncStorage", "the access token and the refresh token", "a, r")]


def test_an_opaque_parameter_is_reported_at_the_caller_that_has_the_token() -> None:
    helper = ASYNC + "export const keep = (value: unknown) => AsyncStorage.setItem('x', JSON.stringify(value));\n"
    caller = "import { keep } from './a';\n" + LOGIN + "export const theme = (dark: boolean) => keep(dark ? 'dark' : 'light');\n"
    assert places(helper, b=caller) == [("b.ts", 6)]


def test_a_parameter_that_is_a_token_by_type_is_reported_at_the_write() -> None:
    text = ASYNC + (
        "interface Pair { access: string; refresh: string }\n"
        "export const keep = (value: Pair) => AsyncStorage.setItem('x', JSON.stringify(value));\n"
    )
    assert places(text, b="import { keep } from './a';\nexport const f = (answer) => keep(answer);\n") == [("a.ts", 3)]


def test_the_steps_lead_from_the_caller_to_the_store() -> None:
    files = {
        "a.ts": ASYNC + "export const put = (name: string, text: string) => AsyncStorage.setItem(name, text);\n",
        "b.ts": "import { put } from './a';\nexport const store = (value: string) => put('x', value);\n",
        "c.ts": "import { store as keep } from './b';\n" + LOGIN,
    }
    (write,) = stores(files).token_writes()
    assert [point.code.module.path for point in write.via] == ["c.ts", "b.ts", "a.ts"]
    assert write.at == write.via[0]


@pytest.mark.parametrize(
    "guard",
    [
        "if (Platform.OS !== 'web') return;",
        "if (typeof localStorage === 'undefined') return;",
        "if (['ios', 'android'].includes(Platform.OS)) return;",
    ],
)
def test_what_only_the_web_reaches_is_silent(guard: str) -> None:
    text = ASYNC + PLATFORM + f"export function keep(accessToken) {{\n  {guard}\n  AsyncStorage.setItem('x', accessToken);\n}}\n"
    assert places(text) == []
    assert places(text.replace("return;", "console.log(1);", 1)) == [("a.ts", 5)]


@pytest.mark.parametrize(
    ("store", "found"),
    [
        ("Platform.OS === 'web' ? AsyncStorage : SecureStore", []),
        ("Platform.OS === 'web' ? SecureStore : AsyncStorage", [("a.ts", 5)]),
        ("Platform.select({ web: AsyncStorage, default: SecureStore })", []),
        ("Platform.select({ web: SecureStore, native: AsyncStorage })", [("a.ts", 5)]),
    ],
)
def test_the_native_side_of_a_choice_of_stores_counts(store: str, found: list[tuple[str, int]]) -> None:
    text = ASYNC + SECURE + PLATFORM + f"const disk = {store};\nexport const keep = (accessToken) => disk.setItem('x', accessToken);\n"
    assert places(text) == found


def test_web_twins_are_silent() -> None:
    text = "import 'expo-sqlite/localStorage/install';\nexport const keep = (accessToken) => localStorage.setItem('x', accessToken);\n"
    assert [write[:2] for write in writes({"keep.web.ts": text})] == []
    assert [write[:2] for write in writes({"keep.ts": text})] == [("keep.ts", 2)]


def test_local_storage_counts_only_where_it_is_a_file_of_the_phone() -> None:
    text = "export const keep = (accessToken) => localStorage.setItem('x', accessToken);\n"
    assert writes({"a.ts": text}) == []
    installed = "import 'expo-sqlite/localStorage/install';\n"
    assert [write[0] for write in writes({"a.ts": text, "index.ts": installed})] == ["a.ts"]
    assert writes({"a.ts": text, "index.ts": installed}, b'{"dependencies": {"vite": "7"}}') == []
    assert writes({"a.ts": text, "other/index.ts": installed, "other/package.json": PACKAGE.decode()}) == []


@pytest.mark.parametrize(
    ("maker", "plain"),
    [
        ("new MMKV()", True),
        ("new MMKV({ id: 'x' })", True),
        ("createMMKV({ id: 'x' })", True),
        ("new MMKV({ id: 'x', encryptionKey: key() })", False),
        ("new MMKV(options)", False),
        ("new MMKV(plain)", True),
    ],
)
def test_mmkv_is_plain_without_a_key(maker: str, plain: bool) -> None:
    text = (
        "import { MMKV, createMMKV } from 'react-native-mmkv';\n"
        "import { options } from 'unseen';\n"
        "const plain = { id: 'p' };\n"
        f"const disk = {maker};\n"
        "export const keep = (accessToken) => disk.set('x', accessToken);\n"
    )
    assert bool(places(text)) is plain


FALLBACK = ASYNC + SECURE + (
    "const OPEN = new Set(['theme']);\n"
    "const mayFallBack = (key: string) => OPEN.has(key);\n"
    "export async function put(key: string, value: string) {\n"
    "  try {\n"
    "    await SecureStore.setItemAsync(key, value);\n"
    "  } catch (error) {\n"
    "    GUARD\n"
    "    await AsyncStorage.setItem(key, value);\n"
    "  }\n"
    "}\n"
)
CALLER = "import { put } from './a';\nexport const keep = (accessToken: string) => put('access', accessToken);\n"


def test_a_fallback_is_reported_in_the_helper_if_a_token_comes_there() -> None:
    assert places(FALLBACK.replace("GUARD", ""), b=CALLER) == [("a.ts", 10)]
    assert places(FALLBACK.replace("GUARD", ""), b=CALLER.replace("accessToken", "theme")) == []


@pytest.mark.parametrize("test", ["OPEN.has", "mayFallBack", "unseen"])
def test_a_fallback_for_listed_keys_is_silent(test: str) -> None:
    assert places(FALLBACK.replace("GUARD", f"if (!{test}(key)) throw error;"), b=CALLER) == []


def test_a_fallback_whose_list_names_the_key_is_found() -> None:
    text = FALLBACK.replace("GUARD", "if (!OPEN.has(key)) throw error;").replace("['theme']", "['theme', 'access']")
    assert places(text, b=CALLER) == [("a.ts", 10)]


def test_ciphertext_is_silent_and_obfuscation_is_not() -> None:
    head = ASYNC + "import CryptoJS from 'crypto-js';\nimport { secret } from './keys';\n"
    write = "export const keep = (accessToken) => AsyncStorage.setItem('x', hide(accessToken));\n"
    assert places(head + "const hide = (t) => CryptoJS.AES.encrypt(t, secret()).toString();\n" + write) == []
    assert len(places(head + "const hide = (t) => CryptoJS.AES.encrypt(t, 'in-the-bundle').toString();\n" + write)) == 1
    assert len(places(head + "const hide = (t) => btoa(t);\n" + write)) == 1


def test_pairs_hooks_and_sagas_write_too() -> None:
    assert len(places(ASYNC + "export const keep = (accessToken) => AsyncStorage.multiSet([['n', 'x'], ['a', accessToken]]);\n")) == 1
    hook = (
        "import { useAsyncStorage } from '@react-native-async-storage/async-storage';\n"
        "export function useKeep() {\n  const { setItem } = useAsyncStorage('x');\n  return (accessToken) => setItem(accessToken);\n}\n"
    )
    assert places(hook) == [("a.ts", 4)]
    saga = (
        "import { call } from 'redux-saga/effects';\n" + ASYNC
        + "export function* keep({ accessToken }) {\n  yield call(AsyncStorage.setItem, 'x', accessToken);\n}\n"
    )
    assert places(saga) == [("a.ts", 4)]
    assert places(saga.replace("AsyncStorage.setItem,", "[AsyncStorage, 'setItem'],")) == [("a.ts", 4)]


ZUSTAND = (
    "import { create } from 'zustand';\nimport { persist, createJSONStorage } from 'zustand/middleware';\n" + ASYNC + SECURE
    + "export const useStore = create()(persist(\n"
    "  (set) => ({ name: '', accessToken: null, setToken: (accessToken) => set({ accessToken }) }),\n"
    "  { name: 'me', storage: createJSONStorage(() => AsyncStorage), PARTIAL },\n));\n"
)


@pytest.mark.parametrize(
    ("partial", "found"),
    [
        ("", True),
        ("partialize: (state) => ({ name: state.name })", False),
        ("partialize: ({ accessToken, ...rest }) => rest", False),
        ("partialize: (state) => ({ name: state.name, accessToken: state.accessToken })", True),
    ],
)
def test_zustand_persist_counts_by_what_is_kept(partial: str, found: bool) -> None:
    assert places(ZUSTAND.replace("PARTIAL", partial)) == ([("a.ts", 5)] if found else [])


def test_zustand_persist_over_a_secure_store_is_silent() -> None:
    secure = "({ getItem: SecureStore.getItemAsync, setItem: SecureStore.setItemAsync })"
    assert places(ZUSTAND.replace("() => AsyncStorage", f"() => {secure}").replace("PARTIAL", "")) == []
    plain = "({ getItem: (k) => AsyncStorage.getItem(k), setItem: (k, v) => AsyncStorage.setItem(k, v) })"
    assert places(ZUSTAND.replace("() => AsyncStorage", f"() => {plain}").replace("PARTIAL", "")) == [("a.ts", 5)]


REDUX = (
    "import { persistReducer } from 'redux-persist';\nimport { combineReducers } from 'redux';\n" + ASYNC
    + "const auth = (state = { accessToken: null }, action) => state;\nconst theme = (state = { dark: false }, action) => state;\n"
    "export default persistReducer({ key: 'root', storage: AsyncStorage, LISTS }, combineReducers({ auth, theme }));\n"
)


@pytest.mark.parametrize(
    ("lists", "found"),
    [
        ("", True),
        ("whitelist: ['auth']", True),
        ("whitelist: ['theme']", False),
        ("blacklist: ['auth']", False),
        ("blacklist: ['theme']", True),
    ],
)
def test_redux_persist_counts_by_its_lists(lists: str, found: bool) -> None:
    assert places(REDUX.replace("LISTS", lists)) == ([("a.ts", 6)] if found else [])


def test_redux_persist_with_an_encrypting_transform_is_silent() -> None:
    text = "import { encryptTransform } from 'redux-persist-transform-encrypt';\n" + REDUX
    assert places(text.replace("LISTS", "transforms: [encryptTransform({ secretKey: key() })]")) == []


def sessions(text: str) -> list[tuple[str, str]]:
    return [(found.sdk, found.store) for found in stores({"a.ts": text}).session_configurations()]


SUPABASE = "import { createClient } from '@supabase/supabase-js';\n" + ASYNC + SECURE + PLATFORM


@pytest.mark.parametrize(
    ("auth", "found"),
    [
        ("{ storage: AsyncStorage }", True),
        ("{ storage: AsyncStorage as any, persistSession: true }", True),
        ("{ ...(Platform.OS !== 'web' ? { storage: AsyncStorage } : {}) }", True),
        ("{ storage: Platform.OS === 'web' ? undefined : AsyncStorage }", True),
        ("{ storage: { getItem: (k) => AsyncStorage.getItem(k), setItem: (k, v) => AsyncStorage.setItem(k, v) } }", True),
        ("{ storage: AsyncStorage, persistSession: false }", False),
        ("{ storage: Platform.OS === 'web' ? AsyncStorage : undefined }", False),
        ("{ storage: { getItem: SecureStore.getItemAsync, setItem: SecureStore.setItemAsync } }", False),
        ("{ persistSession: true }", False),
    ],
)
def test_supabase_counts_by_its_storage(auth: str, found: bool) -> None:
    text = SUPABASE + f"export const client = createClient('https://api.example.com', 'key', {{ auth: {auth} }});\n"
    assert sessions(text) == ([("Supabase", "AsyncStorage")] if found else [])


def test_firebase_amplify_and_pocketbase() -> None:
    firebase = (
        "import { initializeAuth, getReactNativePersistence } from 'firebase/auth';\n" + ASYNC
        + "initializeAuth(app, { persistence: getReactNativePersistence(AsyncStorage) });\n"
    )
    assert sessions(firebase) == [("Firebase", "AsyncStorage")]
    amplify = "import { Amplify } from 'aws-amplify';\nAmplify.configure({ Auth: { Cognito: { userPoolId: 'x' } } });\n"
    assert sessions(amplify) == [("Amplify", "AsyncStorage")]
    own = (
        "import { cognitoUserPoolsTokenProvider as provider } from 'aws-amplify/auth/cognito';\n"
        "provider.setKeyValueStorage(vault);\n"
    )
    assert sessions(own + amplify) == []
    pocketbase = (
        "import { AsyncAuthStore } from 'pocketbase';\n" + ASYNC
        + "export const store = new AsyncAuthStore({ save: async (text) => AsyncStorage.setItem('pb', text) });\n"
    )
    assert sessions(pocketbase) == [("PocketBase", "AsyncStorage")]
