"""start.py finds the person's folders where the application has them."""

from __future__ import annotations

import os
from pathlib import Path
from types import ModuleType

import platformdirs
import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from app import paths


def test_the_folder_that_the_person_named(start: ModuleType, home: Path) -> None:
    assert start.own_folder("cache") == paths.cache() == home / "cache"
    assert start.own_folder("data") == paths.data() == home / "data"


@pytest.mark.parametrize("xdg", [None, "", "relative/folder", "/somewhere/else"])
def test_the_usual_folders_here(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, xdg: str | None
) -> None:
    monkeypatch.delenv("SAIDDONE_HOME")
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME"):
        if xdg is None:
            monkeypatch.delenv(name, raising=False)
        else:
            monkeypatch.setenv(name, xdg)
    assert start.own_folder("cache") == paths.cache()
    assert start.own_folder("data") == paths.data()


@pytest.mark.skipif(os.name == "nt", reason="these answer for the other two systems")
@pytest.mark.parametrize(("platform", "theirs"), [("darwin", MacOS), ("linux", Unix)])
def test_the_usual_folders_elsewhere(
    start: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    theirs: type[platformdirs.PlatformDirs],
) -> None:
    for name in ("SAIDDONE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(start.sys, "platform", platform)
    folders = theirs("saiddone", appauthor=False)
    assert start.own_folder("cache") == Path(folders.user_cache_dir)
    assert start.own_folder("data") == Path(folders.user_data_dir)


def test_windows_keeps_both_under_one_folder(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SAIDDONE_HOME")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setattr(start, "WINDOWS", True)
    # as platformdirs.windows joins them: the name, and "Cache" for what can be made again
    assert start.own_folder("cache") == tmp_path / "saiddone" / "Cache"
    assert start.own_folder("data") == tmp_path / "saiddone"
