"""The story of a finding as a sequence diagram: the calls, the app and the backend side by side, time going down. Inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape as html_escape
from typing import NamedTuple

from refreshlint import limits
from refreshlint.finding import WitnessStep
from refreshlint.report.terminal import escape

_BACKEND = "backend"
_ASKS = ("sends", "asks", "spends", "requests", "calls the backend", "refreshes the token", "starts a refresh", "posts")
_HEARS = ("gets", "receives", "is told", "hears")

_LANE, _ROW, _HEAD, _MARGIN = 150, 34, 40, 14


class Step(NamedTuple):
    """A row of the diagram. number: of the step in the story, from 1; actor: its lane; toward: the lane an arrow leads to, or ""."""

    number: int
    actor: str
    toward: str


def lanes(witness: Sequence[WitnessStep]) -> list[str]:
    """Who takes part, in the order in which they enter, the backend last."""
    names = [name for step in witness for name in (step.actor, step.toward) if name]
    found = list(dict.fromkeys(name for name in names if name != _BACKEND))
    return [*found, _BACKEND]


def steps(witness: Sequence[WitnessStep]) -> list[Step]:
    """The rows: what the backend answers leads to whom it answers, what a call sends leads to the backend, the rest stays in its lane."""
    rows = []
    last = ""
    for number, step in enumerate(witness, start=1):
        if step.actor == _BACKEND:
            rows.append(Step(number, _BACKEND, step.toward or last))
            continue
        last = step.actor
        if step.text.startswith(_ASKS):
            rows.append(Step(number, step.actor, _BACKEND))
        elif step.text.startswith(_HEARS):
            rows.append(Step(number, _BACKEND, step.actor))
        else:
            rows.append(Step(number, step.actor, ""))
    return rows


def render(witness: Sequence[WitnessStep], title: str, identifier: str) -> str:
    """The diagram, "" for a story that has no two sides. Its rows bear the numbers of the steps, which are told in words beside it.

    identifier: unique in the page; title: read by screen readers in place of the drawing.
    """
    witness = witness[: limits.WITNESS_STEPS]
    names = lanes(witness)
    rows = steps(witness)
    if len(names) < 2 or not any(row.toward for row in rows):
        return ""
    at = {name: _MARGIN + _LANE // 2 + index * _LANE for index, name in enumerate(names)}
    width = 2 * _MARGIN + _LANE * len(names)
    height = _HEAD + _ROW * len(rows) + _MARGIN
    parts = [
        f'<svg class="sequence" role="img" aria-labelledby="{identifier}" viewBox="0 0 {width} {height}" '
        f'style="max-width:{width}px" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="{identifier}">{_text(title)}: the steps are told in the list below the drawing</title>',
    ]
    for name in names:
        middle = at[name]
        kind = "backend" if name == _BACKEND else "call"
        parts.append(f'<line class="life" x1="{middle}" y1="{_HEAD - 8}" x2="{middle}" y2="{height - 4}"/>')
        parts.append(f'<rect class="{kind}" x="{middle - _LANE // 2 + 8}" y="6" width="{_LANE - 16}" height="26" rx="5"/>')
        parts.append(f'<text class="name" x="{middle}" y="23">{_text(name)}</text>')
    for index, row in enumerate(rows):
        y = _HEAD + _ROW * index + _ROW // 2
        start = at[row.actor]
        if row.toward and row.toward in at and row.toward != row.actor:
            end = at[row.toward]
            tip = end - 8 if end > start else end + 8
            kind = "answer" if row.actor == _BACKEND else "ask"
            parts.append(f'<line class="{kind}" x1="{start}" y1="{y}" x2="{tip}" y2="{y}"/>')
            back = tip - 7 if end > start else tip + 7
            parts.append(f'<path class="tip {kind}" d="M {back} {y - 5} L {tip} {y} L {back} {y + 5}"/>')
            bubble = (start + end) // 2
        else:
            bubble = start
        last = " end" if index == len(rows) - 1 else ""
        parts.append(f'<circle class="step{last}" cx="{bubble}" cy="{y}" r="11"/>')
        parts.append(f'<text class="number{last}" x="{bubble}" y="{y + 4}">{row.number}</text>')
    parts.append("</svg>")
    return "".join(parts)


def _text(text: str) -> str:
    return html_escape(escape(" ".join(text.split())))
