"""Where the comments are."""

from __future__ import annotations

from refreshlint.syntax.parser import Node

_COMMENTS = frozenset({"comment", "html_comment"})


def comments(root: Node) -> list[tuple[int, int]]:
    """Byte ranges of all comments under `root`, in order."""
    found: list[tuple[int, int]] = []
    cursor = root.walk()
    while True:
        node = cursor.node
        assert node is not None
        if node.type in _COMMENTS:
            found.append((node.start_byte, node.end_byte))
        elif node.child_count and cursor.goto_first_child():
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return found
