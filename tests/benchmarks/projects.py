"""Projects of a wanted size, made up: what benchmarks and tests of growth are run on."""

from __future__ import annotations

import pathlib

_SCREEN = """\
import {{ useEffect, useState }} from "react";
import {{ View, Text }} from "react-native";
import {{ get }} from "../api/client{client}";

type Row{n} = {{ id: string; title: string; count: number }};

export function Screen{n}() {{
  const [rows, setRows] = useState<Row{n}[]>([]);
  useEffect(() => {{
    get("/rows/{n}").then(setRows).catch(() => setRows([]));
  }}, []);
  const total = rows.reduce((sum, row) => sum + row.count, 0);
  return (
    <View>
      <Text>{{total}}</Text>
      {{rows.map((row) => (
        <Text key={{row.id}}>{{row.title}}</Text>
      ))}}
    </View>
  );
}}
"""

_CLIENT = """\
import axios from "axios";
import * as SecureStore from "expo-secure-store";

export const api{n} = axios.create({{ baseURL: "https://api.example.com/{n}" }});

api{n}.interceptors.request.use(async (config) => {{
  config.headers.Authorization = `Bearer ${{await SecureStore.getItemAsync("accessToken{n}")}}`;
  return config;
}});

api{n}.interceptors.response.use(undefined, async (error) => {{
  if (error.response?.status !== 401 || error.config._retry) throw error;
  error.config._retry = true;
  const refreshToken = await SecureStore.getItemAsync("refreshToken{n}");
  const {{ data }} = await axios.post("https://api.example.com/{n}/auth/refresh", {{ refreshToken }});
  await SecureStore.setItemAsync("accessToken{n}", data.accessToken);
  await SecureStore.setItemAsync("refreshToken{n}", data.refreshToken);
  return api{n}(error.config);
}});

export async function get(path: string) {{
  return (await api{n}.get(path)).data;
}}
"""

PACKAGE = '{"name": "made-up", "dependencies": {"expo": "54", "react-native": "0.81", "axios": "1"}}\n'


def write(folder: pathlib.Path, path: str, text: str) -> None:
    """Write one file of a project."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


def app(folder: pathlib.Path, screens: int, clients: int = 1) -> pathlib.Path:
    """An app with so many screens and clients, each client with a refresh of its own that is not shared."""
    write(folder, "package.json", PACKAGE)
    for number in range(clients):
        write(folder, f"src/api/client{number}.ts", _CLIENT.format(n=number))
    for number in range(screens):
        write(folder, f"src/screens/Screen{number}.tsx", _SCREEN.format(n=number, client=number % clients))
    return folder


def barrel(folder: pathlib.Path, exports: int) -> pathlib.Path:
    """An app that takes everything through one file of so many re-exports."""
    app(folder, 20)
    write(folder, "src/index.ts", "".join(f'export {{ value{n} }} from "./values/value{n}";\n' for n in range(exports)))
    for number in range(exports):
        write(folder, f"src/values/value{number}.ts", f"export const value{number} = {number};\n")
    users = "".join(f"value{n}, " for n in range(exports))
    write(folder, "src/token.ts", f'import {{ {users} }} from "./index";\nexport const token = [{users}];\n')
    return folder


def cycle(folder: pathlib.Path, modules: int) -> pathlib.Path:
    """Modules that import each other in a ring, every one with a function that calls the next."""
    write(folder, "package.json", PACKAGE)
    write(folder, "src/api/client0.ts", _CLIENT.format(n=0))
    for number in range(modules):
        after = (number + 1) % modules
        text = f'import {{ step{after} }} from "./step{after}";\nimport {{ get }} from "../api/client0";\n'
        text += f"export async function step{number}(token: string) {{\n  await get(token);\n  return step{after}(token);\n}}\n"
        write(folder, f"src/ring/step{number}.ts", text)
    return folder
