"""One build of the project for all packaging tests, made from a copy so that the checkout stays as it is."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys
from dataclasses import dataclass

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PACKAGED = ("pyproject.toml", "README.md", "LICENSE", "refreshlint", "rules")


@dataclass(frozen=True)
class Built:
    """What `python -m build` makes: the wheel comes from the source distribution, so both are tried."""

    tree: pathlib.Path
    wheel: pathlib.Path
    sdist: pathlib.Path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    tree = tmp_path_factory.mktemp("build") / "tree"
    tree.mkdir()
    for name in PACKAGED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree / name)
    out = tree.parent / "out"
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tree.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = out.glob("*.whl")
    (sdist,) = out.glob("*.tar.gz")
    return Built(tree, wheel, sdist)


@pytest.fixture(scope="session")
def installed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A virtual environment with the wheel; its dependencies are those of the environment that runs the tests."""
    home = tmp_path_factory.mktemp("installed") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    scripts = home / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / "python"
    install = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(built.wheel)]
    done = subprocess.run(install, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    # A plain path entry: .pth files of that folder, an editable install among them, are not read through it.
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    purelib = pathlib.Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    (purelib / "dependencies.pth").write_text(str(pathlib.Path(pytest.__file__).parents[1]) + "\n", encoding="utf-8")
    return scripts
