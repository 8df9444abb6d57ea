"""Reads Qt Linguist files without Qt, so that the command line speaks the same words.

`resources/i18n/words_<language>.ts` holds the translations; `resources/i18n/update.py` keeps
them in step with the sources through lupdate, which recognises the two names used here.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from xml.etree import ElementTree

from app import paths

_Catalogue = dict[str, tuple[str, ...]]
_language = "en"


def set_language(code: str) -> None:
    """Speak `code` ("en" or "ru") from now on; anything else is English."""
    global _language
    _language = code if code in ("en", "ru") else "en"


def language() -> str:
    """The language that is spoken now."""
    return _language


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
    """Mark a text for lupdate; it is translated where it is used."""
    return text


def QT_TRANSLATE_N_NOOP(context: str, text: str) -> str:
    """Mark a text with a count for lupdate; it is translated where it is used."""
    return text


def translate(context: str, text: str, disambiguation: str = "", n: int = -1) -> str:
    """The text in the language that is spoken, with `%n` replaced in the right plural form."""
    forms = _catalogue(_language).get(text, ())
    if n < 0:
        return forms[0] if forms else text
    index = _plural[_language](n)
    chosen = forms[index] if index < len(forms) else text
    return chosen.replace("%n", str(n))


def _english(n: int) -> int:
    return 0 if n == 1 else 1


def _russian(n: int) -> int:
    if n % 10 == 1 and n % 100 != 11:
        return 0
    if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14:
        return 1
    return 2


_plural: dict[str, Callable[[int], int]] = {"en": _english, "ru": _russian}


@functools.cache
def _catalogue(code: str) -> _Catalogue:
    file = paths.TRANSLATIONS / f"words_{code}.ts"
    found: _Catalogue = {}
    for message in ElementTree.parse(file).iter("message"):
        source = message.findtext("source") or ""
        translation = message.find("translation")
        if translation is None or translation.get("type") in ("unfinished", "vanished", "obsolete"):
            continue
        forms = tuple(form.text or "" for form in translation.iter("numerusform"))
        found[source] = forms or (translation.text or "",)
    return found
