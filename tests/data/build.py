"""Small awkward files, made where a test wants them.

Runs in the window's Python: tables, text, archives, mail, databases and .xlsx by what is there;
pictures, PDF, Word and slides by `build_documents`, which asks the scripts' Python for them.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from app import paths

NBSP = "\u00a0"

SALES_RU = (
    "Дата;Товар;Кол-во;Сумма\r\n"
    "05.01.2024;Чай «Майский»;2;120,50\r\n"
    "15.01.2024;Кофе;1;300,00\r\n"
    '28.02.2024;"Сахар; песок";10;75,9\r\n'
)
SALES_EN = (
    "date,product,amount\n2024-01-05,Tea,120.5\n2024-01-15,Coffee,300\n"
    '2024-02-28,"Sugar, fine",75.9\n'
)


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A text file, byte for byte as given."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def touch(folder: Path, *names: str) -> None:
    """Files that nobody looks into."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], **merged: str) -> Path:
    """An .xlsx with `sheets`; `merged` names a range to merge for a sheet."""
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if name in merged:
            sheet.merge_cells(merged[name])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def budget(path: Path) -> Path:
    """Two months, each below a merged title, with dates and a sheet of notes."""
    month: list[list[Any]] = [["Бюджет семьи", None, None], [], ["Дата", "Статья", "Сумма"]]
    rows: list[list[Any]] = [
        [datetime(2024, 1, 5), "Еда", 1200.5],
        [datetime(2024, 1, 20), "Дом", 800],
    ]
    return workbook(
        path, {"Январь": month + rows, "Февраль": month + rows[:1]}, Январь="A1:C1", Февраль="A1:C1"
    )


def database(path: Path) -> Path:
    """A shop with two tables."""
    connection = sqlite3.connect(path)
    connection.executescript(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);"
        "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, total REAL);"
        "INSERT INTO customers VALUES (1, 'Анна', 'Казань'), (2, 'Bob', 'Leeds');"
        "INSERT INTO orders VALUES (1, 1, 9.5), (2, 1, 20), (3, 2, 7);"
    )
    connection.close()
    return path


def archive(path: Path, *names: str) -> Path:
    """A .zip with small members."""
    with zipfile.ZipFile(path, "w") as packed:
        for name in names:
            packed.writestr(name, "text")
    return path


def mail(path: Path, subject: str, sender: str = "anna@example.org") -> Path:
    """A message with an attachment."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "bob@example.org", subject
    message["Date"] = "Fri, 05 Jan 2024 10:00:00 +0000"
    message.set_content("Счёт во вложении.")
    message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="счёт.pdf")
    path.write_bytes(bytes(message))
    return path


def records(path: Path) -> Path:
    """JSON records with something nested."""
    people = [{"name": "Анна", "age": 30, "tags": ["a"]}, {"name": "Bob", "age": 25, "tags": []}]
    path.write_text(json.dumps(people, ensure_ascii=False), encoding="utf-8")
    return path


_DOCUMENTS = """
import sys
from pathlib import Path
from PIL import Image
from docx import Document
from pptx import Presentation
from reportlab.pdfgen import canvas

folder = Path(sys.argv[1])
image = Image.new("RGB", (64, 48), "red")
exif = image.getexif()
exif[0x0132] = "2024:05:01 10:00:00"
image.save(folder / "photo.jpg", exif=exif)
Image.new("RGBA", (10, 20)).save(folder / "Картинка.PNG")
for name, pages in (("contract.pdf", 3), ("счёт 12.pdf", 1)):
    page = canvas.Canvas(str(folder / name))
    for number in range(pages):
        page.drawString(72, 720, f"Page {number + 1} of the contract")
        page.showPage()
    page.save()
document = Document()
document.add_heading("Minutes", 1)
document.add_paragraph("We met. Мы встретились.")
table = document.add_table(rows=2, cols=2)
table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Who", "What"
document.save(folder / "minutes.docx")
slides = Presentation()
slide = slides.slides.add_slide(slides.slide_layouts[0])
slide.shapes.title.text = "Plan 2024"
slides.save(folder / "plan.pptx")
"""


def documents(folder: Path) -> None:
    """photo.jpg, Картинка.PNG, contract.pdf, счёт 12.pdf, minutes.docx, plan.pptx."""
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [str(paths.scripts_python()), "-I", "-c", _DOCUMENTS, str(folder)],
        check=True,
        timeout=120,
    )
