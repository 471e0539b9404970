"""Which values are credentials, and which only look like one."""

from __future__ import annotations

import pytest

from refreshlint.auth.names import classify, result_word
from refreshlint.auth.stores import Stores
from refreshlint.files import MemoryFiles
from refreshlint.js.calls import Calls
from refreshlint.js.project import Project
from refreshlint.js.shapes import Shapes
from refreshlint.js.values import Values
from refreshlint.trace import TracedFiles


def found(body: str, head: str = "", **more: str) -> list[tuple[str, str]]:
    """(what, confidence) of the token writes of a function `run` with this body, in a file whose name says nothing."""
    store = "import AsyncStorage from '@react-native-async-storage/async-storage';"
    text = f"{store}\n{head}\nexport async function run(input) {{\n{body}\n}}\n"
    files = {"deed.ts": text.encode(), **{f"{name}.ts": each.encode() for name, each in more.items()}}
    project = Project(TracedFiles(MemoryFiles({**files, "package.json": b'{"dependencies": {"expo": "54"}}'})), tuple(sorted(files)))
    for path in files:
        project.module(path)
    values = Values(project)
    calls = Calls(project, values)
    calls.update()
    return [(write.what, write.confidence) for write in Stores(project, values, calls, Shapes(project, values)).token_writes()]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("accessToken", "the access token"), ("refresh_token", "the refresh token"), ("ID_TOKEN", "the id token"),
        ("authtoken", "the auth token"), ("@app:session-token", "the session token"), ("jwt", "the JWT"),
        ("ACCESS_TOKEN_KEY", "the access token"), ("token", "the token"),
        ("userTokens", "the user's tokens"), ("authCookie", "the session cookie"), ("Authorization", "an Authorization header"),
    ],
)
def test_names_of_credentials(name: str, what: str) -> None:
    assert (classify(name).kind, classify(name).what) == ("credential", what)


@pytest.mark.parametrize(
    "name",
    [
        "expoPushToken", "fcmToken", "deviceToken", "csrfToken", "captchaToken", "resetToken", "verificationToken", "nextPageToken",
        "tokenCount", "tokensUsed", "maxTokens", "designTokens", "tokenExpiry", "access_token_expires_at", "tokenType", "hasToken",
        "isTokenValid", "setToken", "cancelToken", "tokenBalance", "tokenAddress", "codeVerifier", "mockToken", "tokenId", "inviteToken",
    ],
)
def test_names_that_are_no_credentials(name: str) -> None:
    assert classify(name).kind == "not"


def test_words_around_a_property_decide() -> None:
    assert result_word("access", ("tokens", "data")).what == "the access token"
    assert result_word("refresh", ("list",)).kind != "credential"
    assert result_word("getAccessToken", ()).what == "the access token"
    assert result_word("token", ("pushData",)).kind == "not"


@pytest.mark.parametrize(
    "body",
    [
        "const { data } = await axios.post('/login', input); await AsyncStorage.setItem('x', data.accessToken);",
        "await AsyncStorage.setItem('x', `Bearer ${input.jwt}`);",
        "await AsyncStorage.setItem('x', String(input.access_token ?? ''));",
        "const pack = { headers: { Authorization: input.bearer } }; await AsyncStorage.setItem('x', JSON.stringify(pack));",
        "const list = []; list.push({ id: 1, refreshToken: input.r }); await AsyncStorage.setItem('x', JSON.stringify(list));",
        "const me = await load(); show(me.accessToken); await AsyncStorage.setItem('x', JSON.stringify(me));",
        "await AsyncStorage.setItem('access_token', input.value);",
        "await AsyncStorage.setItem('x', await input.getAccessToken());",
        "await AsyncStorage.setItem('x', await SecureStore.getItemAsync('access_token'));",
        "const raw = await AsyncStorage.getItem('me'); go(JSON.parse(raw).accessToken);"
        "await AsyncStorage.setItem('me', JSON.stringify(await load()));",
    ],
)
def test_a_credential_by_origin_name_or_key(body: str) -> None:
    assert [confidence for _, confidence in found(body)] == ["likely"]


@pytest.mark.parametrize(
    "body",
    [
        "const token = (await Notifications.getExpoPushTokenAsync()).data; await AsyncStorage.setItem('token', token);",
        "const token = await messaging().getToken(); await AsyncStorage.setItem('token', token);",
        "const token = 'mock-jwt-token'; await AsyncStorage.setItem('auth_token', token);",
        "const token = `local_${Date.now()}_${Math.random()}`; await AsyncStorage.setItem('auth_token', token);",
        "await AsyncStorage.setItem('auth_token', '');",
        "await AsyncStorage.setItem('auth', 'true');",
        "await AsyncStorage.setItem('access_token_expires', String(Date.now() + input.expires_in * 1000));",
        "await AsyncStorage.setItem('hasToken', String(!!input.accessToken));",
        "await AsyncStorage.setItem('session', JSON.stringify({ lastActive: Date.now(), sessionId: input.id }));",
        "const { accessToken, ...open } = input; await AsyncStorage.setItem('me', JSON.stringify(open));",
        "await AsyncStorage.setItem('me', JSON.stringify({ ...input, accessToken: undefined }));",
        "const me = await load(); use(me.accessToken); delete me.accessToken; await AsyncStorage.setItem('me', JSON.stringify(me));",
        "const claims = jwtDecode(input.accessToken); await AsyncStorage.setItem('me', JSON.stringify({ name: claims.name }));",
        "await AsyncStorage.setItem('csrf', input.token);",
    ],
)
def test_what_is_no_credential(body: str) -> None:
    head = "import * as Notifications from 'expo-notifications';\nimport messaging from '@react-native-firebase/messaging';\n"
    assert found(body, head + "import { jwtDecode } from 'jwt-decode';") == []


def test_a_bare_token_needs_a_hint() -> None:
    body = "await AsyncStorage.setItem('gift', input.token);"
    assert found(body) == [("the token", "possible")]
    assert found("await fetch('/auth/login'); " + body) == [("the token", "likely")]


def test_a_parameter_named_token_follows_its_callers() -> None:
    helper = "export const keep = (token) => AsyncStorage.setItem('account', token);"
    pushes = (
        "import { keep } from './deed';\nimport * as N from 'expo-notifications';\n"
        "export const f = async () => keep((await N.getExpoPushTokenAsync()).data);"
    )
    logins = "import { keep } from './deed';\nexport const f = (answer) => keep(answer.accessToken);"
    assert found("", helper, caller=pushes) == []
    assert found("", helper, caller=logins) == [("the token", "likely")]


def test_types_of_sdks_and_of_the_project() -> None:
    sdk = (
        "import type { Session } from '@supabase/supabase-js';\n"
        "export const keep = (value: Session | null) => AsyncStorage.setItem('x', JSON.stringify(value));"
    )
    assert found("", sdk) == [("an object that holds the tokens of the SDK's session", "likely")]
    own = (
        "import type { Mine } from './types';\n"
        "export const keep = (value: Mine) => AsyncStorage.setItem('x', JSON.stringify(value));"
    )
    held = found("", own, types="export interface Mine { id: string; idToken: string }")
    assert held == [("an object that holds the id token", "likely")]
    assert found("", own, types="export interface Mine { id: string; pushToken: string }") == []


def test_the_session_that_an_sdk_hands_out() -> None:
    body = "client.auth.onAuthStateChange((event, session) => { AsyncStorage.setItem('x', JSON.stringify(session)); });"
    assert found(body, "import { client } from './client';") == [("an object that holds the tokens of the SDK's session", "likely")]
