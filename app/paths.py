"""Every location on disk. `SAIDDONE_HOME` moves all of the person's data to one folder.

`resources/`, `models/` and `runtime/` stand beside `app/` in the checkout and in the installed
product alike, so nothing asks how it was installed.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

_NAME = "saiddone"

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
RESOURCES = ROOT / "resources"
TRANSLATIONS = RESOURCES / "i18n"
ICONS = RESOURCES / "icons"
CATALOG = ROOT / "models" / "catalog.toml"


def _home() -> Path | None:
    home = os.environ.get("SAIDDONE_HOME")
    return Path(home).expanduser().absolute() if home else None


def data() -> Path:
    """What must not be lost: history, settings, undo, models."""
    home = _home()
    return home / "data" if home else Path(platformdirs.user_data_path(_NAME, appauthor=False))


def cache() -> Path:
    """What can be made again."""
    home = _home()
    return home / "cache" if home else Path(platformdirs.user_cache_path(_NAME, appauthor=False))


def models() -> Path:
    """Downloaded model files, one copy each."""
    return data() / "models"


def database() -> Path:
    """Conversations and settings."""
    return data() / "saiddone.sqlite3"


def journal() -> Path:
    """What was changed in the person's folders, and what was there before."""
    return data() / "journal"


def logs() -> Path:
    """Log and crash files. They never hold the person's words or data."""
    return data() / "logs"


def figures() -> Path:
    """Pictures that belong to conversations."""
    return data() / "figures"


def scratch() -> Path:
    """Throw-away copies of folders while scripts are tried."""
    return cache() / "scratch"


def results() -> Path:
    """Where files go that a task without a folder makes."""
    home = _home()
    documents = home / "documents" if home else Path(platformdirs.user_documents_path())
    return documents / "Said & Done"


def scripts_environment() -> Path:
    """The Python that scripts run in, with its libraries."""
    return ROOT / "runtime" / "scripts"


def scripts_python() -> Path:
    """The executable of the scripts' Python."""
    environment = scripts_environment()
    if sys.platform == "win32":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"
