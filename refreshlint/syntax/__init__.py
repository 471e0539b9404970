"""Text to syntax trees: the only part of the program that knows tree-sitter."""

from __future__ import annotations
