"""Documents: PDF, Word, PowerPoint, e-mail."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any


def read_pdf(path: Path) -> dict[str, Any]:
    """Pages, whether there is text in it, whether it is locked, its first line."""
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"kind": "pdf", "pages": 0, "locked": True, "has_text": False, "first_line": ""}
    pages = len(reader.pages)
    first_line = ""
    for page in reader.pages[:3]:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        if lines:
            first_line = lines[0][:70]
            break
    return {"kind": "pdf", "pages": pages, "has_text": bool(first_line), "first_line": first_line}


def read_word(path: Path) -> dict[str, Any]:
    """Paragraphs, the first headings, the tables with their first rows."""
    from docx import Document

    document = Document(path)
    paragraphs = document.paragraphs
    headings = [
        paragraph.text.strip()[:60]
        for paragraph in paragraphs[:400]
        if paragraph.style is not None
        and str(paragraph.style.name).startswith(("Heading", "Title", "Заголовок"))
        and paragraph.text.strip()
    ]
    tables = [
        {
            "rows": len(table.rows),
            "header": [cell.text.strip()[:40] for cell in table.rows[0].cells][:12]
            if len(table.rows)
            else [],
        }
        for table in document.tables[:10]
    ]
    first = next((item.text.strip() for item in paragraphs if item.text.strip()), "")
    return {
        "kind": "word",
        "paragraphs": len(paragraphs),
        "headings": headings[:5],
        "tables": tables,
        "first_line": first[:70],
    }


def read_slides(path: Path) -> dict[str, Any]:
    """Slides and their titles."""
    from pptx import Presentation

    presentation = Presentation(path)
    titles = []
    for slide in list(presentation.slides)[:8]:
        title = slide.shapes.title
        titles.append(title.text_frame.text.strip()[:50] if title is not None else "")
    return {"kind": "slides", "slides": len(presentation.slides), "titles": titles}


def read_mail(path: Path) -> dict[str, Any]:
    """Sender, subject, date and attachments of a message."""
    from email import message_from_bytes, policy

    with path.open("rb") as file:
        message = message_from_bytes(file.read(4 * 1024 * 1024), policy=policy.default)
    if not message.keys():
        return {"kind": "damaged", "reason": "no-mail"}
    attachments = [str(part.get_filename() or "") for part in message.iter_attachments()]
    return {
        "kind": "mail",
        "from": str(message["from"] or "")[:60],
        "subject": str(message["subject"] or "")[:60],
        "date": str(message["date"] or "")[:40],
        "attachments": attachments[:5],
    }
