"""Writes the pages of docs/rules from the rules' own docstrings: `python docs/generate.py`. A test holds them to each other."""

from __future__ import annotations

from pathlib import Path

from refreshlint.finding import RuleInfo
from refreshlint.registry import info, load_rules

PAGES = Path(__file__).parent / "rules"


def page(rule: RuleInfo) -> str:
    """The page of one rule."""
    weaknesses = ", ".join(f"[CWE-{number}](https://cwe.mitre.org/data/definitions/{number}.html)" for number in rule.cwe)
    facts = [f"severity {rule.severity}", f"since {rule.since}", *([weaknesses] if weaknesses else [])]
    parts = [
        f"# {rule.id}",
        rule.title,
        "; ".join(facts) + ".",
        f"## What it does\n\n{rule.what}",
        f"## Why it matters\n\n{rule.why}",
        f"## Bad\n\n```tsx\n{rule.bad}\n```",
        f"## Good\n\n```tsx\n{rule.good}\n```",
        f"## What it cannot see\n\n{rule.limits}",
        f"Silence it at one place, with a reason: `// refreshlint-ignore {rule.id}: reason`. "
        f"Its check is [rules/{rule.id.replace('-', '_')}.py](../../rules/{rule.id.replace('-', '_')}.py).",
    ]
    return "\n\n".join(parts) + "\n"


def pages() -> dict[str, str]:
    """File name -> text, the list of all rules included."""
    rules = [info(rule) for rule in load_rules()]
    rows = [f"| [{rule.id}]({rule.id}.md) | {rule.severity} | {rule.title} |" for rule in rules]
    index = "\n".join(["# The rules", "", "| rule | severity | |", "|---|---|---|", *rows, ""])
    return {"README.md": index, **{f"{rule.id}.md": page(rule) for rule in rules}}


if __name__ == "__main__":
    written = pages()
    for old in PAGES.glob("*.md"):
        if old.name not in written:
            old.unlink()
    for name, text in written.items():
        (PAGES / name).write_text(text, encoding="utf-8")
