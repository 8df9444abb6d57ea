"""Keeps the translations in step with the sources, and tells what is still to translate.

    python resources/i18n/update.py            update the .ts files
    python resources/i18n/update.py --check    change nothing; exit code 1 when they are behind
    python resources/i18n/update.py --release  also compile the .qm files that are shipped

Runs Qt's lupdate and lrelease as PySide6 brings them. `words_*.ts` are read by `app/words`
itself and need no .qm file.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import PySide6

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SOURCES = {"window": ("app/ui", "app/jobs", "app/platform")}
LANGUAGES = ("en", "ru")


def tool(name: str) -> str:
    """The path of one of Qt's own tools."""
    return str(Path(PySide6.__file__).parent / (f"{name}.exe" if sys.platform == "win32" else name))


def update(catalogue: str, language: str, file: Path) -> None:
    """Bring `file` in step with the sources of `catalogue`."""
    sources = [
        str(path.relative_to(ROOT))
        for folder in SOURCES[catalogue]
        for path in sorted((ROOT / folder).rglob("*.py"))
    ]
    options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
    if language == "en":
        options.append("-pluralonly")
    command = [tool("lupdate"), *sources, *options, "-target-language", language, "-ts", str(file)]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def untranslated(file: Path) -> list[str]:
    """The texts that have no translation, or not all their plural forms."""
    missing = []
    for message in ElementTree.parse(file).iter("message"):
        translation = message.find("translation")
        forms = list(translation.iter("numerusform")) if translation is not None else []
        texts = [form.text for form in forms] or [
            translation.text if translation is not None else None
        ]
        is_unfinished = translation is None or translation.get("type") is not None
        if is_unfinished or not all(texts):
            missing.append(message.findtext("source") or "")
    return missing


def texts(file: Path) -> set[tuple[str, str]]:
    """Context and source of every text in `file`."""
    return {
        (context.findtext("name") or "", message.findtext("source") or "")
        for context in ElementTree.parse(file).iter("context")
        for message in context.iter("message")
    }


def check(catalogue: str, language: str) -> list[str]:
    """What is wrong with a translation; nothing when it is complete and in step."""
    file = HERE / f"{catalogue}_{language}.ts"
    if not file.exists():
        return [f"{file.name} does not exist"]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / file.name
        fresh.write_bytes(file.read_bytes())
        update(catalogue, language, fresh)
        changed = texts(fresh) ^ texts(file)
    return [f"{file.name} is behind: {text!r}" for _, text in sorted(changed)] + [
        f"{file.name} lacks {text!r}" for text in untranslated(file)
    ]


def main(words: list[str]) -> int:
    """Do what the command line says; the exit code."""
    wrong: list[str] = []
    for catalogue in SOURCES:
        for language in LANGUAGES:
            file = HERE / f"{catalogue}_{language}.ts"
            if "--check" not in words:
                update(catalogue, language, file)
            wrong += check(catalogue, language)
            if "--release" in words:
                compiled = str(file.with_suffix(".qm"))
                subprocess.run(
                    [tool("lrelease"), "-silent", str(file), "-qm", compiled], check=True
                )
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or "All texts are translated.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
