"""The wheel and the source distribution hold the project, the whole project and nothing else."""

from __future__ import annotations

import os
import pathlib
import subprocess
import tarfile
import tomllib
import zipfile
from typing import Any

ROOT = pathlib.Path(__file__).parents[2]


def tree() -> set[str]:
    """What a wheel must hold of the checkout: every file of refreshlint/, and those of rules/ inside of it."""
    engine = {path.relative_to(ROOT).as_posix() for path in (ROOT / "refreshlint").rglob("*") if path.is_file()}
    rules = {f"refreshlint/rules/{path.name}" for path in (ROOT / "rules").glob("*.py")}
    return {path for path in engine | rules if "__pycache__" not in path}


def run(command: list[str | pathlib.Path], cwd: pathlib.Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run([str(part) for part in command], cwd=cwd, env=environment, capture_output=True, text=True, timeout=120)


def test_the_wheel_holds_the_tree(built: Any) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    packaged = {name for name in names if ".dist-info/" not in name}
    assert packaged == tree()
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_source_distribution_holds_the_tree(built: Any) -> None:
    with tarfile.open(built.sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = {name.replace("refreshlint/rules/", "rules/") for name in tree()}
    assert expected | {"pyproject.toml", "README.md", "LICENSE"} <= names


def test_every_package_is_in_the_explicit_list() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "refreshlint").rglob("*.py")}
    assert sorted(listed) == sorted({".".join(folder.parts) for folder in folders} | {"refreshlint.rules"})
    # An editable install does not find a package without it.
    assert all((ROOT / folder / "__init__.py").is_file() for folder in {*folders, pathlib.Path("rules")})


def test_the_wheel_works_from_another_folder(installed: pathlib.Path, tmp_path: pathlib.Path) -> None:
    version = run([installed / "refreshlint", "--version"], tmp_path)
    assert (version.returncode, version.stderr) == (0, "")
    assert version.stdout.startswith("refreshlint 0.")
    listed = run([installed / "refreshlint", "rule"], tmp_path)
    assert (listed.returncode, listed.stderr) == (0, "")
    for path in (ROOT / "rules").glob("[!_]*.py"):
        assert path.stem.replace("_", "-") in listed.stdout


def test_the_wheel_brings_no_top_level_rules(installed: pathlib.Path, tmp_path: pathlib.Path) -> None:
    found = run([installed / "python", "-c", "import importlib.util; print(importlib.util.find_spec('rules'))"], tmp_path)
    assert found.stdout == "None\n"


def test_a_wheel_in_a_checkout_says_what_is_wrong(built: Any, installed: pathlib.Path) -> None:
    done = run([installed / "python", "-m", "refreshlint", "rule"], built.tree)
    assert (done.returncode, done.stdout) == (2, "")
    assert "pip install -e ." in done.stderr
    assert done.stderr.count("\n") == 1
