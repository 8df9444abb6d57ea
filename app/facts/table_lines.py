"""The part of an opening that binds tables: one, several of one shape, sheets, cells to format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.facts import tables, wording
from app.facts import vocabulary as words_for
from app.facts.code import Draft, heading, literal, shown, thousands, variable
from app.facts.survey import Entry
from app.facts.tables import TABLE, Fact, Loading

_BOUND_ONE_BY_ONE = 4
_DICT_SPELLED = 12


@dataclass(frozen=True, slots=True)
class Detail:
    """How much the comments tell; less when the opening would get too long."""

    samples: int = 2
    columns: int = 40
    tables: int = 6
    names: int = 3


class TableLines:
    """Writes tables into `draft`. `listed` gives the expression for a list of paths."""

    def __init__(
        self,
        draft: Draft,
        words: str,
        facts: Mapping[str, Fact],
        detail: Detail,
        listed: Callable[[Sequence[Entry]], str],
        alone: bool,
    ) -> None:
        self._draft = draft
        self._words = words
        self._facts = facts
        self._detail = detail
        self._list = listed
        self._alone = alone
        self._bound: list[tuple[str, Fact]] = []

    def _fact(self, entry: Entry) -> Fact:
        return self._facts[entry.path]

    def write(self, files: Sequence[Entry]) -> None:
        """Bind the tables of `files` in the form that suits the request."""
        if words_for.FORMATTING.search(self._words) and self._formats(files):
            return
        self._draft.wants("import pandas as pd")
        if len(files) == 1:
            self.bind(files[0])
            return
        same = self._have_same_shape(files)
        asks_for_all = words_for.EACH.search(self._words) is not None
        if same or len(files) > _BOUND_ONE_BY_ONE or (asks_for_all and len(files) > 2):
            self._table_dict(files, same)
            return
        for entry in files:
            self.bind(entry)
        if len(self._bound) == 2:
            self._join()

    def _join(self) -> None:
        """Two tables with one heading in common: put them side by side, the longer one first."""
        (_, first), (_, second) = pair = sorted(self._bound, key=lambda b: -b[1]["rows"])
        shared = set(tables.column_names(first)) & set(tables.column_names(second))
        if len(shared) != 1:
            return
        left, right = pair[0][0], pair[1][0]
        key = literal(shared.pop())
        self._draft.add(
            f'merged = {left}.merge({right}, on={key}, how="left")  # {left} with their {right}'
        )
        self._draft.names.add("merged")

    def _drops_total(self) -> bool:
        return words_for.AGGREGATE.search(self._words) is not None

    def _loading(self, entry: Entry) -> tuple[Loading, Fact]:
        """How a file with one table is read, and that table."""
        fact = self._fact(entry)
        if fact["kind"] == "table":
            return tables.csv_loading(fact, entry.size, self._drops_total()), fact
        sheets = _visible(fact)
        name = "" if fact["sheets"].index(sheets[0]) == 0 else sheets[0]["name"]
        return tables.sheet_loading(sheets[0], name, self._drops_total()), sheets[0]

    def _has_one_table(self, entry: Entry) -> bool:
        fact = self._fact(entry)
        return fact["kind"] == "table" or len(_visible(fact)) == 1

    def _have_same_shape(self, files: Sequence[Entry]) -> bool:
        shapes = set()
        for entry in files:
            if not self._has_one_table(entry):
                return False
            _, table = self._loading(entry)
            shapes.add(tuple(tables.column_names(table)) if "columns" in table else ())
        return len(shapes) == 1

    def _table_dict(self, files: Sequence[Entry], same: bool) -> None:
        draft = self._draft
        if not all(self._has_one_table(entry) for entry in files):
            self._workbooks(files)
            return
        loadings = {entry.path: self._loading(entry) for entry in files}
        calls = {(loading.call, loading.options) for loading, _ in loadings.values()}
        total = sum(table["rows"] for _, table in loadings.values())
        exact = all(table["rows_exact"] for _, table in loadings.values())
        in_all = tables.rows({"rows": total, "rows_exact": exact})
        stems = [entry.stem for entry in files]
        unique = len(set(stems)) == len(stems)
        if len(calls) == 1 and len(files) > _DICT_SPELLED:
            loading = next(iter(loadings.values()))[0]
            key = "path.stem" if unique else "path.as_posix()"
            draft.wants("from pathlib import Path")
            draft.add(
                "tables = {",
                f"    {key}: {loading.expression('path')}",
                f"    for path in {self._list(files)}",
                f"}}  # {thousands(len(files))} tables, {in_all} in all",
            )
        else:
            draft.add("tables = {")
            for entry in files:
                loading, table = loadings[entry.path]
                key = literal(entry.stem if unique else entry.path)
                call = loading.expression(literal(entry.path))
                draft.add(f"    {key}: {call},  # {tables.rows(table)}")
            draft.add("}")
        self._dict_fixes(files, loadings, unique)
        if same:
            self._together("tables", "files")
        self._dict_remarks(files, loadings, same)

    def _dict_fixes(
        self, files: Sequence[Entry], loadings: Mapping[str, tuple[Loading, Fact]], unique: bool
    ) -> None:
        fixes = [loadings[entry.path][0].fixes for entry in files]
        if len(set(fixes)) == 1:
            if fixes[0]:
                self._draft.add("for name, table in tables.items():")
                for fix in fixes[0]:
                    target = fix.replace(f"{TABLE} = ", "tables[name] = ", 1)
                    self._draft.add("    " + target.replace(TABLE, "table"))
            return
        for entry, lines in zip(files, fixes, strict=True):
            spelled = f"tables[{literal(entry.stem if unique else entry.path)}]"
            self._draft.add(*(line.replace(TABLE, spelled) for line in lines))

    def _dict_remarks(
        self, files: Sequence[Entry], loadings: Mapping[str, tuple[Loading, Fact]], same: bool
    ) -> None:
        if same:
            _, table = loadings[files[0].path]
            title = "Every table has the columns"
            self._remarks(table, title)
            return
        for entry in files[: self._detail.tables]:
            _, table = loadings[entry.path]
            lines = tables.remarks(table, 0, self._detail.columns, heading(entry.stem))
            for line in lines:
                self._draft.remark(line)

    def _remarks(self, table: Fact, title: str = "Columns") -> None:
        if not table.get("columns"):
            self._draft.remark("The sheet is empty")
            return
        detail = self._detail
        for line in tables.remarks(table, detail.samples, detail.columns, title):
            self._draft.remark(line)
        if table.get("ragged"):
            self._draft.remark(f"Rows with too many cells, which are left out: {table['ragged']}")
        if table.get("total_row") and not self._drops_total():
            self._draft.remark(f"The last row is a total ({shown(table['total_row'], 20)})")

    def _workbooks(self, files: Sequence[Entry]) -> None:
        """Several files of which some have several sheets."""
        expressions = []
        for entry in files:
            fact = self._fact(entry)
            if fact["kind"] == "table":
                call = tables.csv_loading(fact, entry.size, False).expression(literal(entry.path))
                expressions.append((entry, f"{{{literal(entry.stem)}: {call}}}"))
            else:
                call = f"pd.read_excel({literal(entry.path)}, sheet_name=None)"
                expressions.append((entry, call))
        if len(files) > _DICT_SPELLED and all(self._fact(e)["kind"] == "workbook" for e in files):
            self._draft.add(
                "workbooks = {",
                "    path.stem: pd.read_excel(path, sheet_name=None)",
                f"    for path in {self._list(files)}",
                f"}}  # {thousands(len(files))} files: file -> sheet -> table",
            )
        else:
            self._draft.add("workbooks = {  # file -> sheet -> table")
            self._draft.add(*(f"    {literal(entry.stem)}: {call}," for entry, call in expressions))
            self._draft.add("}")
        for entry in files[: self._detail.tables]:
            for sheet in self._fact(entry).get("sheets", ())[:3]:
                if sheet["columns"]:
                    title = f"{heading(entry.stem)} / {heading(sheet['name'])}"
                    self._draft.remark(tables.remarks(sheet, 0, self._detail.columns, title)[0])

    def _formats(self, files: Sequence[Entry]) -> bool:
        """Looks of cells need openpyxl rather than pandas. False when no workbook is there."""
        books = [entry for entry in files if self._fact(entry)["kind"] == "workbook"]
        if len(books) != 1 or self._fact(books[0]).get("old"):
            return False
        self._draft.wants(
            "from openpyxl import load_workbook",
            "from openpyxl.styles import Alignment, Border, Font, PatternFill, Side",
        )
        entry = books[0]
        self._draft.add(f"workbook = load_workbook({literal(entry.path)})")
        for number, sheet in enumerate(self._fact(entry)["sheets"][: self._detail.tables]):
            if not sheet["columns"]:
                continue
            if number == 0:
                self._draft.add(f"sheet = workbook[{literal(sheet['name'])}]")
            names = ", ".join(
                f"{tables.letter(sheet['left'] + index)} {heading(column['name'])}"
                for index, column in enumerate(sheet["columns"][: self._detail.columns])
            )
            first = sheet["skip"] + 1
            self._draft.remark(
                f"Sheet {heading(sheet['name'])}: headings in row {first}: {names};"
                f" data in rows {first + 1} to {first + sheet['rows']}"
            )
        return True

    def bind(self, entry: Entry) -> None:
        """Bind what one file holds."""
        self._draft.wants("import pandas as pd")
        if self._fact(entry)["kind"] == "table":
            self._bind_table(entry, *self._loading(entry))
        else:
            self._bind_workbook(entry, self._fact(entry))

    def _bind_table(self, entry: Entry, loading: Loading, table: Fact) -> None:
        default = "chunks" if loading.in_pieces else "table"
        name = variable("" if loading.in_pieces else entry.stem, default, self._draft.names)
        self._draft.names.add(name)
        self._bound.append((name, table))
        note = tables.rows(table) + (", read in pieces" if loading.in_pieces else "")
        self._draft.add(f"{name} = {loading.expression(literal(entry.path))}  # {note}")
        self._draft.add(*(fix.replace(TABLE, name) for fix in loading.fixes))
        self._remarks(table, "Columns" if self._alone else f"Columns of {name}")

    def _bind_workbook(self, entry: Entry, fact: Fact) -> None:
        sheets = _visible(fact)
        if len(sheets) == 1:
            loading, sheet = self._loading(entry)
            self._bind_table(entry, loading, sheet)
            return
        said = [sheet for sheet in sheets if _says_sheet(self._words, sheet["name"])]
        if len(said) == 1 and not words_for.EACH.search(self._words):
            loading = tables.sheet_loading(said[0], said[0]["name"], self._drops_total())
            self._bind_table(entry, loading, said[0])
            others = ", ".join(heading(s["name"]) for s in sheets if s is not said[0])
            self._draft.remark(f"Other sheets: {shown(others, 120)}")
            return
        self._bind_sheets(entry, fact, sheets)

    def _bind_sheets(self, entry: Entry, fact: Fact, sheets: Sequence[Fact]) -> None:
        name = "sheets"
        if name in self._draft.names:
            name = variable("", "workbook_sheets", self._draft.names)
        self._draft.names.add(name)
        path = literal(entry.path)
        loadings = {
            sheet["name"]: tables.sheet_loading(sheet, "", self._drops_total()) for sheet in sheets
        }
        options = {loading.options for loading in loadings.values()}
        whole = len(sheets) == fact["sheet_count"] or fact["sheet_count"] > len(fact["sheets"])
        if len(options) == 1 and whole:
            call = Loading("pd.read_excel", ("sheet_name=None", *next(iter(options))))
            count = thousands(fact["sheet_count"])
            self._draft.add(f"{name} = {call.expression(path)}  # {count} sheets: name -> table")
        else:
            self._draft.add(f"{name} = {{")
            for sheet in sheets:
                loading = tables.sheet_loading(sheet, sheet["name"], self._drops_total())
                self._draft.add(f"    {literal(sheet['name'])}: {loading.expression(path)},")
            self._draft.add("}")
        for sheet_name, loading in loadings.items():
            spelled = f"{name}[{literal(sheet_name)}]"
            self._draft.add(*(fix.replace(TABLE, spelled) for fix in loading.fixes))
        if len({tuple(tables.column_names(sheet)) for sheet in sheets}) == 1:
            self._together(name, "sheets")
        self._sheet_remarks(name, sheets)

    def _together(self, name: str, what: str) -> None:
        """One table of all, for questions about the whole."""
        if words_for.APART.search(self._words) or not words_for.AGGREGATE.search(self._words):
            return
        if "table" not in self._draft.names:
            self._draft.names.add("table")
            self._draft.add(
                f"table = pd.concat({name}.values(), ignore_index=True)  # all {what} together"
            )

    def _sheet_remarks(self, name: str, sheets: Sequence[Fact]) -> None:
        shapes = {tuple(tables.column_names(sheet)) for sheet in sheets}
        names = ", ".join(heading(sheet["name"]) for sheet in sheets)
        if len(shapes) == 1:
            self._draft.remark(f"Sheets: {shown(names, 160)}")
            self._remarks(sheets[0], "Every sheet has the columns")
            return
        for sheet in sheets[: self._detail.tables]:
            title = f"{name}[{literal(sheet['name'])}], {tables.rows(sheet)}"
            samples = min(1, self._detail.samples)
            for line in tables.remarks(sheet, samples, self._detail.columns, title):
                self._draft.remark(line)


def _visible(book: Fact) -> list[Any]:
    """Sheets that are shown and have something in them; the first one when there is none."""
    good = [sheet for sheet in book["sheets"] if sheet["columns"] and not sheet.get("hidden")]
    return good or list(book["sheets"][:1])


def _says_sheet(words: str, name: str) -> bool:
    return wording.says(wording.tokens(words), name)
