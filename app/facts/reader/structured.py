"""Structured data: JSON, XML, SQLite, archives, pictures."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from . import encoding as encodings

_JSON_WHOLE = 48 * 1024 * 1024
_XML_WHOLE = 16 * 1024 * 1024


def read_json(path: Path) -> dict[str, Any]:
    """The shape of a JSON file: records, an object with a list of records inside, or other."""
    encoding = encodings.detect(path)
    if not encoding:
        return {"kind": "damaged", "reason": "not-text"}
    size = path.stat().st_size
    with path.open(encoding=encoding, errors="replace") as file:
        head = file.read(65536)
    if not head.strip():
        return {"kind": "empty", "encoding": encoding}
    lines = [line for line in head.splitlines() if line.strip()]
    if len(lines) > 1 and _is_object(lines[0]) and (_is_object(lines[1])):
        return _json_lines(path, encoding, lines, size)
    fact: dict[str, Any] = {"kind": "json", "encoding": encoding}
    if size > _JSON_WHOLE:
        return {**fact, "shape": "list" if head.lstrip().startswith("[") else "object", "keys": []}
    with path.open(encoding=encoding, errors="replace") as file:
        try:
            data = json.load(file)
        except ValueError as error:
            return {"kind": "damaged", "reason": "json", "detail": str(error)[:120]}
    return {**fact, **_shape(data)}


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _json_lines(path: Path, encoding: str, lines: list[str], size: int) -> dict[str, Any]:
    records = [json.loads(line) for line in lines[:50] if _is_object(line)]
    if size <= _JSON_WHOLE:
        with path.open(encoding=encoding, errors="replace") as file:
            count = sum(bool(line.strip()) for line in file)
    else:
        count = int(size / max(1, len("\n".join(lines).encode("utf-8"))) * len(lines))
    return {
        "kind": "json",
        "encoding": encoding,
        "shape": "lines",
        "count": count,
        "keys": _keys(records),
        "sample": _short(records[0]),
    }


def _shape(data: Any) -> dict[str, Any]:
    if isinstance(data, list):
        if data and all(isinstance(item, dict) for item in data[:200]):
            return {
                "shape": "records",
                "count": len(data),
                "keys": _keys(data[:200]),
                "sample": _short(data[0]),
            }
        return {"shape": "list", "count": len(data), "keys": [], "sample": _short(data[:3])}
    if isinstance(data, dict):
        inner = [
            {
                "key": key,
                "count": len(value),
                "keys": _keys(value[:200]),
                "sample": _short(value[0]),
            }
            for key, value in data.items()
            if isinstance(value, list) and value and all(isinstance(v, dict) for v in value[:200])
        ]
        return {
            "shape": "object",
            "keys": _keys([data]),
            "count": len(data),
            "inner": inner[:4],
            "sample": _short(data),
        }
    return {"shape": "value", "keys": [], "sample": _short(data)}


def _keys(records: list[Any]) -> list[dict[str, str]]:
    types: dict[str, Counter[str]] = {}
    for record in records:
        for key, value in record.items():
            types.setdefault(key, Counter())[_type(value)] += 1
    return [
        {"name": key, "type": counts.most_common(1)[0][0]}
        for key, counts in list(types.items())[:60]
    ]


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "yes-no"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, list):
        return "list"
    if isinstance(value, dict):
        return "object"
    return "text" if value is not None else "empty"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 160 else text[:160] + "…"


def read_xml(path: Path) -> dict[str, Any]:
    """Root, the element that repeats and what is in it."""
    size = path.stat().st_size
    if size == 0:
        return {"kind": "empty"}
    parser: Any = ElementTree.XMLPullParser(events=("start", "end"))
    counts: Counter[tuple[str, ...]] = Counter()
    trail: list[str] = []
    fields: dict[tuple[str, ...], list[str]] = {}
    samples: dict[tuple[str, ...], str] = {}
    root_tag, complete = "", False
    with path.open("rb") as file:
        while file.tell() < _XML_WHOLE:
            block = file.read(256 * 1024)
            if not block:
                complete = True
                break
            parser.feed(block)
            for event, node in parser.read_events():
                if event == "start":
                    trail.append(node.tag)
                    root_tag = root_tag or node.tag
                    continue
                place = tuple(trail)
                counts[place] += 1
                if place not in fields and (len(node) or node.attrib):
                    fields[place] = [f"@{name}" for name in node.attrib][:20]
                    fields[place] += list(dict.fromkeys(child.tag for child in node))[:20]
                    samples[place] = _sample_of(node)
                trail.pop()
                if len(trail) == 1:
                    node.clear()
    if complete:
        parser.close()
    repeated = [place for place, count in counts.items() if count > 1 and len(place) > 1]
    # the outermost element that repeats and has something in it
    chosen = min(
        (place for place in repeated if place in fields),
        key=lambda place: (len(place), -counts[place]),
        default=None,
    )
    fact: dict[str, Any] = {"kind": "xml", "root": root_tag, "complete": complete}
    if chosen is None and repeated:
        chosen = min(repeated, key=len)
    if chosen is not None:
        fact.update(
            element=chosen[-1],
            find="/".join(chosen[1:]),
            count=counts[chosen],
            fields=fields.get(chosen, []),
            sample=samples.get(chosen, ""),
        )
    return fact


def _sample_of(node: ElementTree.Element) -> str:
    parts = [f"@{name}={value}" for name, value in node.attrib.items()]
    parts += [f"{child.tag}={(child.text or '').strip()}" for child in node]
    return ", ".join(parts)[:160]


def read_sqlite(path: Path) -> dict[str, Any]:
    """Tables, their columns and numbers of rows."""
    if path.stat().st_size == 0:
        return {"kind": "empty"}
    with path.open("rb") as file:
        if file.read(15) != b"SQLite format 3":
            return {"kind": "unknown"}
    address = Path(path).absolute().as_uri() + "?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True)
    try:
        names = connection.execute(
            "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"
            " AND name NOT LIKE 'sqlite_%' ORDER BY rowid LIMIT 30"
        ).fetchall()
        tables = []
        for name, sort in names:
            quoted = '"' + name.replace('"', '""') + '"'
            info = connection.execute(f"PRAGMA table_info({quoted})").fetchall()
            rows = -1
            if sort == "table" and path.stat().st_size < 256 * 1024 * 1024:
                rows = connection.execute(f"SELECT count(*) FROM {quoted}").fetchone()[0]
            first = connection.execute(f"SELECT * FROM {quoted} LIMIT 1").fetchone()
            tables.append(
                {
                    "name": name,
                    "columns": [{"name": row[1], "type": str(row[2]).lower()} for row in info],
                    "rows": rows,
                    "sample": [str(value)[:30] for value in first or ()],
                }
            )
        return {"kind": "sqlite", "tables": tables}
    finally:
        connection.close()


def read_zip(path: Path) -> dict[str, Any]:
    """How many files are packed, and the first names."""
    with zipfile.ZipFile(path) as archive:
        members = [item for item in archive.infolist() if not item.is_dir()]
        return {
            "kind": "zip",
            "count": len(members),
            "names": [item.filename for item in members[:5]],
            "locked": any(item.flag_bits & 1 for item in members),
            "unpacked": sum(item.file_size for item in members),
        }


def read_image(path: Path) -> dict[str, Any]:
    """Size, mode and whether the camera's date is in it. The pixels are not decoded."""
    from PIL import Image

    with Image.open(path) as image:
        taken = ""
        try:
            exif = image.getexif()
            taken = str(exif.get_ifd(0x8769).get(0x9003) or exif.get(0x0132) or "")
        except Exception:
            taken = ""
        return {
            "kind": "image",
            "width": image.width,
            "height": image.height,
            "mode": image.mode,
            "format": image.format or "",
            "taken": taken[:19],
        }
