"""Loading lines for tables: pandas calls that read them right, and what is in them as comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.facts.code import heading, literal, shown, thousands

Fact = Mapping[str, Any]
# Stands for the variable in lines to come; no name in a file can hold it unescaped.
TABLE = "\0"
TOO_BIG = 300 * 1024 * 1024
_TYPE_WORDS = {"integer": "number", "code": "text", "yes-no": "true/false", "empty": "empty"}


@dataclass(frozen=True, slots=True)
class Loading:
    """How one table is read.

    `options` follow the path in the call; `fixes` are lines to add afterwards, with `TABLE` for
    the variable.
    """

    call: str
    options: tuple[str, ...]
    fixes: tuple[str, ...] = ()
    in_pieces: bool = False

    def expression(self, path: str) -> str:
        """The call for `path`, which is spelled already."""
        return f"{self.call}({', '.join((path, *self.options))})"


def column_names(table: Fact) -> list[str]:
    """The names that pandas gives the columns, after the fixes."""
    names: list[str] = []
    for number, column in enumerate(table["columns"]):
        raw = column["name"]
        name = raw if raw != "" else f"Unnamed: {number + table.get('left', 0)}"
        copies, chosen = 0, name
        while chosen in names:
            copies += 1
            chosen = f"{name}.{copies}"
        names.append(chosen)
    return [name.strip() for name in names] if _strips(table) else names


def _strips(table: Fact) -> bool:
    """Whether blanks around headings are taken away: when that keeps them different."""
    names = [column["name"] for column in table["columns"]]
    stripped = [name.strip() for name in names]
    return names != stripped and len(set(stripped)) == len(set(names))


def csv_loading(fact: Fact, size: int, drops_total: bool) -> Loading:
    """The call for a text table."""
    options: list[str] = []
    columns = fact["columns"]
    if fact["encoding"] not in ("utf-8", "utf-8-sig"):
        options.append(f"encoding={literal(fact['encoding'])}")
    if fact.get("bad_bytes"):
        options.append('encoding_errors="replace"')
    if fact["separator"] != ",":
        options.append(f"sep={literal(fact['separator'])}")
    if fact.get("unquoted"):
        options.append("quoting=3")
    if fact["skip"]:
        options.append(f"skiprows={fact['skip']}")
    if not fact["header"]:
        names = ", ".join(literal(column["name"]) for column in columns)
        options.append(f"header=None, names=[{names}]")
    decimal, grouping = _marks(columns)
    if decimal == ",":
        options.append('decimal=","')
    if grouping:
        options.append(f"thousands={literal(grouping)}")
    kept = [column["name"] for column in columns if column["type"] == "code"]
    if kept:
        options.append("dtype={" + ", ".join(f"{literal(name)}: str" for name in kept) + "}")
    if fact.get("trailing"):
        options.append("index_col=False")
    if fact.get("ragged"):
        options.append('on_bad_lines="warn"')
    # a column of dates with the word "Total" at its end is put right after that row is gone
    dates = [c for c in columns if c["type"] == "date" and not c.get("holds_total")]
    options += _date_options(dates)
    fixes = _fixes(fact, decimal, grouping, drops_total)
    if size > TOO_BIG:
        return Loading("pd.read_csv", (*options, "chunksize=200_000"), (), in_pieces=True)
    return Loading("pd.read_csv", tuple(options), tuple(fixes))


def _marks(columns: Sequence[Fact]) -> tuple[str, str]:
    """The decimal and grouping marks that can be told to pandas for the whole file."""
    numbers = [
        column
        for column in columns
        if column["type"] in ("number", "integer") and not column.get("dressed")
    ]
    points = sum(column["decimal"] == "." for column in numbers)
    commas = sum(column["decimal"] == "," for column in numbers)
    decimal = "," if commas > points else "."
    # pandas takes one ASCII sign for the whole file; blanks it would also take out of texts
    groupings = {column["grouping"] for column in numbers if column["grouping"]}
    grouping = ""
    if groupings == {","} and decimal == ".":
        grouping = ","
    elif groupings == {"."} and decimal == ",":
        grouping = "."
    return decimal, grouping


def _date_options(dates: Sequence[Fact]) -> list[str]:
    if not dates:
        return []
    names = "[" + ", ".join(literal(column["name"]) for column in dates) + "]"
    forms = [column["format"] for column in dates]
    iso = [form.startswith("%Y-%m-%d") for form in forms]
    if all(iso):
        return [f"parse_dates={names}"]
    if all(form.startswith("%d") and "%b" not in form and "%B" not in form for form in forms):
        return [f"parse_dates={names}", "dayfirst=True"]
    if len(set(forms)) == 1:
        return [f"parse_dates={names}", f"date_format={literal(forms[0])}"]
    pairs = ", ".join(f"{literal(column['name'])}: {literal(column['format'])}" for column in dates)
    return [f"parse_dates={names}", f"date_format={{{pairs}}}"]


def _fixes(table: Fact, decimal: str, grouping: str, drops_total: bool) -> list[str]:
    """What pandas cannot be told in the call."""
    fixes = []
    if _strips(table):
        fixes.append(f"{TABLE}.columns = {TABLE}.columns.str.strip()")
    if drops_total and table.get("total_row"):
        fixes.append(
            f"{TABLE} = {TABLE}[:-1]  # without the total ({shown(table['total_row'], 20)})"
        )
    for column, name in zip(table["columns"], column_names(table), strict=True):
        left_over = drops_total and column.get("holds_total")
        if left_over and column["type"] == "date":
            form = f", format={literal(column['format'])}" if "format" in column else ""
            spelled = f"{TABLE}[{literal(name)}]"
            fixes.append(f"{spelled} = pd.to_datetime({spelled}{form})")
        if column["type"] not in ("number", "integer"):
            continue
        plain = (
            not column.get("dressed")
            and not left_over
            and column["grouping"] in ("", grouping)
            and column["decimal"] in ("", decimal)
        )
        if plain:
            continue
        spelled = literal(name)
        keep = column["decimal"] or "."
        text = f'{TABLE}[{spelled}].astype(str).str.replace(r"[^\\d{keep}-]", "", regex=True)'
        if keep == ",":
            text += '.str.replace(",", ".")'
        fixes.append(f'{TABLE}[{spelled}] = pd.to_numeric({text}, errors="coerce")')
    return fixes


def sheet_loading(sheet: Fact, name: str, drops_total: bool) -> Loading:
    """The call for one sheet. `name` is empty for the only one."""
    options: list[str] = []
    if name:
        options.append(f"sheet_name={literal(name)}")
    columns = sheet["columns"]
    if not columns:
        return Loading("pd.read_excel", tuple(options))
    if sheet["skip"]:
        options.append(f"skiprows={sheet['skip']}")
    if sheet["left"]:
        options.append(f'usecols="{letter(sheet["left"])}:{letter(sheet["right"] - 1)}"')
    if not sheet["header"]:
        names = ", ".join(literal(column["name"]) for column in columns)
        options.append(f"header=None, names=[{names}]")
    kept = [column["name"] for column in columns if column["type"] == "code"]
    if kept:
        options.append("dtype={" + ", ".join(f"{literal(key)}: str" for key in kept) + "}")
    dates = [column for column in columns if column["type"] == "date" and column.get("as_text")]
    if dates and not sheet.get("total_row"):
        forms = sorted({column["format"] for column in dates})
        quoted = ", ".join(literal(column["name"]) for column in dates)
        if len(forms) == 1:
            options += [f"parse_dates=[{quoted}]", f"date_format={literal(forms[0])}"]
    fixes = _fixes(_texts_only(sheet), ".", "", drops_total)
    return Loading("pd.read_excel", tuple(options), tuple(fixes))


def _texts_only(sheet: Fact) -> Fact:
    """The sheet with numbers that stand as text marked: each of them needs a line of its own."""
    columns = [
        {**column, "dressed": True}
        if column.get("as_text") and column["type"] in ("number", "integer")
        else column
        for column in sheet["columns"]
    ]
    return {**sheet, "columns": columns}


def letter(index: int) -> str:
    """0 as A, 26 as AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def rows(table: Fact) -> str:
    """As "214 rows", or "about 1,200,000 rows"."""
    count = table["rows"]
    word = "row" if count == 1 else "rows"
    if table["rows_exact"]:
        return f"{thousands(count)} {word}"
    digits = max(0, len(str(count)) - 2)
    return f"about {thousands(round(count, -digits))} {word}"


