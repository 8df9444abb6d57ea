"""The pictures that a script shows, saved as PNG."""

# Pathlib would cost every script its import.
# ruff: noqa: PTH118

from __future__ import annotations

import os
import sys
import types
from typing import Any

MOST_FIGURES = 20
_DOTS_PER_INCH = 120


class Album:
    """Collects figures in `folder` as figure-1.png and so on; `names` are those saved."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._saved_by_script: set[int] = set()
        self._shown: dict[int, str] = {}
        self._keep: list[object] = []
        self._save: Any = None
        self.names: list[str] = []

    def follow_pyplot(self, pyplot: types.ModuleType) -> None:
        """Learn which figures the script saves itself, and which it shows."""
        figure_class: Any = sys.modules["matplotlib.figure"].Figure
        save = figure_class.savefig

        def savefig(figure: Any, *arguments: Any, **options: Any) -> Any:
            self._saved_by_script.add(id(figure))
            self._keep.append(figure)
            return save(figure, *arguments, **options)

        def show_all(*arguments: Any, **options: Any) -> None:
            for number in pyplot.get_fignums():
                self.add_figure(pyplot.figure(number))

        def show_one(figure: Any, warn: bool = True) -> None:
            self.add_figure(figure)

        figure_class.savefig = savefig
        figure_class.show = show_one
        module: Any = pyplot
        module.show = show_all
        self._save = save

    def add_figure(self, figure: Any) -> None:
        """Save a matplotlib figure as it is now; again into the same file if it was shown."""
        name = self._shown.get(id(figure)) or self._next_name()
        if not name:
            return
        path = os.path.join(self._folder, name)
        self._save(figure, path, format="png", dpi=_DOTS_PER_INCH, bbox_inches="tight")
        self._shown[id(figure)] = name
        self._keep.append(figure)  # so that its id stays its own
        if name not in self.names:
            self.names.append(name)

    def add_image(self, image: Any) -> None:
        """Save a Pillow image."""
        name = self._next_name()
        if name:
            copy = image if image.mode in ("1", "L", "LA", "P", "RGB", "RGBA") else None
            (copy or image.convert("RGB")).save(os.path.join(self._folder, name), format="PNG")
            self.names.append(name)

    def add_what_is_open(self) -> None:
        """Save the figures that the script neither saved itself nor showed before."""
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        for number in pyplot.get_fignums():
            figure = pyplot.figure(number)
            if id(figure) in self._saved_by_script or id(figure) in self._shown:
                continue
            if not figure.get_axes() and not figure.texts:
                continue
            try:
                self.add_figure(figure)
            except Exception as error:
                print(f"figure {number}: {error}", file=sys.stderr)

    def _next_name(self) -> str:
        return f"figure-{len(self.names) + 1}.png" if len(self.names) < MOST_FIGURES else ""
