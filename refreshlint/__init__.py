"""Finds token-refresh bugs in Expo, React Native and web code."""

from __future__ import annotations

__version__ = "0.1.0"
