"""Defaults that suit a person who reads the result, set when a library is first imported."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import sys
import types
import warnings
from collections.abc import Callable, Sequence

from harness.figures import Album  # type: ignore[import-not-found]


def install(album: Album) -> None:
    """Prepare what is to happen after pandas, numpy and matplotlib are imported."""
    warnings.filterwarnings("ignore", message=".*non-interactive.*cannot be shown.*")
    sys.meta_path.insert(
        0,
        _AfterImport(
            {"pandas": _pandas, "numpy": _numpy, "matplotlib.pyplot": album.follow_pyplot}
        ),
    )


def _pandas(pandas: types.ModuleType) -> None:
    """Print tables whole and one row a line."""
    for name, value in (
        ("display.max_columns", None),
        ("display.width", 1000),
        ("display.max_colwidth", 80),
        ("display.expand_frame_repr", False),
        ("display.min_rows", 20),
    ):
        pandas.set_option(name, value)


def _numpy(numpy: types.ModuleType) -> None:
    """Print numbers in lists as 22.5, not as np.float64(22.5)."""
    numpy.set_printoptions(legacy="1.25")


class _AfterImport(importlib.abc.MetaPathFinder):
    """Calls a function with a module right after it was imported for the first time."""

    def __init__(self, actions: dict[str, Callable[[types.ModuleType], None]]) -> None:
        self._actions = actions

    def find_spec(
        self,
        name: str,
        path: Sequence[str] | None,
        target: types.ModuleType | None = None,
    ) -> importlib.machinery.ModuleSpec | None:
        action = self._actions.pop(name, None)
        if action is None:
            return None
        for finder in sys.meta_path:
            if finder is self:
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None and spec.loader is not None:
                spec.loader = _Loader(spec.loader, action)
                return spec
        return None


class _Loader(importlib.abc.Loader):
    """Another loader, with something to do afterwards."""

    def __init__(
        self, loader: importlib.abc.Loader, action: Callable[[types.ModuleType], None]
    ) -> None:
        self._loader = loader
        self._action = action

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: types.ModuleType) -> None:
        # libraries look up their data through the loader that they expect
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        try:
            self._action(module)
        except Exception as error:
            print(f"{module.__name__}: {error}", file=sys.stderr)
