"""Comparing words as people write them: inflected, misspelled, with ё or е, quoted or not."""

from __future__ import annotations

import re
import unicodedata

_RUSSIAN_ENDINGS = sorted(
    (
        *("иями", "ями", "ами", "ого", "его", "ому", "ему", "ыми", "ими", "ией", "иях", "ием"),
        *("иям", "ях", "ах", "ям", "ам", "ов", "ев", "ей", "ой", "ый", "ий", "ая", "яя", "ое"),
        *("ее", "ые", "ие", "ую", "юю", "ом", "ем", "ью", "ия", "ию", "ии", "ь", "а", "я", "о"),
        *("е", "ы", "и", "у", "ю", "й"),
    ),
    key=len,
    reverse=True,
)
_ENGLISH_ENDINGS = ("ies", "es", "s")
_TOKEN = re.compile(r"\w+", re.UNICODE)
_QUOTED = re.compile(
    r"«([^»]+)»|“([^”]+)”|„([^“”]+)[“”]|\"([^\"]+)\"|`([^`]+)`|(?<!\w)'([^']+)'(?!\w)"
)


def plain(text: str) -> str:
    """Small letters, composed, ё as е, no-break spaces and other dashes as the common ones."""
    text = unicodedata.normalize("NFC", text).lower().replace("ё", "е").replace("\u00a0", " ")
    return re.sub("[‐‑–—]", "-", text)


def tokens(text: str) -> list[str]:
    """The words and numbers of a plain text."""
    return _TOKEN.findall(text.replace("_", " "))


def quoted(text: str) -> list[str]:
    """What stands in quotes of any kind."""
    return [next(part for part in match if part) for match in _QUOTED.findall(text)]


def is_cyrillic(word: str) -> bool:
    """Whether the word has Russian letters."""
    return any("а" <= sign <= "я" or sign == "ё" for sign in word.lower())


def stem(word: str) -> str:
    """The word without its ending. At least three letters stay."""
    if is_cyrillic(word):
        for ending in _RUSSIAN_ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= 3:
                return word[: -len(ending)]
        return word
    for ending in _ENGLISH_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            return base + "y" if ending == "ies" else base
    return word


def same_word(first: str, second: str) -> bool:
    """Whether two plain words are forms of one word."""
    if first == second:
        return True
    if first.isdigit() or second.isdigit() or min(len(first), len(second)) < 3:
        return False
    one, two = stem(first), stem(second)
    if one == two:
        return True
    if not (is_cyrillic(first) and is_cyrillic(second)):
        return one.rstrip("e") == two.rstrip("e")
    # a vowel that comes and goes: оценка, оценок; день, дни
    if one.replace("е", "").replace("о", "") == two.replace("е", "").replace("о", ""):
        return abs(len(one) - len(two)) == 1
    # adjectives of one noun and the like: same long beginning, short ends
    shared = _shared(one, two)
    return shared >= 5 and max(len(one), len(two)) - shared <= 1


def misspelled(first: str, second: str) -> bool:
    """Whether two plain words of some length are one slip of the finger or two apart."""
    if is_cyrillic(first):
        first, second = stem(first), stem(second)
    shorter = min(len(first), len(second))
    if shorter < 5 or first[0] != second[0]:
        return False
    return distance(first, second, 2) <= (1 if shorter < 8 else 2)


def distance(first: str, second: str, most: int) -> int:
    """Edits (with swapped neighbours as one) between two words; `most` + 1 when more."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        following = [i]
        for j, b in enumerate(second, 1):
            cost = min(row[j] + 1, following[j - 1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            following.append(cost)
        if min(following) > most:
            return most + 1
        before, row = row, following
    return row[-1]


def says(words: list[str], name: str, *, typos: bool = False) -> bool:
    """Whether the words of `name` stand among `words`, inflected, next to each other.

    Names without letters ("2024") must be a whole word.
    """
    parts = tokens(plain(name))
    if not parts or len("".join(parts)) < 2:
        return False
    for start in range(len(words) - len(parts) + 1):
        if all(
            same_word(word, part) or (typos and misspelled(word, part))
            for word, part in zip(words[start : start + len(parts)], parts, strict=True)
        ):
            return True
    return False


def _shared(first: str, second: str) -> int:
    count = 0
    for a, b in zip(first, second, strict=False):
        if a != b:
            break
        count += 1
    return count
