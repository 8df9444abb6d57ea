"""The operating system's libraries and programs, and the key of the engine."""

from __future__ import annotations

import ctypes.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

LINUX_ONLY = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux")
DEBIAN_ONLY = pytest.mark.skipif(not shutil.which("dpkg-query"), reason="Debian's package names")

CPUINFO = """processor\t: 0
vendor_id\t: GenuineIntel
model name\t: A CPU @ 2.00GHz
cpu MHz\t\t: {mhz}
flags\t\t: fpu {flags}

processor\t: 1
model name\t: A CPU @ 2.00GHz
flags\t\t: fpu
"""


def program(folder: Path, name: str, text: str) -> None:
    """A program made of shell commands."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is the whole search path: nothing else is installed."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("env", "touch", "chmod"):
        (folder / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setenv("PATH", str(folder))
    return folder


@LINUX_ONLY
@DEBIAN_ONLY
def test_debian_calls_the_packages_so(start: ModuleType) -> None:
    wrong = {}
    for package, soname in start.system_packages("terminal", "window").items():
        if ".so." not in soname:
            continue
        found = ctypes.util.find_library(soname.split(".so")[0].removeprefix("lib"))
        if found != soname:
            continue
        said = subprocess.run(
            ["dpkg-query", "--search", f"*/{soname}"], capture_output=True, text=True
        ).stdout
        owners = {line.split(":")[0].removesuffix("t64") for line in said.splitlines()}
        if owners and package not in owners:
            wrong[soname] = owners
    assert wrong == {}


@LINUX_ONLY
@pytest.mark.parametrize("plugin", ["xcb", "offscreen"])
def test_qt_finds_every_library_that_it_needs(plugin: str) -> None:
    qt = next(Path(sys.prefix).glob("lib/python*/site-packages/PySide6/Qt"))
    said = subprocess.check_output(["ldd", qt / f"plugins/platforms/libq{plugin}.so"], text=True)
    assert "libQt6Core.so.6 => " in said
    assert [line for line in said.splitlines() if "not found" in line] == []


@LINUX_ONLY
def test_the_list_holds_all_that_qt_needs_beyond_the_system(start: ModuleType) -> None:
    qt = next(Path(sys.prefix).glob("lib/python*/site-packages/PySide6/Qt"))
    files = [qt / "plugins/platforms/libqxcb.so", qt / "plugins/platforms/libqoffscreen.so"]
    files += [qt / f"lib/libQt6{part}.so.6" for part in ("Core", "Gui", "Widgets", "Network")]
    files += [qt / f"lib/libQt6{part}.so.6" for part in ("XcbQpa", "DBus")]
    needed = set()
    for file in files:
        for word in file.read_bytes().split(b"\0"):
            text = word.decode(errors="replace")
            if text.startswith("lib") and ".so." in text and text.isascii():
                needed.add(text)
    everywhere = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1"}
    everywhere |= {"libstdc++.so.6", "libgcc_s.so.1", "libresolv.so.2", "libz.so.1"}
    own = {name for name in needed if name.startswith(("libQt6", "libicu"))}
    through = {"libglib-2.0.so.0", "libbrotlicommon.so.1"}  # in the packages of their neighbours
    assert "libxcb-cursor.so.0" in needed
    listed = set(start.system_packages("window").values())
    assert needed - everywhere - own - through <= listed


def test_what_is_there_is_not_asked_for(start: ModuleType, programs: Path) -> None:
    program(programs, "apt-get", "exit 9")
    program(programs, "tool", "")
    start.need({"a-tool": "other|tool", "a-file": str(programs / "tool")})
    assert not (start.RUNTIME / "setup.log").exists()


def test_a_library_is_there_when_it_can_be_loaded(start: ModuleType) -> None:
    assert not start.is_there("libsaid-and-done.so.7")
    if sys.platform.startswith("linux"):
        assert start.is_there("libc.so.6")


@LINUX_ONLY
def test_what_is_missing_is_installed_when_we_may(
    start: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    program(programs, "sudo", 'test "$1" = -n && shift && exec "$@"')
    program(programs, "dpkg", "")
    tool = f'touch "{programs}/tool"; chmod +x "{programs}/tool"'
    program(
        programs, "apt-get", f'echo "$DEBIAN_FRONTEND: $*"; test "$1" = update || {{ {tool}; }}'
    )
    start.need({"a-tool": "tool", "env-tool": "env"})
    log = (start.RUNTIME / "setup.log").read_text(encoding="utf-8").splitlines()
    assert "noninteractive: update" in log
    said = [line for line in log if line.startswith("noninteractive: install")]
    assert len(said) == 1
    assert "a-tool" in said[0]
    assert "env-tool" not in said[0]


@LINUX_ONLY
def test_else_the_exact_line_is_told(
    start: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start.os, "geteuid", lambda: 1000)
    program(programs, "sudo", "echo a password is required >&2; exit 1")
    program(programs, "apt-get", "exit 9")
    with pytest.raises(start.Failed) as failed:
        start.need({"a-tool": "tool", "bubblewrap": "bwrap"})
    assert (
        "sudo apt-get install -y --no-install-recommends a-tool bubblewrap"
        in str(failed.value).splitlines()
    )


@LINUX_ONLY
def test_where_there_is_no_apt_the_things_are_named(start: ModuleType, programs: Path) -> None:
    with pytest.raises(start.Failed) as failed:
        start.need({"libsaid7": "libsaid.so.7"})
    assert "libsaid.so.7" in str(failed.value)
    assert "apt" not in str(failed.value)


@LINUX_ONLY
def test_without_a_sandbox_it_goes_on_and_says_so(
    start: ModuleType, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not (programs / "bwrap").exists()
    start.need({"bubblewrap?": "bwrap"})
    assert "lacks bwrap" in capsys.readouterr().err


def test_the_same_cpu_is_the_same_cpu_after_an_update_of_the_kernel(start: ModuleType) -> None:
    before = start.cpu_in(CPUINFO.format(mhz="800.1", flags="sse4_2 avx2 avx512f ssbd"))
    after = start.cpu_in(CPUINFO.format(mhz="3100.7", flags="avx512f ibpb_exit avx2 sse4_2"))
    assert before == after == "A CPU @ 2.00GHz avx2 avx512f sse4_2"


def test_a_cpu_that_can_do_less_is_another_one(start: ModuleType) -> None:
    assert start.cpu_in(CPUINFO.format(mhz="1", flags="sse4_2 avx2")) != start.cpu_in(
        CPUINFO.format(mhz="1", flags="sse4_2")
    )


def test_an_arm_cpu_has_a_name_and_features(start: ModuleType) -> None:
    info = "processor\t: 0\nFeatures\t: fp asimd crc32 asimddp sve\nCPU part\t: 0xd40\n\n"
    assert start.cpu_in(info) == "0xd40 asimd asimddp sve"


def test_the_engine_s_key_tells_version_machine_and_options(
    start: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CMAKE_ARGS", raising=False)
    key = start.engine_key()
    locked = (start.LOCKED / "engine.txt").read_text(encoding="utf-8")
    assert f"llama-cpp-python=={key.split('-')[0]} " in locked
    assert key == start.engine_key()
    monkeypatch.setenv("CMAKE_ARGS", "-DGGML_CUDA=on")
    assert start.engine_key() != key
