"""`python -m refreshlint` is the `refreshlint` command."""

from __future__ import annotations

import sys

from refreshlint.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
