"""Runs refreshlint over many damaged inputs and keeps, made as small as possible, those that it does not survive.

    python tests/robustness/mutation_run.py [--count 10000] [--seed 1] [--keep FOLDER]

Prints the number of inputs and of failures; exit status 1 if there are any. The same seed makes the same inputs.
"""

from __future__ import annotations

import argparse
import pathlib
import sys
import time

from survival import failures, minimised


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=pathlib.Path, help="folder for the failing inputs")
    options = parser.parse_args()
    began = time.monotonic()
    count = 0
    for failure in failures(options.seed, options.count):
        count += 1
        print(f"input {failure.number}: {failure.what}", flush=True)
        if options.keep is not None:
            is_slow = failure.what.endswith(" s")  # each try at making it smaller would take as long
            smaller = failure.files if is_slow else minimised(failure, explore=failure.number % 10 == 0)
            for path, data in smaller.items():
                target = options.keep / f"{options.seed}-{failure.number}" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    print(f"seed {options.seed}: {options.count} inputs, {count} failures, {time.monotonic() - began:.0f} s")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
