"""Which encoding a text file has: by mark, as UTF-8, by Russian letter statistics, by guess."""

from __future__ import annotations

import codecs
from itertools import pairwise
from pathlib import Path

HEAD = 256 * 1024
_WHOLE = 32 * 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_RUSSIAN = ("cp1251", "cp866", "koi8-r", "mac_cyrillic")
# Share of letters in Russian prose, per mille; the rest counts as rare.
_PER_MILLE = (
    *(110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14),
    *(12, 10, 9, 7, 6, 5, 4, 3, 3, 1, 1),
)
_COMMON = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
        _PER_MILLE,
        strict=True,
    )
)


def detect(path: Path) -> str:
    """The name of the encoding as Python knows it. Empty when the file is not text."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    wide = _wide(head)
    if wide:
        return wide
    if b"\0" in head:
        return ""
    sample = _samples(path, head)
    if all(_is_utf8(part, cut_start) for part, cut_start in sample):
        return "utf-8"
    joined = b"".join(part for part, _ in sample)
    return _one_byte(joined)


def has_bad_bytes(path: Path, encoding: str) -> bool:
    """Whether the head has bytes that `encoding` does not know."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        decoder.decode(head)
    except UnicodeDecodeError:
        return True
    return False


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of Latin or Cyrillic text is 0 or 4."""
    if len(head) < 4:
        return ""
    for offset, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = head[offset::2]
        if sum(byte in (0, 4) for byte in high) > 0.9 * len(high) and 0 in head:
            return name
    return ""


def _samples(path: Path, head: bytes) -> list[tuple[bytes, bool]]:
    """The whole of a small file, else its head, middle and tail; and whether each begins inside."""
    size = path.stat().st_size
    if size <= len(head):
        return [(head, False)]
    with path.open("rb") as file:
        if size <= _WHOLE:
            return [(file.read(), False)]
        parts = [(head, False)]
        for start in (size // 3, size // 2, size - HEAD):
            file.seek(max(0, start))
            parts.append((file.read(HEAD), True))
    return parts


def _is_utf8(part: bytes, begins_inside: bool) -> bool:
    if begins_inside:
        part = part.lstrip(bytes(range(0x80, 0xC0)))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(part)
    except UnicodeDecodeError:
        return False
    return True


def _one_byte(raw: bytes) -> str:
    """The most Russian-looking reading, or what charset_normalizer says of other languages."""
    lines = [line for line in raw.splitlines() if any(byte > 127 for byte in line)]
    sample = b"\n".join(lines)[:HEAD]
    best_name, best_score = "", 0.0
    for name in _RUSSIAN:
        score = _russian_score(sample.decode(name, errors="replace"))
        if score > best_score:
            best_name, best_score = name, score
    if best_score >= 0.5:
        return best_name
    try:
        from charset_normalizer import from_bytes  # type: ignore[import-not-found,unused-ignore]

        match = from_bytes(sample[:65536]).best()
    except Exception:
        match = None
    if match is not None and match.encoding.startswith(("cp125", "big5", "gb", "shift", "euc")):
        return str(match.encoding)
    return "cp1252"


def _russian_score(text: str) -> float:
    """About 1 for Russian prose, below 0.5 for another encoding or language."""
    foreign = [sign for sign in text if ord(sign) > 127]
    letters = [sign for sign in foreign if "а" <= sign.lower() <= "я" or sign.lower() == "ё"]
    if not letters:
        return 0.0
    weight = sum(_COMMON.get(sign.lower(), 0) for sign in letters) / len(letters)
    # a small letter followed by a capital is what the wrong table of a pair looks like
    turns = sum(
        first.islower() and second.isupper()
        for first, second in pairwise(text)
        if ord(first) > 127 and ord(second) > 127
    )
    in_words = sum(
        ord(first) > 127 and ord(second) > 127 for first, second in pairwise(text)
    ) / len(foreign)
    share = len(letters) / len(foreign)
    small = sum(sign.islower() for sign in letters) / len(letters)
    score = share * min(1.0, weight / 45) * (0.6 + 0.4 * small) - 2 * turns / len(letters)
    return score * min(1.0, in_words * 2)
