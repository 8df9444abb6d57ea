"""Binding lines for everything that is no table: documents, pictures, data files, mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.facts import vocabulary as words_for
from app.facts.code import Draft, heading, literal, shown, thousands, variable
from app.facts.survey import Entry

Fact = Mapping[str, Any]

_PATH = "from pathlib import Path"
_PLURALS = {
    "image": "images",
    "pdf": "pdfs",
    "word": "documents",
    "slides": "presentations",
    "text": "texts",
    "markdown": "texts",
    "html": "pages",
    "json": "json_files",
    "xml": "xml_files",
    "sqlite": "databases",
    "database": "databases",
    "zip": "archives",
    "archive": "archives",
    "mail": "mails",
    "table": "csv_files",
    "csv": "csv_files",
    "workbook": "workbooks",
    "excel": "workbooks",
    "audio": "sounds",
    "video": "videos",
}
_IMPORTS: dict[str, tuple[str, ...]] = {
    "image": ("from PIL import Image",),
    "pdf": ("from pypdf import PdfReader, PdfWriter",),
    "word": ("from docx import Document",),
    "slides": ("from pptx import Presentation",),
    "json": ("import json",),
    "xml": ("import xml.etree.ElementTree as ET",),
    "sqlite": ("import sqlite3",),
    "zip": ("import zipfile",),
    "mail": ("from email import message_from_bytes, policy",),
    "table": ("import pandas as pd",),
    "csv": ("import pandas as pd",),
    "workbook": ("import pandas as pd",),
    "excel": ("import pandas as pd",),
}


def plural(sort: str) -> str:
    """A variable for several files of a sort."""
    return _PLURALS.get(sort, "files")


def imports_of(sort: str) -> tuple[str, ...]:
    """What opens files of a sort."""
    return _IMPORTS.get(sort, ())


def several(
    draft: Draft, files: Sequence[Entry], facts: Mapping[str, Fact], words: str, listed: str
) -> None:
    """Bind several files of one sort. `listed` is the expression for their paths."""
    first = facts.get(files[0].path, {"kind": "unread"})
    sort = str(first["kind"])
    if sort in ("unread", "unknown"):
        sort = files[0].kind.value
    count = thousands(len(files))
    draft.wants(_PATH, *imports_of(sort))
    encodings = {str(facts.get(entry.path, {}).get("encoding", "utf-8")) for entry in files}
    encoding = encodings.pop() if len(encodings) == 1 else "utf-8"
    quiet = "" if not encodings else ', errors="replace"'
    read_text = f'path.read_text(encoding="{encoding}"{quiet})'
    unique = len({entry.stem for entry in files}) == len(files)
    key = "path.stem" if unique else "path.as_posix()"
    keyed: dict[str, tuple[str, str, str]] = {
        "text": ("texts", "path.name", read_text),
        "markdown": ("texts", "path.name", read_text),
        "html": ("pages", "path.name", read_text),
        "word": ("documents", "path.name", "Document(path)"),
        "mail": (
            "messages",
            "path.name",
            "message_from_bytes(path.read_bytes(), policy=policy.default)",
        ),
        "json": ("data", key, f"json.loads({read_text})"),
        "xml": ("roots", key, "ET.parse(path).getroot()"),
        "slides": ("presentations", "path.name", "Presentation(path)"),
    }
    if sort == "pdf" and _wants_text(words):
        keyed["pdf"] = (
            "texts",
            "path.name",
            '"\\n".join(page.extract_text() for page in PdfReader(path).pages)',
        )
    if sort == "json" and first.get("shape") == "lines":
        keyed.pop("json")
    if sort not in keyed:
        name = plural(sort)
        draft.add(f"{name} = {listed}  # {count} files")
    else:
        name, key, value = keyed[sort]
        if not unique and key == "path.name":
            key = "path.as_posix()"
        note = f"{count} files: name -> {_holds(sort, value)}"
        one_line = f"{name} = {{{key}: {value} for path in {listed}}}"
        if len(one_line) + len(note) <= 110:
            draft.add(f"{one_line}  # {note}")
        else:
            draft.add(
                f"{name} = {{", f"    {key}: {value}", f"    for path in {listed}", f"}}  # {note}"
            )
    for line in _remarks(first):
        if not line.startswith(" "):
            draft.remark(f"The first one: {line}")
    add_hint(draft, sort, words)


def _holds(sort: str, value: str) -> str:
    if "text" in value:
        return "text"
    return {"word": "document", "mail": "message", "xml": "root element"}.get(sort, sort)


def _wants_text(words: str) -> bool:
    pages = words_for.PDF_WORK.search(words)
    return bool(words_for.READ_TEXT.search(words)) and not pages


def one(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    """Bind one file."""
    binder = _BINDERS.get(str(fact["kind"]))
    if binder is None:
        _bind_path(draft, entry, fact, words)
        return
    draft.wants(*imports_of(str(fact["kind"])))
    binder(draft, entry, fact, words)
    for line in _remarks(fact):
        draft.remark(line)
    add_hint(draft, str(fact["kind"]), words)


def add_hint(draft: Draft, sort: str, words: str) -> None:
    """A remark on what changed in a library since the model learned it."""
    if sort == "image" and words_for.RESIZING.search(words):
        draft.remark("Pillow: Image.LANCZOS, since Image.ANTIALIAS is gone")


def _name(draft: Draft, stem: str, default: str) -> str:
    name = variable(stem, default, draft.names)
    draft.names.add(name)
    return name


def _bind_path(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    draft.wants(_PATH)
    name = _name(draft, "", "file")
    draft.add(f"{name} = Path({literal(entry.path)})")


def _bind_text(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    draft.wants(_PATH)
    name = _name(draft, "", "text")
    encoding = "utf-8-sig" if fact["encoding"] == "utf-8-sig" else fact["encoding"]
    quiet = ', errors="replace"' if fact.get("bad_bytes") else ""
    about = "" if fact["lines_exact"] else "about "
    call = f"Path({literal(entry.path)}).read_text(encoding={literal(encoding)}{quiet})"
    if entry.suffix in (".html", ".htm"):
        draft.wants("from bs4 import BeautifulSoup")
        page = _name(draft, "", "page")
        draft.add(f'{page} = BeautifulSoup({call}, "html.parser")')
        return
    draft.add(f"{name} = {call}  # {about}{thousands(fact['lines'])} lines")


def _bind_image(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    name = _name(draft, "", "image")
    taken = f", taken {shown(fact['taken'])}" if fact["taken"] else ""
    draft.add(
        f"{name} = Image.open({literal(entry.path)})"
        f"  # {fact['width']} x {fact['height']} pixels, {fact['mode']}{taken}"
    )


def _bind_pdf(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    name = _name(draft, "", "reader")
    draft.add(f"{name} = PdfReader({literal(entry.path)})  # {_pages(fact)}")
    if fact["has_text"] and _wants_text(words):
        text = _name(draft, "", "text")
        draft.add(f'{text} = "\\n".join(page.extract_text() for page in {name}.pages)')


def _few(count: int, word: str) -> str:
    return f"{thousands(count)} {word}{'' if count == 1 else 's'}"


def _pages(fact: Fact) -> str:
    if fact.get("locked"):
        return "locked with a password"
    pages = _few(fact["pages"], "page")
    return pages if fact["has_text"] else f"{pages}, pictures only: no text in it"


def _bind_word(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    name = _name(draft, "", "document")
    draft.add(
        f"{name} = Document({literal(entry.path)})"
        f"  # {thousands(fact['paragraphs'])} paragraphs, {_few(len(fact['tables']), 'table')}"
    )


def _bind_slides(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    name = _name(draft, "", "presentation")
    draft.add(f"{name} = Presentation({literal(entry.path)})  # {_few(fact['slides'], 'slide')}")


def _bind_json(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    draft.wants(_PATH)
    text = f"Path({literal(entry.path)}).read_text(encoding={literal(fact['encoding'])})"
    shape = fact["shape"]
    if shape == "lines":
        name = _name(draft, "", "records")
        lines = f"{text}.splitlines()"
        draft.add(
            f"{name} = [json.loads(line) for line in {lines} if line]"
            f"  # {thousands(fact['count'])} records"
        )
        return
    if shape == "records":
        name = _name(draft, "", "records")
        note = f"list of {thousands(fact['count'])} dicts"
    else:
        name = _name(draft, "", "data_object" if "data" in draft.names else "data")
        note = "dict" if shape == "object" else "list" if shape == "list" else "value"
    draft.add(f"{name} = json.loads({text})  # {note}")


def _bind_xml(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    name = _name(draft, "", "root")
    draft.add(f"{name} = ET.parse({literal(entry.path)}).getroot()  # <{shown(fact['root'])}>")
    if "element" in fact:
        found = f"for element in {name}.findall({literal(fact['find'])})"
        draft.remark(f"{thousands(fact['count'])} <{shown(fact['element'])}>: {found}")


def _bind_sqlite(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    draft.wants("import pandas as pd")
    name = _name(draft, "", "connection")
    draft.add(f"{name} = sqlite3.connect({literal(entry.path)})")


def _bind_zip(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    name = _name(draft, "", "archive")
    locked = ", locked with a password" if fact["locked"] else ""
    draft.add(
        f"{name} = zipfile.ZipFile({literal(entry.path)})  # {_few(fact['count'], 'file')}{locked}"
    )


def _bind_mail(draft: Draft, entry: Entry, fact: Fact, words: str) -> None:
    draft.wants(_PATH)
    name = _name(draft, "", "message")
    read = f"Path({literal(entry.path)}).read_bytes()"
    draft.add(f"{name} = message_from_bytes({read}, policy=policy.default)")


_BINDERS: dict[str, Callable[[Draft, Entry, Fact, str], None]] = {
    "text": _bind_text,
    "image": _bind_image,
    "pdf": _bind_pdf,
    "word": _bind_word,
    "slides": _bind_slides,
    "json": _bind_json,
    "xml": _bind_xml,
    "sqlite": _bind_sqlite,
    "zip": _bind_zip,
    "mail": _bind_mail,
}


def _remarks(fact: Fact) -> list[str]:
    """Lines that tell what is in it, without the leading #."""
    kind = fact["kind"]
    if kind == "text":
        return [f"  {shown(line, 60)}" for line in fact["first_lines"]]
    if kind == "json":
        return _json_remarks(fact)
    if kind == "xml":
        fields = ", ".join(heading(name) for name in fact.get("fields", ())[:15])
        sample = fact.get("sample")
        return ([f"In each: {fields}"] if fields else []) + (
            [f"  {shown(sample, 120)}"] if sample else []
        )
    if kind == "sqlite":
        return [_table_line(table) for table in fact["tables"][:8]]
    if kind == "word":
        lines = [f"Headings: {shown(', '.join(fact['headings']), 120)}"] if fact["headings"] else []
        for number, table in enumerate(fact["tables"][:3]):
            cells = ", ".join(heading(cell) for cell in table["header"])
            lines.append(f"tables[{number}], {table['rows']} rows, first row: {shown(cells, 160)}")
        return lines or ([f"  {shown(fact['first_line'], 60)}"] if fact["first_line"] else [])
    if kind == "pdf":
        return [f"  {shown(fact['first_line'], 60)}"] if fact["first_line"] else []
    if kind == "slides":
        titles = ", ".join(heading(title) for title in fact["titles"] if title)
        return [f"Titles: {shown(titles, 160)}"] if titles else []
    if kind == "zip":
        return [f"For example: {', '.join(heading(name) for name in fact['names'][:3])}"]
    if kind == "mail":
        sender, subject = shown(fact["from"]), shown(fact["subject"], 60)
        attached = f"; attached: {shown(', '.join(fact['attachments']), 60)}"
        tail = attached if fact["attachments"] else ""
        return [f"From {sender}: {subject}{tail}"]
    return []


def _json_remarks(fact: Fact) -> list[str]:
    lines = []
    keys = ", ".join(f"{heading(key['name'])} ({key['type']})" for key in fact["keys"][:20])
    if keys:
        lines.append(f"Keys: {keys}")
    for inner in fact.get("inner", ())[:2]:
        names = ", ".join(f"{heading(key['name'])} ({key['type']})" for key in inner["keys"][:15])
        lines.append(
            f"[{literal(inner['key'])}] is a list of {thousands(inner['count'])} dicts: {names}"
        )
    sample = fact.get("sample")
    if sample:
        lines.append(f"  {shown(sample, 120)}")
    return lines


def _table_line(table: Fact) -> str:
    columns = ", ".join(f"{heading(column['name'])}" for column in table["columns"][:20])
    rows = f", {thousands(table['rows'])} rows" if table["rows"] >= 0 else ""
    sample = f"; first: {shown(' | '.join(table['sample']), 60)}" if table["sample"] else ""
    return f"Table {heading(table['name'])}{rows}: {columns}{sample}"
