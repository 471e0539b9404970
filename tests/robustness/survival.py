"""What must hold of a run, whatever the input: it comes to an end, names what it could not read, and writes what others can read."""

from __future__ import annotations

import json
import pathlib
import random
import time
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from mutator import mutate

from refreshlint.files import SOURCE_SUFFIXES, MemoryFiles
from refreshlint.finding import NoticeKind
from refreshlint.registry import load_rules
from refreshlint.report import sarif, text
from refreshlint.report.paths import Paths
from refreshlint.run import Options, scan_files

CORPUS = pathlib.Path(__file__).parents[2] / "corpus"
SLOW_SECONDS = 10.0
"""A file of the corpus takes some 10 ms; a damaged one has up to 200,000 bytes, and the explorer its budget."""


class Failure(NamedTuple):
    """An input that a run did not survive. number: of the input, by which it is made again; what: what went wrong."""

    number: int
    files: dict[str, bytes]
    what: str


def cases() -> list[dict[str, bytes]]:
    """The cases of the corpus, each as path -> content."""
    found: dict[pathlib.Path, dict[str, bytes]] = {}
    for side in ("bad", "good"):
        for case in sorted(CORPUS.glob(f"*/{side}/*")):
            files = {path.relative_to(case).as_posix(): path.read_bytes() for path in sorted(case.rglob("*")) if path.is_file()}
            found[case] = {path: data for path, data in files.items() if path.endswith((*SOURCE_SUFFIXES, ".json"))}
    return [files for files in found.values() if files]


def inputs(seed: int, count: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Damaged cases: number -> files. The same for the same seed."""
    every = cases()
    pool = [data for files in every for path, data in files.items() if path.endswith(SOURCE_SUFFIXES)]
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        files = dict(rng.choice(every))
        for path in rng.sample(sorted(files), rng.randint(1, min(2, len(files)))):
            files[path] = mutate(files[path], rng, pool)
        yield number, files


def wrong(files: Mapping[str, bytes], *, explore: bool) -> str:
    """What goes wrong in a run over these files, "" if nothing does."""
    began = time.process_time()
    try:
        scan = scan_files(MemoryFiles(files), ("",), load_rules(), Options(explore=explore, pedantic=True))
        for finding in scan.report.findings:
            places = [finding.at, *(step.place for step in finding.witness if step.place), *(place for _, place in finding.related)]
            outside = [place for place in places if not 0 <= place.start <= place.end <= len(scan.sources[place.path].data)]
            if outside:
                return f"a place outside of its file: {outside[0]}"
        internal = [notice.text for notice in scan.report.notices if notice.kind is NoticeKind.INTERNAL]
        if internal:
            return internal[0]
        paths = Paths("", "")
        json.loads(sarif.render(scan.report, scan.sources, paths=paths))
        text.render(scan.report, scan.sources).encode("utf-8", "strict")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    seconds = time.process_time() - began
    return f"{seconds:.1f} s" if seconds > SLOW_SECONDS else ""


def failures(seed: int, count: int, *, every: int = 10, done: Callable[[int], None] = lambda _number: None) -> Iterator[Failure]:
    """The inputs that are not survived; one in `every` is explored, too."""
    for number, files in inputs(seed, count):
        what = wrong(files, explore=number % every == 0)
        if what:
            yield Failure(number, files, what)
        done(number)


def minimised(failure: Failure, *, explore: bool) -> dict[str, bytes]:
    """A smaller input that fails with the same kind of error: files left out, then halves, quarters ... of what is left."""
    kind = failure.what.split(":")[0]

    def fails(files: Mapping[str, bytes]) -> bool:
        return wrong(files, explore=explore).split(":")[0] == kind

    files = dict(failure.files)
    for path in sorted(files):
        rest = {each: data for each, data in files.items() if each != path}
        if rest and fails(rest):
            files = rest
    for path in sorted(files):
        size = max(1, len(files[path]) // 2)
        while size:
            at = 0
            while at < len(files[path]):
                shorter = {**files, path: files[path][:at] + files[path][at + size :]}
                if fails(shorter):
                    files = shorter
                else:
                    at += size
            size //= 2
    return files
