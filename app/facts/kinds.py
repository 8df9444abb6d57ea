"""What kind of file a name promises. The reader looks inside; this only sorts names."""

from __future__ import annotations

from enum import StrEnum


class FileKind(StrEnum):
    """Kinds that people have words for."""

    CSV = "csv"
    EXCEL = "excel"
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    WORD = "word"
    PDF = "pdf"
    SLIDES = "slides"
    IMAGE = "image"
    JSON = "json"
    XML = "xml"
    DATABASE = "database"
    ARCHIVE = "archive"
    MAIL = "mail"
    AUDIO = "audio"
    VIDEO = "video"
    OTHER = "other"


_SUFFIXES = {
    FileKind.CSV: ".csv .tsv .tab",
    FileKind.EXCEL: ".xlsx .xlsm .xls",
    FileKind.TEXT: ".txt .log .dat .srt .ini .yaml .yml .sql .ics .vcf .py",
    FileKind.MARKDOWN: ".md .markdown",
    FileKind.HTML: ".html .htm",
    FileKind.WORD: ".docx .doc",
    FileKind.PDF: ".pdf",
    FileKind.SLIDES: ".pptx .ppt",
    FileKind.IMAGE: ".jpg .jpeg .png .gif .bmp .tif .tiff .webp .heic",
    FileKind.JSON: ".json .jsonl .ndjson .geojson",
    FileKind.XML: ".xml",
    FileKind.DATABASE: ".db .sqlite .sqlite3",
    FileKind.ARCHIVE: ".zip .7z .rar .tar .gz .tgz",
    FileKind.MAIL: ".eml .msg",
    FileKind.AUDIO: ".mp3 .wav .flac .ogg .m4a",
    FileKind.VIDEO: ".mp4 .avi .mkv .mov .wmv",
}
_KIND_OF = {suffix: kind for kind, names in _SUFFIXES.items() for suffix in names.split()}

TABLES = frozenset({FileKind.CSV, FileKind.EXCEL})
DATA = frozenset({*TABLES, FileKind.JSON, FileKind.XML, FileKind.DATABASE})
DOCUMENTS = frozenset(
    {FileKind.WORD, FileKind.PDF, FileKind.TEXT, FileKind.MARKDOWN, FileKind.SLIDES}
)


def kind_of(suffix: str) -> FileKind:
    """The kind for a suffix as ".CSV"."""
    return _KIND_OF.get(suffix.lower(), FileKind.OTHER)


def known_suffix(suffix: str) -> bool:
    """Whether `suffix` belongs to a kind of file that people name."""
    return suffix.lower() in _KIND_OF
