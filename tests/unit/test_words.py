"""Every sentence of `app.words` and `app.cli`, in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from app import paths
from app.domain.change import Change, ChangeKind
from app.domain.outcome import SandboxLevel
from app.domain.problem import Problem, ProblemKind
from app.words.problems import problem_text
from app.words.sentences import (
    agreement_sentence,
    done_sentence,
    protection_sentence,
    protection_word,
    undone_sentence,
    visible_name,
)
from app.words.translation import set_language, translate
from app.words.units import bytes_in_words, seconds_in_words

CALLS = {"translate", "QT_TRANSLATE_NOOP", "QT_TRANSLATE_N_NOOP"}
FORMS = {"en": 2, "ru": 3}
PLACEHOLDER = re.compile(r"\{\w*\}|%n")


def problem_with_all_facts(kind: ProblemKind) -> Problem:
    """A problem that knows every fact that some sentence asks for."""
    return Problem(
        kind, "Traceback …", name="Отчёт 📁.xlsx", needed=5_000_000_000, free=12, size=7, seconds=60
    )


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    set_language("en")
    yield
    set_language("en")


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for folder in ("words", "cli"):
        for file in sorted((paths.APP / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                    continue
                if node.func.id in CALLS:
                    yield file, node


def spoken() -> dict[str, bool]:
    """Every text in the sources, and whether it is said with a count."""
    texts: dict[str, bool] = {}
    for _, call in calls():
        if isinstance(call.args[1], ast.Constant):
            counted = len(call.args) > 3 or any(word.arg == "n" for word in call.keywords)
            text = str(call.args[1].value)
            texts[text] = texts.get(text, False) or counted
    return texts


def catalogue(language: str) -> dict[str, list[str]]:
    """The translations of a language: one for each text, or one for each plural form."""
    file = paths.TRANSLATIONS / f"words_{language}.ts"
    found: dict[str, list[str]] = {}
    for message in ElementTree.parse(file).iter("message"):
        source, translation = message.findtext("source") or "", message.find("translation")
        assert translation is not None, source
        assert translation.get("type") is None, f"{source!r} is {translation.get('type')}"
        assert source not in found, f"{source!r} stands there twice"
        forms = [form.text or "" for form in translation.iter("numerusform")]
        assert (message.get("numerus") == "yes") == bool(forms), source
        found[source] = forms or [translation.text or ""]
    return found


# The catalogues --------------------------------------------------------------------------------


def test_texts_are_literals_in_the_one_context() -> None:
    """Anything else is found by nobody who looks for texts to translate."""
    for file, call in calls():
        where = f"{file.name}:{call.lineno}"
        context, text = call.args[:2]
        assert isinstance(context, ast.Constant), where
        assert context.value == "words", where
        # problem_text() translates texts that were marked where they stand in its table
        is_marked = file.name == "problems.py" and isinstance(text, ast.Name)
        assert isinstance(text, ast.Constant) or is_marked, where


def test_nothing_is_untranslated_or_left_over_in_russian() -> None:
    assert set(catalogue("ru")) == set(spoken())


def test_english_holds_the_plurals_only() -> None:
    """The sources are English already."""
    assert set(catalogue("en")) == {text for text, counted in spoken().items() if counted}


@pytest.mark.parametrize("language", FORMS)
def test_texts_with_a_count_have_all_their_forms(language: str) -> None:
    counted = spoken()
    for text, forms in catalogue(language).items():
        assert len(forms) == (FORMS[language] if counted[text] else 1), text
        assert all(form.strip() for form in forms), text


@pytest.mark.parametrize("language", FORMS)
def test_translations_keep_the_placeholders(language: str) -> None:
    for text, forms in catalogue(language).items():
        for form in forms:
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(text)), text


def test_russian_is_in_russian() -> None:
    """A text that was copied over is no translation; names of units in letters are."""
    for text, forms in catalogue("ru").items():
        if re.search("[A-Za-z]{2}", PLACEHOLDER.sub("", text)):
            assert re.search("[А-Яа-яЁё]", " ".join(forms)), text


# Problems --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", FORMS)
@pytest.mark.parametrize("kind", ProblemKind)
def test_every_problem_has_its_sentence(kind: ProblemKind, language: str) -> None:
    set_language(language)
    sentence = problem_text(problem_with_all_facts(kind))
    assert sentence.title
    assert not re.search(r"[{}]|…|Traceback", str(sentence))
    assert bool(re.search("[А-Яа-яЁё]", sentence.title)) or language == "en"
    for part in (sentence.title, sentence.safety, sentence.advice):
        assert not part or part.endswith((".", "!", "?"))


@pytest.mark.parametrize("language", FORMS)
def test_no_two_problems_are_told_the_same(language: str) -> None:
    set_language(language)
    titles = [problem_text(problem_with_all_facts(kind)).title for kind in ProblemKind]
    assert len(set(titles)) == len(titles)


def test_a_fact_that_is_missing_shows_as_dots() -> None:
    assert problem_text(Problem(ProblemKind.FILE_BUSY)).title.startswith("“…”")


def test_sizes_in_problems_are_told_in_units() -> None:
    problem = Problem(ProblemKind.DISK_FULL, needed=1_117_320_768, free=12_000_000)
    assert "1.12 GB are needed, 12.0 MB are free" in problem_text(problem).title
    set_language("ru")
    assert "1,12 ГБ" in problem_text(problem).title


def test_a_name_with_braces_stays_a_name() -> None:
    problem = Problem(ProblemKind.FILE_BUSY, name="{0} {free}.xlsx")
    assert "“{0} {free}.xlsx”" in problem_text(problem).title


# Counts, sizes, names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("n", "english", "russian"),
    [
        (0, "0 changes", "0 изменений"),
        (1, "1 change", "1 изменение"),
        (2, "2 changes", "2 изменения"),
        (5, "5 changes", "5 изменений"),
        (11, "11 changes", "11 изменений"),
        (12, "12 changes", "12 изменений"),
        (21, "21 changes", "21 изменение"),
        (22, "22 changes", "22 изменения"),
        (25, "25 changes", "25 изменений"),
        (111, "111 changes", "111 изменений"),
        (112, "112 changes", "112 изменений"),
        (1001, "1001 changes", "1001 изменение"),
    ],
)
def test_counts_take_the_right_form(n: int, english: str, russian: str) -> None:
    assert english in undone_sentence(n)
    set_language("ru")
    assert re.search(rf"\b{russian}\b", undone_sentence(n))


@pytest.mark.parametrize(
    ("count", "english", "russian"),
    [
        (0, "0 bytes", "0 Б"),
        (999, "999 bytes", "999 Б"),
        (1000, "1.00 KB", "1,00 КБ"),
        (12_345, "12.3 KB", "12,3 КБ"),
        (999_499, "999 KB", "999 КБ"),
        (999_500, "1.00 MB", "1,00 МБ"),
        (1_117_320_768, "1.12 GB", "1,12 ГБ"),
        (4_683_073_536, "4.68 GB", "4,68 ГБ"),
        (2_500_000_000_000, "2.50 TB", "2,50 ТБ"),
        (7_000_000_000_000_000, "7000 TB", "7000 ТБ"),
    ],
)
def test_sizes_have_three_figures(count: int, english: str, russian: str) -> None:
    assert bytes_in_words(count) == english
    set_language("ru")
    assert bytes_in_words(count) == russian


def test_durations_are_rounded_as_people_say_them() -> None:
    assert [seconds_in_words(s) for s in (0.24, 42.4, 91, 600)] == [
        "0.2 s",
        "42 s",
        "2 min",
        "10 min",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Иван Петров — отчёты 📁.xlsx", "Иван Петров — отчёты 📁.xlsx"),
        ("invoice\u202excod.exe", "invoice\\u202excod.exe"),
        ("\u2066a\u2069", "\\u2066a\\u2069"),
        ("two\nlines", "two\\u000alines"),
        ("\x1b[2Jgone", "\\u001b[2Jgone"),
        ("tab\there\r\x7f\x9b", "tab\\u0009here\\u000d\\u007f\\u009b"),
        ("not text \udcff", "not text \\udcff"),
        ("\u200e\u200f\ufeff", "\\u200e\\u200f\\ufeff"),
    ],
)
def test_names_that_could_mislead_are_spelled_out(name: str, shown: str) -> None:
    assert visible_name(name) == shown


@pytest.mark.parametrize("language", FORMS)
def test_names_are_spelled_out_in_sentences(language: str) -> None:
    set_language(language)
    renamed = Change("b\u202ec.txt", ChangeKind.RENAMED, source="a\n.txt")
    assert "b\\u202ec.txt" in done_sentence((renamed,))
    assert "a\\u000a.txt" in done_sentence((renamed,))
    problem = Problem(ProblemKind.FILES_CHANGED, name="gone\u202e\n\x1b[2J.txt")
    assert not re.search("[\u202e\n\x1b]", str(problem_text(problem)))


def test_agreement_is_told_only_when_there_was_something_to_agree_on() -> None:
    assert agreement_sentence(1, 1) == ""
    assert agreement_sentence(4, 5) == "4 of 5 scripts agree."


@pytest.mark.parametrize("language", FORMS)
def test_the_two_levels_of_protection_are_never_told_the_same(language: str) -> None:
    set_language(language)
    strong, basic = SandboxLevel
    assert protection_word(strong) != protection_word(basic)
    assert protection_sentence(strong) != protection_sentence(basic)


def test_a_language_that_is_not_spoken_is_english() -> None:
    set_language("ru")
    set_language("de")
    assert translate("words", "Nothing was changed.") == "Nothing was changed."
