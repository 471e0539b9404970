"""What is asked of a tree of files: each is read once, whatever the tree is, and a trace is kept only of a disk."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from refreshlint.files import DiskFiles, MemoryFiles
from refreshlint.registry import load_rules
from refreshlint.run import scan_files
from refreshlint.trace import TracedFiles

APP = {
    "package.json": b'{"dependencies": {"expo": "54", "react-native": "0.81"}}',
    "src/api.ts": b"""
import AsyncStorage from '@react-native-async-storage/async-storage';
import { format } from './format';
export async function renew() {
  const answer = await fetch('/auth/refresh', { method: 'POST' });
  await AsyncStorage.setItem('refreshToken', format((await answer.json()).refreshToken));
}
""",
    "src/format.ts": b"export const format = (text: string) => text.trim();\n",
    "src/colours.ts": b"export const red = 1; // refreshlint-ignore plaintext-token-storage: an example\n",
}


class CountedFiles(MemoryFiles):
    """Files that count how often each is read."""

    def __init__(self, files: dict[str, bytes]) -> None:
        super().__init__(files)
        self.reads: Counter[str] = Counter()

    def read(self, path: str) -> bytes | None:
        self.reads[path] += 1
        return super().read(path)


def test_a_scan_of_an_archive_reads_each_member_once() -> None:
    files = CountedFiles(APP)
    found = scan_files(files, ("",), load_rules())
    assert "plaintext-token-storage" in [finding.rule for finding in found.report.findings]
    sources = {path: count for path, count in files.reads.items() if path.endswith(".ts")}
    assert sources == dict.fromkeys([path for path in APP if path.endswith(".ts")], 1)


def test_only_what_lies_on_a_disk_leaves_a_trace(tmp_path: Path) -> None:
    (tmp_path / "a.ts").write_bytes(b"refreshToken()")
    disk, memory = TracedFiles(DiskFiles(tmp_path)), TracedFiles(MemoryFiles({"a.ts": b"refreshToken()"}))
    for files in (disk, memory):
        assert files.mentions("a.ts", re.compile(b"refresh"))
        assert not files.mentions("missing.ts", re.compile(b"refresh"))
    assert disk.trace is not None and set(disk.trace.answers) == {"a.ts", "missing.ts"}
    assert disk.folder == tmp_path.resolve()
    assert memory.trace is None and memory.folder is None
