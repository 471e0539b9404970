"""The `refreshlint` command: reads arguments, calls the pipeline, writes what a report makes of it."""

from __future__ import annotations
