"""Whether words go on from an earlier request, or stand for themselves.

A small model that is shown an old script repeats it, whatever it is asked: so the old one goes
along only when the words lean on it. Measured with the 1.5B: "find the average of the numbers in
this list: …" right after a merge of CSV files was answered with the merge again.
"""

from __future__ import annotations

import re

# A first word that continues ("now", "also"), or changes the last result ("instead", "again").
_BEGINNINGS = re.compile(
    r"""^\W*(
        now|then|also|and|but|instead|again|same|next|after\ that|
        (please\ )?(change|make|sort|add|do)\ (it|that|this|them)\b|
        теперь|затем|потом|также|тоже|ещё|еще|и|но|а|вместо|снова|опять|дальше|после\ этого|
        то\ же|так\ же
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

# Words anywhere that point back to what was just made.
_POINTERS = re.compile(
    r"""\b(
        the\ (result|last\ one|same|previous)|that\ (table|chart|file|list|script)|instead|
        результат\w*|предыдущ\w+|получивш\w+|вместо\ этого|эту\ таблицу|этот\ график|
        то\ же\ сам\w+|его|её|ее|их
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)

_MOST_WORDS = 14


def is_follow_up(words: str) -> bool:
    """Whether `words`, in English or Russian, lean on the request before them."""
    text = " ".join(words.split())
    if _BEGINNINGS.match(text):
        return True
    return len(text.split()) <= _MOST_WORDS and bool(_POINTERS.search(text))
