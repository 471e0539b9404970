"""The general JavaScript engine; it knows no word of tokens."""

from __future__ import annotations
