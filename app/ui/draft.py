"""What stands in the input and waits behind it: kept as text so that it survives a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from app import paths
from app.domain.request import Request


@dataclass(frozen=True, slots=True)
class Place:
    """The folder and the files that were chosen for the next request, absolute."""

    folder: Path | None = None
    files: tuple[Path, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return self.folder is None and not self.files


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as it was typed. `follows` says whether it goes on from the last script."""

    words: str
    place: Place = Place()
    follows: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """The words in the input, the chosen place, and the requests that wait."""

    words: str = ""
    place: Place = Place()
    queue: tuple[Ask, ...] = ()

    def as_text(self) -> str:
        """The draft as JSON."""
        return json.dumps(
            {
                "words": self.words,
                "place": _place_as_json(self.place),
                "queue": [
                    {
                        "words": ask.words,
                        "place": _place_as_json(ask.place),
                        "follows": ask.follows,
                    }
                    for ask in self.queue
                ],
            }
        )

    @classmethod
    def from_text(cls, text: str | None) -> Draft:
        """The draft that `as_text` wrote; an empty one when it cannot be read."""
        try:
            kept = json.loads(text or "{}")
            return cls(
                words=str(kept.get("words", "")),
                place=_place_from_json(kept.get("place", {})),
                queue=tuple(
                    Ask(
                        str(ask["words"]),
                        _place_from_json(ask.get("place", {})),
                        bool(ask.get("follows", True)),
                    )
                    for ask in kept.get("queue", [])
                ),
            )
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()


def _place_as_json(place: Place) -> dict[str, object]:
    return {
        "folder": str(place.folder) if place.folder else "",
        "files": [str(file) for file in place.files],
    }


def _place_from_json(kept: dict[str, object]) -> Place:
    folder, files = kept.get("folder"), kept.get("files")
    return Place(
        Path(str(folder)) if folder else None,
        tuple(Path(str(file)) for file in files) if isinstance(files, list) else (),
    )


def folders_to_text(folders: tuple[Path, ...]) -> str:
    """Folders as JSON."""
    return json.dumps([str(folder) for folder in folders])


def folders_from_text(text: str | None) -> tuple[Path, ...]:
    """The folders that `folders_to_text` wrote; none when it cannot be read."""
    try:
        kept = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(Path(str(folder)) for folder in kept) if isinstance(kept, list) else ()


def place_of(request: Request) -> Place:
    """The folder and files that a stored request was about."""
    root = request.workplace.root
    is_chosen = request.workplace.members is None and root != paths.results()
    files = tuple(root / file for file in request.named_files)
    return Place(root if is_chosen else None, files)
