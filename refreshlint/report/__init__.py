"""A finished run, for its readers: plain text for people, SARIF for other programs. Reports see findings and sources only."""

from __future__ import annotations
