"""The value of the last line, described as JSON: a text, a table or a figure."""

from __future__ import annotations

import datetime
import math
import pprint
import sys
from typing import Any

from harness.figures import Album  # type: ignore[import-not-found]

MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_CELL = 1000
MOST_TEXT = 100_000


def describe(value: Any, album: Album) -> dict[str, object]:
    """What to show for `value`: some of "value_text", "table" and figures in `album`."""
    if value is None:
        return {}
    pandas = sys.modules.get("pandas")
    if pandas is not None:
        if isinstance(value, pandas.Series):
            text = value.to_string(max_rows=60)
            name = "" if value.name is None else value.name
            frame = value.to_frame(name=name)
            return {"value_text": _short(text), "table": _table(frame, pandas, index=True)}
        if isinstance(value, pandas.DataFrame):
            text = value.to_string(max_rows=60)
            return {"value_text": _short(text), "table": _table(value, pandas)}
    figure = _figure(value)
    if figure is not None:
        album.add_figure(figure)
        return {}
    image = sys.modules.get("PIL.Image")
    if image is not None and isinstance(value, image.Image):
        album.add_image(value)
        return {}
    if _is_drawing(value):
        return {}
    return {"value_text": _short(_text(value))}


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic):
        return str(value)
    if type(value) in (list, tuple, dict, set, frozenset):
        return pprint.pformat(value, width=100, sort_dicts=False)
    return repr(value)


def _short(text: str) -> str:
    return text if len(text) <= MOST_TEXT else text[:MOST_TEXT] + "…"


def _figure(value: Any) -> Any:
    """The matplotlib figure that `value` is or belongs to."""
    figure = sys.modules.get("matplotlib.figure")
    if figure is None or "matplotlib.pyplot" not in sys.modules:
        return None
    if isinstance(value, figure.Figure):
        return value
    axes = sys.modules.get("matplotlib.axes")
    if axes is not None and isinstance(value, axes.Axes):
        return value.figure
    return None


def _is_drawing(value: Any) -> bool:
    """Whether it is what drawing calls return: parts of a figure, alone or in a list."""
    artist = sys.modules.get("matplotlib.artist")
    if artist is None:
        return False
    parts = value if isinstance(value, (list, tuple)) else [value]
    if type(value).__name__ == "ndarray" and value.dtype == object:
        parts = list(value.flat)
    container = sys.modules["matplotlib.container"].Container
    return bool(parts) and all(isinstance(part, (artist.Artist, container)) for part in parts)


def _table(frame: Any, pandas: Any, index: bool = False) -> dict[str, object]:
    """Columns, rows and the number of all rows. A nameless 0, 1, 2 … index is left out."""
    total = len(frame)
    frame = frame.iloc[:MOST_ROWS, :MOST_COLUMNS]
    plain = isinstance(frame.index, pandas.RangeIndex) and frame.index.name is None
    columns = [_name(column) for column in frame.columns]
    series = [frame.iloc[:, position] for position in range(frame.shape[1])]
    cells = [_cells(list(column)) for column in series]
    if index or not plain:
        levels = range(frame.index.nlevels)
        columns = [_name(frame.index.names[level]) for level in levels] + columns
        cells = [_cells(list(frame.index.get_level_values(level))) for level in levels] + cells
    rows = [list(row) for row in zip(*cells, strict=True)] if cells else []
    return {"columns": columns, "rows": rows, "total_rows": total}


def _name(name: Any) -> str:
    if name is None:
        return ""
    if isinstance(name, tuple):
        return " / ".join(str(part) for part in name if str(part))[:MOST_CELL]
    return str(_cell(name, False))[:MOST_CELL]


def _cells(values: list[Any]) -> list[object]:
    """One column. Times are left out when they are all midnight."""
    moments = [value for value in values if isinstance(value, datetime.datetime)]
    dates_only = bool(moments) and all(
        moment.tzinfo is None
        and moment == moment.replace(hour=0, minute=0, second=0, microsecond=0)
        for moment in moments
        if moment == moment
    )
    return [_cell(value, dates_only) for value in values]


def _cell(value: Any, dates_only: bool) -> object:
    """A value as JSON can hold it: text, number, truth or nothing."""
    if value is None or isinstance(value, bool):
        return value
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value if abs(value) < 2**63 else str(value)[:MOST_CELL]
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return value[:MOST_CELL]
    if isinstance(value, datetime.datetime):
        if value != value:  # NaT
            return None
        return value.date().isoformat() if dates_only else value.isoformat(" ")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if type(value).__name__ in ("NAType", "NaTType"):
        return None
    return str(value)[:MOST_CELL]
