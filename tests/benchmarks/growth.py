"""How the time grows with the project: files x1, x2, x4; a barrel of 2,000 exports; a ring of 500 modules; 200 refresh operations.

    python tests/benchmarks/growth.py

CPU seconds of whole analyses in this process, the median of three; ratios are of one run of the script.
"""

from __future__ import annotations

import pathlib
import statistics
import sys
import tempfile
import time

import projects

from refreshlint.registry import load_rules
from refreshlint.run import Options, scan


def seconds(folder: pathlib.Path, *, explore: bool = False, runs: int = 3) -> float:
    """CPU seconds of one analysis of a project, the median of several."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        scan([folder], Options(explore=explore, cache=False), rules=load_rules(), root=folder)
        times.append(time.process_time() - began)
    return statistics.median(times)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        home = pathlib.Path(name)
        base = 0.0
        for times in (1, 2, 4):
            spent = seconds(projects.app(home / f"app{times}", 500 * times, 10 * times))
            base = base or spent
            print(f"{510 * times:5} files, {10 * times} clients: {spent:6.2f} s, x{spent / base:.2f}")
        print(f"a barrel of 2,000 exports: {seconds(projects.barrel(home / 'barrel', 2_000), runs=1):.2f} s")
        print(f"a ring of 500 modules: {seconds(projects.cycle(home / 'ring', 500), runs=1):.2f} s")
        many = projects.app(home / "many", 200, 200)
        plain, explored = seconds(many, runs=1), seconds(many, explore=True, runs=1)
        print(f"200 refresh operations: {plain:.2f} s, and {(explored - plain) / 200 * 1000:.0f} ms for each to play it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
