"""The models that the product knows, read from `models/catalog.toml`.

A model there has: `id` (what a person types), `file`, `size` and `sha256` of the file, the hub's
`repository` and `revision`, `licence`, `licence_url`, `non_commercial`, `memory` (bytes that the
engine needs), `context` (tokens), `name` and `note` in each language. May have: `piece_size` and
`piece_sha256` (see `app.writer.download`), and `mirror` with `package`, `version`, `member`,
`count`; part n of a mirror is piece n of the file, so a mirror needs the pieces.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.model import Mirror, Model
from app.domain.problem import Problem, ProblemKind

LANGUAGES = ("en", "ru")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True, slots=True)
class Catalog:
    """All known models, the smallest first, and the id of the one to take without a wish."""

    models: tuple[Model, ...]
    default: str

    def find(self, model_id: str) -> Model | None:
        """The model with this id."""
        return next((model for model in self.models if model.id == model_id), None)


def load(path: Path) -> Catalog:
    """Read a catalogue and check that it holds together.

    Raises:
        Problem: SETUP_INCOMPLETE when it is missing or wrong: it belongs to the product.
    """
    try:
        with path.open("rb") as file:
            content = tomllib.load(file)
        models = tuple(sorted(map(_model, content["models"]), key=lambda model: model.size))
        catalog = Catalog(models, content["default"])
        _check(len({model.id for model in models}) == len(models), "two models with one id")
        _check(len({model.file for model in models}) == len(models), "two models with one file")
        _check(catalog.find(catalog.default) is not None, f"no model {catalog.default!r}")
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise Problem(ProblemKind.SETUP_INCOMPLETE, f"{path.name}: {error!r}") from error
    return catalog


def _model(entry: dict[str, Any]) -> Model:
    mirror = Mirror(**entry["mirror"]) if "mirror" in entry else None
    model = Model(
        id=entry["id"],
        name=dict(entry["name"]),
        note=dict(entry["note"]),
        file=entry["file"],
        size=entry["size"],
        sha256=entry["sha256"],
        licence=entry["licence"],
        licence_url=entry["licence_url"],
        non_commercial=entry["non_commercial"],
        repository=entry["repository"],
        revision=entry["revision"],
        memory=entry["memory"],
        context=entry["context"],
        piece_size=entry.get("piece_size", 0),
        pieces=tuple(entry.get("piece_sha256", ())),
        mirror=mirror,
    )
    name = model.id
    _check(_ID.fullmatch(name) is not None, f"{name!r} is no id")
    _check(Path(model.file).name == model.file, f"{name}: {model.file!r} is no plain name")
    _check(model.file.endswith(".gguf"), f"{name}: {model.file!r} is no .gguf")
    _check(model.memory > 0 and model.size > 0 and model.context > 0, f"{name}: sizes")
    for text in (model.name, model.note):
        _check(all(text.get(language) for language in LANGUAGES), f"{name}: words missing")
    for digest in (model.sha256, *model.pieces):
        _check(_SHA256.fullmatch(digest) is not None, f"{name}: {digest!r} is no SHA-256")
    if model.pieces:
        count = -(-model.size // model.piece_size)
        _check(count == len(model.pieces), f"{name}: {len(model.pieces)} pieces, not {count}")
    if mirror:
        _check(mirror.count == len(model.pieces), f"{name}: parts of the mirror are not pieces")
    return model


def _check(is_right: bool, complaint: str) -> None:
    if not is_right:
        raise ValueError(complaint)
