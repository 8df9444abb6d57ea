"""Which files a request is about, from its words and the names in the workplace.

What is inside the files is not known here; where it would decide (several tables, one of them
meant), the answer says so and `narrow` is asked again with the headings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import PurePosixPath

from app.domain.request import Request
from app.facts import vocabulary as words_for
from app.facts import wording
from app.facts.kinds import DATA, DOCUMENTS, TABLES, FileKind, known_suffix
from app.facts.survey import Entry, Survey


class Use(Enum):
    """What the request wants of the files."""

    NOTHING = "nothing"
    CONTENTS = "contents"
    PATHS = "paths"


@dataclass(frozen=True, slots=True)
class Subject:
    """The files that a request is about. `words` is the request's plain text.

    `is_sure` is False when the headings must decide which of `files` are meant; `may_be_none`
    when they must decide whether any is. `is_guess` tells that no file and no kind was named.
    """

    use: Use
    files: tuple[Entry, ...] = ()
    words: str = ""
    is_sure: bool = True
    may_be_none: bool = False
    folder: str = ""
    is_guess: bool = False


_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_NUMBERS = re.compile(
    rf"(?<![\w.])(?:{_NUMBER}\s*(?:[;,]|\s)\s*){{2,}}(?:and |и )?{_NUMBER}(?![\w])"
)
_LISTED = re.compile(r":\s*[^:,;\n]+(?:[,;][^:,;\n]+){2,}")
_LONG_QUOTE = 25
_FEW_TABLES = 6
_MOST_MENTIONED = 12
_MANY = 2000
_NAME_LIKE = re.compile(r"[\w()\[\]+@#$%&=!№.-]+\.([A-Za-z]\w{1,7})\b")


def find(request: Request, survey: Survey) -> Subject:
    """The files that `request` is about."""
    subject = _find(request, survey, request.words)
    if not request.previous_words or request.named_files:
        return subject
    them = subject.is_guess and re.search(r"\b(?:them|it|those|их|его|ее|эти|это)\b", subject.words)
    if subject.use is Use.NOTHING or (subject.use is Use.CONTENTS and subject.is_guess) or them:
        before = _find(request, survey, request.previous_words)
        if before.use is not Use.NOTHING:
            use = Use.PATHS if subject.use is Use.PATHS else before.use
            both = wording.plain(request.previous_words + "\n" + request.words)
            return replace(before, use=use, words=both)
    return subject


def _find(request: Request, survey: Survey, text: str) -> Subject:
    words = wording.plain(text)
    named = _named(request, survey)
    pool, folder = _in_named_folder(words, survey)
    mentioned = named or _mentioned(text, words, pool)
    # what is wanted is not told by names of files: "backup.csv" asks for no copy
    words = _without_names(words, mentioned)
    works_on_files = _is_file_work(words)
    if mentioned:
        use = Use.PATHS if works_on_files else Use.CONTENTS
        return Subject(use, mentioned, words, folder="" if named else folder)
    inputs, outputs = _kinds(words)
    if works_on_files:
        return replace(_file_work(words, pool, inputs, folder), is_guess=not inputs)
    if _has_data(text, words) or not pool:
        return Subject(Use.NOTHING, words=words)
    chosen = tuple(entry for entry in pool if entry.kind in inputs)
    if inputs and chosen:
        return _contents(words, chosen, folder)
    return replace(_by_work(words, pool, folder, bool(inputs or outputs)), is_guess=True)


def _without_names(words: str, mentioned: Sequence[Entry]) -> str:
    for entry in mentioned[:50]:
        words = words.replace(wording.plain(entry.name), " ")
    return _NAME_LIKE.sub(" ", words)


def _by_work(words: str, pool: tuple[Entry, ...], folder: str, kind_named: bool) -> Subject:
    """Find what the work would be done on when no file and no kind that is there was named."""
    tables = _of(pool, TABLES) or _of(pool, DATA)
    wants_place = bool(
        folder or _says_input(words_for.FILE_WORDS, words) or words_for.PLACE_WORDS.search(words)
    )
    if words_for.IMAGE_WORK.search(words) and (images := _of(pool, {FileKind.IMAGE})):
        return _contents(words, images, folder)
    if words_for.TABLE_WORDS.search(words) and tables:
        return _contents(words, tables, folder)
    if wants_place:
        if words_for.ANALYSIS.search(words) and tables and not _reads_documents(words, pool):
            return _contents(words, tables, folder)
        kinds = {entry.kind for entry in pool}
        documents = _of(pool, DOCUMENTS)
        if len(kinds) == 1 or (documents and words_for.READ_TEXT.search(words)):
            return _contents(words, documents or pool, folder)
        return Subject(Use.PATHS, pool, words, folder=folder)
    if words_for.PDF_WORK.search(words) and (pdfs := _of(pool, {FileKind.PDF})):
        return _contents(words, pdfs, folder)
    analyses = words_for.ANALYSIS.search(words) or words_for.CHART.search(words)
    if tables and words_for.TABLE_TASK.search(words) and not re.search(r"\d", words):
        few = len(tables) <= _FEW_TABLES
        return Subject(Use.CONTENTS, tables, words, is_sure=False, may_be_none=not few)
    if tables and (analyses or kind_named):
        return Subject(Use.CONTENTS, tables, words, is_sure=False, may_be_none=True)
    texts = _of(pool, {FileKind.TEXT, FileKind.MARKDOWN})
    if words_for.TEXT_WORK.search(words) and texts and len(texts) == len(pool):
        return _contents(words, texts, folder)
    return Subject(Use.NOTHING, words=words)


def _reads_documents(words: str, pool: tuple[Entry, ...]) -> bool:
    """Whether it is rather texts than tables that must be searched."""
    texts = _of(pool, DOCUMENTS)
    return len(texts) > len(_of(pool, DATA)) and bool(words_for.READ_TEXT.search(words))


def _contents(words: str, files: tuple[Entry, ...], folder: str) -> Subject:
    """Of several files of a kind all, or the one that the headings tell."""
    tables = all(entry.kind in DATA for entry in files)
    all_meant = bool(words_for.EACH.search(words))
    sure = len(files) == 1 or not tables or (all_meant and not words_for.ONE.search(words))
    return Subject(Use.CONTENTS, files, words, is_sure=sure, folder=folder)


def _file_work(
    words: str, pool: tuple[Entry, ...], inputs: frozenset[FileKind], folder: str
) -> Subject:
    kinds = inputs
    if words_for.PACKING.search(words) and not words_for.UNPACKING.search(words):
        # "zip the photos": the archive is what will be made
        kinds = kinds - {FileKind.ARCHIVE}
    elif words_for.UNPACKING.search(words) and not kinds:
        kinds = frozenset({FileKind.ARCHIVE})
    suffixes = {
        "." + match
        for match in re.findall(r"(?<![\w/])\.?([a-z][a-z0-9]{1,4})\b", words)
        if known_suffix("." + match)
    }
    generic = kinds == DOCUMENTS and not words_for.EACH.search(words)
    chosen = tuple(entry for entry in pool if entry.kind in kinds)
    exact = tuple(entry for entry in pool if entry.suffix in suffixes)
    if exact and set(exact) <= set(chosen or exact):
        chosen = exact
    if not chosen or generic:
        chosen = chosen or pool
    top = tuple(entry for entry in chosen if entry.folder == folder)
    tidies = words_for.MOVING.search(words) and not words_for.PACKING.search(words)
    if tidies and len(top) >= 2 and not words_for.SUBFOLDERS.search(words):
        # folders that are there already are somebody's order: only what lies around is tidied
        chosen = top
    return Subject(Use.PATHS, chosen, words, folder=folder)


def _is_file_work(words: str) -> bool:
    if words_for.FILE_WORK.search(words):
        inside = words_for.INSIDE.search(words)
        renames_column = re.search(
            r"(?:renam|переимен)\w* (?:\w+ ){0,2}?(?:column|столб|колон)", words
        )
        moves_inside = inside and not words_for.FILE_WORDS.search(words)
        return not renames_column and not (moves_inside and _is_about_cells(words))
    if words_for.DELETING.search(words):
        if words_for.INSIDE.search(words):
            return False
        if words_for.FILE_WORDS.search(words):
            return bool(
                re.search(r"(?:files|folders|файлы|файлов|папк|документы|documents)", words)
            )
        inputs, _ = _kinds(words)
        return bool(inputs) and not re.search(r"(?:from|из|в|in)\s+(?:\w+\s+){0,2}\w+$", words)
    return False


def _is_about_cells(words: str) -> bool:
    return bool(re.search(r"column|row|cell|sheet|столб|колон|строк|ячей|лист", words))


_GENERIC = (TABLES, DOCUMENTS, DATA)


def _kinds(words: str) -> tuple[frozenset[FileKind], frozenset[FileKind]]:
    """Kinds of files that are to be read, and those that are to be made."""
    inputs: set[FileKind] = set()
    outputs: set[FileKind] = set()
    generic: set[FileKind] = set()
    for pattern, kinds in words_for.KIND_WORDS:
        for match in pattern.finditer(words):
            if _is_output(words, match):
                outputs |= kinds
            elif kinds in _GENERIC:
                generic |= kinds
            else:
                inputs |= kinds
    # "csv tables", "Word documents" name one thing twice: the narrower word counts
    if not inputs & generic:
        inputs |= generic
    return frozenset(inputs), frozenset(outputs)


def _is_output(words: str, match: re.Match[str]) -> bool:
    """Whether a word for a file stands where the result is named: "into one Excel file"."""
    before = words[: match.start()][-60:]
    if words_for.OUTPUT_BEFORE.search(before) or words_for.MADE_BEFORE.search(before):
        return True
    if not words_for.MAKING.search(words) or not words_for.OUTPUT_BARE.search(before):
        return False
    # "в таблице" is where, "в таблицу" is whereto; foreign words have no endings to tell
    where = re.search(r"(?:е|ах|ях)$", match.group()) and wording.is_cyrillic(match.group())
    return not where


def _says_input(pattern: re.Pattern[str], words: str) -> bool:
    """Whether a word of `pattern` stands there that does not name the result."""
    return any(not _is_output(words, match) for match in pattern.finditer(words))


def _named(request: Request, survey: Survey) -> tuple[Entry, ...]:
    """The files that the person chose, and those in the folders that they chose."""
    if not request.named_files:
        return ()
    wanted = [path.as_posix() for path in request.named_files]
    by_path = {entry.path: entry for entry in survey.entries}
    found: dict[str, Entry] = {}
    for path in wanted:
        if path in by_path:
            found[path] = by_path[path]
            continue
        inside = [
            entry for entry in survey.entries if entry.path.startswith(path.rstrip("/") + "/")
        ]
        found.update({entry.path: entry for entry in inside})
        if not inside and (entry := _look(request, path)):
            found[path] = entry
    return tuple(found.values())


def _look(request: Request, path: str) -> Entry | None:
    """A chosen file that the survey passed over, because it is hidden or there was no time."""
    try:
        status = (request.workplace.root / path).lstat()
    except OSError:
        return None
    return Entry(path, status.st_size, status.st_mtime_ns)


def _in_named_folder(words: str, survey: Survey) -> tuple[tuple[Entry, ...], str]:
    """The files of the folder that the words name, or all; and that folder."""
    parts = wording.tokens(words)
    beginnings = {part[:3] for part in parts}
    best = ""
    for folder in survey.folders:
        name = folder.rsplit("/", 1)[-1]
        plain_name = wording.plain(name)
        if wording.tokens(plain_name)[:1] and wording.tokens(plain_name)[0][:3] not in beginnings:
            continue
        marked = wording.plain(folder) + "/" in words or any(
            wording.plain(text).strip("/ ") == plain_name for text in wording.quoted(words)
        )
        near = re.search(
            r"(?:folder|directory|папк\w*|каталог\w*)\s+[\"'«]?" + re.escape(plain_name) + r"(?!\w)"
            r"|(?<!\w)" + re.escape(plain_name) + r"[\"'»]?\s+(?:folder|directory)",
            words,
        )
        inflected = re.search(r"folder|папк|каталог", words) and wording.says(parts, name)
        if (marked or near or inflected) and len(folder) > len(best):
            target = re.search(
                r"(?:\bto|\binto|(?<!\w)в)\s+(?:the\s+|папку\s+|folder\s+)*[\"'«]?"
                + re.escape(plain_name)
                + r"(?!\w)",
                words,
            )
            if not target:
                best = folder
    if not best:
        return survey.entries, ""
    inside = tuple(entry for entry in survey.entries if entry.path.startswith(best + "/"))
    return (inside, best) if inside else (survey.entries, "")


def _mentioned(text: str, words: str, pool: Sequence[Entry]) -> tuple[Entry, ...]:
    """Files that the words name: with the suffix, quoted, by the stem, inflected, misspelled."""
    exact = [
        entry for entry in pool if len(entry.name) > 3 and _stands(wording.plain(entry.name), words)
    ]
    if exact:
        # "a b.csv" is not also "b.csv"
        longest = [
            entry
            for entry in exact
            if not any(entry.name != other.name and entry.name in other.name for other in exact)
            or words.count(wording.plain(entry.name)) > 1
        ]
        return _unique_places(words, longest)
    spelled = [match.group() for match in _NAME_LIKE.finditer(words)]
    near = [
        entry
        for name in spelled[: 0 if len(pool) > _MANY else None]
        for entry in pool
        if entry.suffix == PurePosixPath(name).suffix
        and wording.misspelled(PurePosixPath(name).stem, wording.plain(entry.stem))
    ]
    if near:
        return tuple(dict.fromkeys(near))
    # names with a suffix that are not there are names for what will be made
    rest = _NAME_LIKE.sub(" ", words)
    quotes = {wording.plain(part).strip() for part in wording.quoted(text)}
    by_stem = [entry for entry in pool if wording.plain(entry.stem) in quotes]
    if by_stem:
        return tuple(by_stem)
    parts = wording.tokens(rest)
    # there may be 100,000 names: only those that begin like some word are looked at closely
    beginnings = {part[:3] for part in parts}
    heard = [(entry, _beginnings(entry.stem)) for entry in pool]
    whole = [entry for entry, begun in heard if begun and begun <= beginnings]
    found = [
        entry for entry in whole if wording.says(parts, entry.stem) and _is_telling(entry.stem)
    ]
    if len(pool) > _MANY:
        return tuple(found) if len(found) <= _MOST_MENTIONED else ()
    telling = [entry for entry, begun in heard if begun & beginnings and _is_telling(entry.stem)]
    if not found:
        found = [
            entry
            for entry in telling
            if len(wording.tokens(entry.stem)) > 1 and _most_words(parts, entry.stem)
        ]
    if not found:
        telling = [entry for entry in pool if _is_telling(entry.stem)]
        found = [entry for entry in telling if wording.says(parts, entry.stem, typos=True)]
    if len(found) > _MOST_MENTIONED:
        # a word that stands in so many names does not choose between them
        return ()
    return tuple(found)


def _beginnings(stem: str) -> set[str]:
    return {part[:3] for part in wording.tokens(wording.plain(stem))}


def _stands(name: str, words: str) -> bool:
    return name in words and bool(re.search(r"(?<![\w.])" + re.escape(name) + r"(?!\w)", words))


def _unique_places(words: str, found: list[Entry]) -> tuple[Entry, ...]:
    """Of files with one name in several folders those whose path is spelled, if any is."""
    spelled = [entry for entry in found if "/" in entry.path and wording.plain(entry.path) in words]
    names = {entry.name for entry in spelled}
    return tuple(entry for entry in found if entry in spelled or entry.name not in names)


_COMMON_STEMS = frozenset(
    (
        *("file", "files", "table", "data", "image", "photo", "document", "text", "list", "new"),
        *("all", "test", "report", "index", "readme", "a", "i", "the", "in", "to", "on", "total"),
        *("файл", "таблица", "данные", "фото", "документ", "текст", "список", "новый", "все"),
        *("тест", "итог", "отчет"),
    )
)


def _is_telling(stem: str) -> bool:
    """Whether a stem, standing in a sentence, would mean the file rather than a common word."""
    parts = wording.tokens(wording.plain(stem))
    if not parts or all(part in _COMMON_STEMS for part in parts):
        return False
    letters = "".join(parts)
    if len(parts) == 1 and any(kind.fullmatch(parts[0]) for kind, _ in words_for.KIND_WORDS):
        # "the pictures" are all of them, also where one is named picture.png
        return False
    return len(letters) >= 3 and not (letters.isdigit() and len(letters) < 4)


def _most_words(parts: list[str], stem: str) -> bool:
    """Whether all telling words of a long name are said, in any order and place."""
    needed = [
        part
        for part in wording.tokens(wording.plain(stem))
        if not part.isdigit() and len(part) > 2 and part not in _COMMON_STEMS
    ]
    said = [part for part in needed if any(wording.same_word(part, word) for word in parts)]
    return len(needed) >= 1 and len(said) == len(needed)


def _has_data(text: str, words: str) -> bool:
    """Whether what is to be worked on stands in the request itself."""
    if words_for.FILE_WORDS.search(words) or words_for.TABLE_WORDS.search(words):
        return False
    if _NUMBERS.search(words) or _LISTED.search(words):
        return True
    lines = [line for line in text.splitlines() if line.strip()]
    return len(lines) >= 4 or any(len(part) >= _LONG_QUOTE for part in wording.quoted(text))


def _of(pool: Sequence[Entry], kinds: frozenset[FileKind] | set[FileKind]) -> tuple[Entry, ...]:
    return tuple(entry for entry in pool if entry.kind in kinds)


def narrow(subject: Subject, headings: Sequence[tuple[Entry, Sequence[str]]]) -> Subject:
    """Decide between several tables by the headings (and sheet names) that the words mention.

    The fewest tables that together have all mentioned headings are meant; without a mention
    all of them, or none when that may be.
    """
    parts = wording.tokens(subject.words)
    said = [
        (entry, {wording.plain(name) for name in names if _is_said(parts, name)})
        for entry, names in headings
    ]
    missing: set[str] = set().union(*(names for _, names in said)) if said else set()
    if not missing:
        if subject.may_be_none:
            return replace(subject, use=Use.NOTHING, files=(), is_sure=True)
        return replace(subject, is_sure=True)
    best = max(len(names) for _, names in said)
    equal = [entry for entry, names in said if len(names) == best]
    full = [entry for entry, names in said if names >= missing]
    if full:
        return replace(subject, files=tuple(full), is_sure=True)
    chosen: list[Entry] = []
    for entry, names in sorted(said, key=lambda pair: -len(pair[1])):
        if names & missing:
            chosen.append(entry)
            missing -= names
    files = tuple(entry for entry in subject.files if entry in chosen or entry in equal)
    return replace(subject, files=files, is_sure=True)


def _is_said(parts: list[str], heading: str) -> bool:
    """Whether a heading, or its main word, stands among the words of the request."""
    if wording.says(parts, heading):
        return True
    main = [part for part in wording.tokens(wording.plain(heading)) if len(part) >= 4]
    return bool(main) and any(wording.same_word(main[0], part) for part in parts if len(part) >= 4)
