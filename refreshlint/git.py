"""What git knows of a checkout. Nothing that the checkout's own configuration names is executed.

A plain `git ls-files` runs the program that core.fsmonitor of the scanned .git/config names; it is turned off, as are external
diffs, text conversion and locks.
"""

from __future__ import annotations

import os
from pathlib import Path

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "diff.external=", "--no-pager", "--literal-pathspecs")
_SECONDS = 30


class GitError(Exception):
    """git is absent, or refused; the message says what it said."""


def top_level(path: Path) -> Path | None:
    """The folder of the checkout around a path, None outside of one. Reads the disk only; git is not asked."""
    start = path if path.is_dir() else path.parent
    return next((folder for folder in (start, *start.parents) if (folder / ".git").exists()), None)


def tracked(root: Path) -> frozenset[str]:
    """The files below `root` that git knows (posix, relative to it). GitError as above."""
    return _names(_run(root, "ls-files", "-z", "--cached"))


def changed_since(root: Path, revision: str) -> frozenset[str]:
    """The files below `root` that differ from `revision` or are not tracked yet, those that are gone left out. GitError as above."""
    if revision.startswith("-"):
        raise GitError(f"{revision!r} is no revision")
    commit = _run(
        root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", failure=f"{revision!r} is no revision"
    )
    differing = _run(
        root, "diff", "--name-only", "-z", "--relative", "--no-ext-diff", "--no-textconv", "--diff-filter=d", commit.strip(), "--", "."
    )
    return _names(differing) | _names(_run(root, "ls-files", "-z", "--others", "--exclude-standard"))


def _names(output: str) -> frozenset[str]:
    return frozenset(name for name in output.split("\0") if name)


def _run(root: Path, *arguments: str, failure: str = "") -> str:
    import subprocess  # most runs ask git nothing

    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in ("GIT_DIR", "GIT_INDEX_FILE")
    }
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *_SAFE, *arguments],
            cwd=root,
            env=environment,
            capture_output=True,
            timeout=_SECONDS,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git {arguments[0]} gave no answer in {_SECONDS} s") from None
    except OSError as error:
        raise GitError(f"git cannot be started: {error.strerror or error}") from None
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise GitError(failure or said or f"git {arguments[0]} failed")
    return done.stdout.decode("utf-8", "surrogateescape")