def remarks(table: Fact, samples: int, most_columns: int, title: str = "Columns") -> list[str]:
    """Headings with their types, and some rows, without the leading #."""
    names = column_names(table)
    parts = [
        f"{heading(name)} ({_type_word(column)})"
        for name, column in zip(names, table["columns"], strict=True)
    ][:most_columns]
    left = len(names) - len(parts)
    if left:
        parts.append(f"and {left} more")
    lines = [f"{title}: {', '.join(parts)}"]
    for row in table["sample"][:samples]:
        cells = [_cell(cell, column) for cell, column in zip(row, table["columns"], strict=False)]
        lines.append("  " + " | ".join(cells[:most_columns]))
    return lines


def _type_word(column: Fact) -> str:
    word = _TYPE_WORDS.get(column["type"], column["type"])
    if column["type"] == "date" and column.get("ambiguous"):
        first = "day" if column["format"].startswith("%d") else "month"
        return f"date, read {first} first"
    if column.get("mixed"):
        return "mixed text"
    return str(word)


def _cell(cell: str, column: Fact) -> str:
    """A cell as it is after loading."""
    text = cell.strip()
    if column["type"] == "date" and "format" in column:
        try:
            moment = datetime.strptime(text, column["format"])
        except ValueError:
            return shown(text, 24)
        return moment.strftime("%Y-%m-%d" if "%H" not in column["format"] else "%Y-%m-%d %H:%M")
    if column["type"] in ("number", "integer"):
        keep = column["decimal"] or "."
        digits = "".join(sign for sign in text if sign.isdigit() or sign in f"{keep}-")
        return digits.replace(keep, ".")
    return shown(text, 24)
