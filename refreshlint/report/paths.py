"""How reports for programs write paths: relative to one folder, as text and as URI references."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paths:
    """root: the context root, to which the paths of findings are relative; folder: what written paths are relative to. Both absolute
    and posix, or both "" where written paths are those of the findings.
    """

    root: str = ""
    folder: str = ""

    def relative(self, path: str) -> str:
        """A path of the project as the report writes it."""
        if self.root == self.folder:
            return path
        return posixpath.relpath(posixpath.join(self.root, path), self.folder)

    def uri(self, path: str) -> str:
        """The same, percent-encoded as a URI reference: routes are called `[id].tsx`."""
        import urllib.parse  # text reports do without

        return urllib.parse.quote(self.relative(path).encode("utf-8", "surrogateescape"), safe="/()@!$&'*+,;=~")
