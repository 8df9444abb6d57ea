"""`python <folder> '{"paths": […], "seconds": 8}'`: what the files are, as one line of JSON.

Paths are relative to the current folder, which is the workplace. Prints
`{"facts": [{"path": …, "kind": …, …}, …]}` in the order of the paths, pure ASCII. A file that
cannot be read gives kind "damaged" with a reason; one that time did not suffice for, "unread".
"""

from __future__ import annotations

import importlib
import json
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

if not __package__:
    # Started by its folder: the modules beside this one are its package, wherever it lies.
    _folder = Path(__file__).resolve().parent
    sys.path.insert(0, str(_folder.parent))
    __package__ = _folder.name
    globals()["__spec__"] = None  # its parent is "": Python 3.12 warns that the two differ
    importlib.import_module(__package__)
    sys.path.remove(str(_folder.parent))

from . import delimited, documents, structured, workbook

_FILE_SECONDS = 4.0

READERS: dict[str, Callable[[Path], dict[str, Any]]] = {
    ".csv": lambda path: delimited.read(path, wants_table=True),
    ".tsv": lambda path: delimited.read(path, wants_table=True),
    ".tab": lambda path: delimited.read(path, wants_table=True),
    ".txt": lambda path: delimited.read(path, wants_table=False),
    ".dat": lambda path: delimited.read(path, wants_table=False),
    ".md": delimited.plain_text,
    ".log": delimited.plain_text,
    ".html": delimited.plain_text,
    ".htm": delimited.plain_text,
    ".srt": delimited.plain_text,
    ".ini": delimited.plain_text,
    ".yaml": delimited.plain_text,
    ".yml": delimited.plain_text,
    ".py": delimited.plain_text,
    ".sql": delimited.plain_text,
    ".ics": delimited.plain_text,
    ".vcf": delimited.plain_text,
    ".xlsx": workbook.read,
    ".xlsm": workbook.read,
    ".xls": workbook.read,
    ".json": structured.read_json,
    ".jsonl": structured.read_json,
    ".ndjson": structured.read_json,
    ".geojson": structured.read_json,
    ".xml": structured.read_xml,
    ".db": structured.read_sqlite,
    ".sqlite": structured.read_sqlite,
    ".sqlite3": structured.read_sqlite,
    ".zip": structured.read_zip,
    ".pdf": documents.read_pdf,
    ".docx": documents.read_word,
    ".pptx": documents.read_slides,
    ".eml": documents.read_mail,
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp"),
        structured.read_image,
    ),
}


def look(path: str, seconds: float) -> dict[str, Any]:
    """The facts of one file. Never raises, and gives up after `seconds`."""
    reader = READERS.get(Path(path).suffix.lower())
    if reader is None:
        return {"path": path, "kind": "unknown"}
    alarm = threading.Timer(seconds, _interrupt)
    alarm.daemon = True
    alarm.start()
    try:
        return {**reader(Path(path)), "path": path}
    except KeyboardInterrupt:
        return {"path": path, "kind": "unread"}
    except MemoryError:
        return {"path": path, "kind": "damaged", "reason": "too-big"}
    except Exception as error:
        return {
            "path": path,
            "kind": "damaged",
            "reason": type(error).__name__,
            "detail": str(error)[:200],
        }
    finally:
        alarm.cancel()


def _interrupt() -> None:
    import _thread

    _thread.interrupt_main()


def main(argument: str) -> str:
    """Look at the files that `argument` names."""
    warnings.simplefilter("ignore")
    wish = json.loads(argument)
    deadline = time.monotonic() + float(wish.get("seconds", 8.0))
    facts = []
    for path in wish["paths"]:
        left = deadline - time.monotonic()
        if left <= 0.05:
            facts.append({"path": path, "kind": "unread"})
            continue
        try:
            facts.append(look(path, min(left, _FILE_SECONDS)))
        except KeyboardInterrupt:
            # the alarm rang in the moment between the file's end and its cancelling
            facts.append({"path": path, "kind": "unread"})
    return json.dumps({"facts": facts}, ensure_ascii=True)


if __name__ == "__main__":
    print(main(sys.argv[1]))
