"""What several integration tests share: an app with and without a bug, and git with nobody's settings."""

from __future__ import annotations

import os
import pathlib
import subprocess
from collections.abc import Callable, Mapping

ROOT = pathlib.Path(__file__).parents[2]

FAULTY = """\
import axios from "axios";
import * as SecureStore from "expo-secure-store";

export const api = axios.create({ baseURL: "https://api.example.com" });

api.interceptors.response.use(undefined, async (error) => {
  const original = error.config;
  if (error.response?.status !== 401 || original._retry) throw error;
  original._retry = true;
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken });
  await SecureStore.setItemAsync("accessToken", data.accessToken);
  await SecureStore.setItemAsync("refreshToken", data.refreshToken);
  original.headers.Authorization = `Bearer ${data.accessToken}`;
  return api(original);
});
"""
SOUND = (
    FAULTY.replace("api.interceptors", "let flight: Promise<string> | null = null;\n\napi.interceptors")
    .replace(
        """  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken });
  await SecureStore.setItemAsync("accessToken", data.accessToken);
  await SecureStore.setItemAsync("refreshToken", data.refreshToken);
  original.headers.Authorization = `Bearer ${data.accessToken}`;
""",
        """  flight ??= renew().finally(() => {
    flight = null;
  });
  original.headers.Authorization = `Bearer ${await flight}`;
""",
    )
    .replace(
        "let flight",
        """async function renew(): Promise<string> {
  const refreshToken = await SecureStore.getItemAsync("refreshToken");
  const { data } = await axios.post("https://api.example.com/auth/refresh", { refreshToken });
  await SecureStore.setItemAsync("accessToken", data.accessToken);
  await SecureStore.setItemAsync("refreshToken", data.refreshToken);
  return data.accessToken;
}

let flight""",
    )
)
PACKAGE = '{"name": "app", "dependencies": {"expo": "55.0.0", "axios": "1.7.0", "expo-secure-store": "55.0.0"}}\n'
COMMAND = "import sys\nfrom refreshlint.cli.main import main\nsys.exit(main())\n"

Make = Callable[[Mapping[str, str]], pathlib.Path]


def git(
    root: pathlib.Path, *arguments: str, check: bool = True, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run git with a name of its own and nobody's settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    clean |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, **(environment or {})}
    command = ["git", "-c", "user.name=test", "-c", "user.email=test@example.com", *arguments]
    done = subprocess.run(command, cwd=root, env=clean, capture_output=True, text=True, check=False, timeout=300)
    assert not check or done.returncode == 0, f"git {' '.join(arguments)}\n{done.stdout}{done.stderr}"
    return done
