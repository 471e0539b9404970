"""Damaged sources: what an editor saves half-way, what a merge leaves behind, what was never code. Deterministic by seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

_TOKEN = re.compile(rb"[A-Za-z_$][\w$]*|\d+|\s+|.", re.DOTALL)
_HOSTILE = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xf0\x9f\x98\x80", b"\xed\xa0\x80", b"`${`${`", b"/*", b"*/", b"<!--", b"//",
    b"((((((((", b"}}}}}}}}", b"?.?.", b"=>=>", b"...", b"async await yield ", b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> other\n",
    b"class {", b"import ", b"export * from ", b"@", b"#", b"\\u{110000}", b"'\n", b"<T,>(", b"<div>{", b"</", b"&&!!", b"a - b! * c",
    b"label: for(;;) { continue label; }", b"switch(x){case", b"try{}finally{", b"new.target", b"import.meta", b"0x", b"1n", b"/[/",
)  # fmt: skip


def mutate(data: bytes, rng: random.Random, pool: Sequence[bytes]) -> bytes:
    """`data` after one to four damages; pool: other sources, to splice from."""
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(_DAMAGES)(data, rng, pool)[:200_000]
    return data


def _flip(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        if out:
            out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _cut(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    start, end = _span(data, rng)
    return data[:start] + data[end:]


def _keep(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    start, end = _span(data, rng)
    return data[start:end]


def _repeat(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    start, end = _span(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 2, 30)) + data[end:]


def _swap(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    tokens = _TOKEN.findall(data)
    for _ in range(rng.randint(1, 10)):
        if len(tokens) > 1:
            one, other = rng.randrange(len(tokens)), rng.randrange(len(tokens))
            tokens[one], tokens[other] = tokens[other], tokens[one]
    return b"".join(tokens)


def _drop(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    tokens = _TOKEN.findall(data)
    for _ in range(rng.randint(1, 10)):
        if tokens:
            del tokens[rng.randrange(len(tokens))]
    return b"".join(tokens)


def _splice(data: bytes, rng: random.Random, pool: Sequence[bytes]) -> bytes:
    other = rng.choice(pool)
    start, end = _span(other, rng)
    at = rng.randint(0, len(data))
    return data[:at] + other[start:end] + data[at:]


def _insert(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    at = rng.randint(0, len(data))
    return data[:at] + rng.choice(_HOSTILE) * rng.choice((1, 1, 1, 50)) + data[at:]


def _lines(data: bytes, rng: random.Random, _pool: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    rng.shuffle(lines)
    return rng.choice((b"\n", b"\r", b"\r\n", b"\xe2\x80\xa8", b"")).join(lines)


def _span(data: bytes, rng: random.Random) -> tuple[int, int]:
    one, other = rng.randint(0, len(data)), rng.randint(0, len(data))
    return min(one, other), max(one, other)


_DAMAGES: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    _flip, _cut, _keep, _repeat, _swap, _drop, _splice, _insert, _lines,
)  # fmt: skip
