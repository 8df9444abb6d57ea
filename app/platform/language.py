"""Which language the window speaks, and Qt's translators for it."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import PySide6
from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app import paths
from app.domain.request import Language
from app.words.sentences import set_language

log = logging.getLogger(__name__)

SYSTEM = "system"


def language_for(setting: str | None) -> Language:
    """The language of a setting ("en", "ru", "system" or nothing), the system's if need be."""
    if setting in (Language.ENGLISH.value, Language.RUSSIAN.value):
        return Language(setting)
    if QLocale.system().language() == QLocale.Language.Russian:
        return Language.RUSSIAN
    return Language.ENGLISH


class Interpreter:
    """Keeps the application's translators, and changes them while it runs."""

    def __init__(self, application: QCoreApplication) -> None:
        self._application = application
        self._translators: list[QTranslator] = []
        self.language = Language.ENGLISH

    def speak(self, language: Language) -> None:
        """Switch to `language`; every widget hears of it as `QEvent.LanguageChange`."""
        self.language = language
        set_language(language.value)
        QLocale.setDefault(QLocale(language.value))
        for translator in self._translators:
            self._application.removeTranslator(translator)
        self._translators = []
        ours = _compiled(language)
        if ours is not None:
            self._install(ours.stem, ours.parent)
        if language is not Language.ENGLISH:
            qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{language.value}", Path(qt))

    def _install(self, name: str, folder: Path) -> None:
        translator = QTranslator()
        if translator.load(name, str(folder)):
            self._application.installTranslator(translator)
            self._translators.append(translator)
        else:
            log.info("no translation %s", name)


def _compiled(language: Language) -> Path | None:
    """The .qm file that is shipped, else one made from the sources in the cache."""
    source = paths.TRANSLATIONS / f"window_{language.value}.ts"
    shipped = source.with_suffix(".qm")
    if shipped.exists() and _is_fresh(shipped, source):
        return shipped
    made = paths.cache() / "i18n" / shipped.name
    if made.exists() and _is_fresh(made, source):
        return made
    compiler = _lrelease()
    if compiler is None or not source.exists():
        return shipped if shipped.exists() else None
    try:
        made.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [str(compiler), "-silent", str(source), "-qm", str(made)],
            check=True,
            capture_output=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        log.info("the translation %s could not be made", made.name)
        return shipped if shipped.exists() else None
    return made


def _is_fresh(compiled: Path, source: Path) -> bool:
    return not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime


def _lrelease() -> Path | None:
    name = "lrelease.exe" if sys.platform == "win32" else "lrelease"
    compiler = Path(PySide6.__file__).parent / name
    return compiler if compiler.exists() else None
