"""`start.py` as a module, and a small checkout in which it sets up real environments quickly.

The small checkout has the real `start.py`, requirements that lock tiny wheels made here, and an
`app.main` that tells how it was started. No index is asked for anything.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

START = Path(__file__).resolve().parents[3] / "start.py"

TELLING_MAIN = """
import json, os, pathlib, sys
if sys.argv[1:] == ["models", "get"]:
    print("fetching")
    folder = pathlib.Path(os.environ["SAIDDONE_HOME"], "data", "models")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.gguf").write_bytes(b"GGUF")
    sys.exit(int(os.environ.get("FETCH_STATUS", "0")))
print(json.dumps({"words": sys.argv[1:], "folder": os.getcwd(), "python": sys.prefix}))
sys.exit(int(os.environ.get("APP_STATUS", "0")))
"""
TELLING_CHECK = """
import os, sys
print(__spec__.name, *sys.argv[1:], flush=True)
sys.exit(7 if os.environ.get("FAILING") == __spec__.name else 0)
"""
ENGINE = "def llama_backend_init():\n    print('the engine works')\n"


def make_wheel(folder: Path, name: str, modules: dict[str, str]) -> Path:
    """A wheel of version 1.0 with these modules."""
    info = f"{name}-1.0.dist-info"
    files = {f"{module}.py": text for module, text in modules.items()}
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    files[f"{info}/WHEEL"] = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    rows = []
    for path, text in files.items():
        sha = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        rows.append(f"{path},sha256={sha.decode()},{len(text.encode())}\n")
    files[f"{info}/RECORD"] = "".join(rows) + f"{info}/RECORD,,\n"
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
    return wheel


def lock(checkout: Path, name: str, *wheels: Path) -> None:
    """Write a list of requirements with the hashes of these wheels."""
    lines = [
        f"{wheel.name.split('-')[0].replace('_', '-')}==1.0 "
        f"--hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
        for wheel in wheels
    ]
    (checkout / "requirements" / f"{name}.txt").write_text("".join(lines), encoding="utf-8")


class Checkout:
    """A folder like ours, with tiny requirements, or a copy of `other`."""

    def __init__(self, folder: Path, other: Checkout | None = None) -> None:
        self.folder = folder / "Said & Done — «моё» 📁"
        self.wheels = self.folder / "wheels"
        self.home = self.folder / "home"
        self.runtime = self.folder / "runtime"
        self.engine = self.wheels / "llama_cpp_python-1.0-py3-none-any.whl"
        if other:
            shutil.copytree(other.folder, self.folder, symlinks=True)
            return
        for part in ("requirements", "wheels", "app"):
            (self.folder / part).mkdir(parents=True)
        shutil.copy(START, self.folder)
        shutil.copy(START.parent / "requirements" / "system.txt", self.folder / "requirements")
        (self.folder / "app" / "__init__.py").touch()
        (self.folder / "app" / "main.py").write_text(TELLING_MAIN, encoding="utf-8")
        make_wheel(self.wheels, "llama_cpp_python", {"llama_cpp": ENGINE})
        lock(self.folder, "engine", self.engine)
        for name in ("window", "scripts", "build"):
            lock(self.folder, name, make_wheel(self.wheels, f"for_{name}", {f"for_{name}": ""}))
        checks = dict.fromkeys(("ruff", "mypy", "pytest"), TELLING_CHECK)
        lock(self.folder, "develop", make_wheel(self.wheels, "for_checks", checks))

    def environment(self, **extra: str) -> dict[str, str]:
        """What start.py is started with here: no index, no uv, an own user folder, no screen."""
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PIP_", "UV_", "XDG_")) and "DISPLAY" not in name
        }
        kept.pop("QT_QPA_PLATFORM", None)
        return {
            **kept,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": self.wheels.as_uri(),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_RETRIES": "1",
            "SAIDDONE_HOME": str(self.home),
            **extra,
        }

    def begin(
        self, *words: str, folder: Path | None = None, pip: str = "", **extra: str
    ) -> subprocess.Popen[str]:
        """Start start.py. `pip` is an index that pip asks instead of looking at our wheels."""
        if pip:
            extra |= {"PIP_NO_INDEX": "", "PIP_FIND_LINKS": "", "PIP_INDEX_URL": pip}
        return subprocess.Popen(
            [sys.executable, self.folder / "start.py", *words],
            cwd=folder or self.folder,
            env=self.environment(**extra),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def start(
        self, *words: str, folder: Path | None = None, pip: str = "", **extra: str
    ) -> subprocess.CompletedProcess[str]:
        """Run start.py to its end."""
        with self.begin(*words, folder=folder, pip=pip, **extra) as child:
            stdout, stderr = child.communicate()
        return subprocess.CompletedProcess(words, child.returncode, stdout, stderr)


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`start.py` as a module, with its log in a temporary folder."""
    spec = importlib.util.spec_from_file_location("start_script", START)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "runtime").mkdir()
    monkeypatch.setattr(module, "RUNTIME", tmp_path / "runtime")
    return module


@pytest.fixture
def new_checkout(tmp_path: Path) -> Iterator[Checkout]:
    """A checkout in which nothing is set up yet."""
    made = Checkout(tmp_path)
    yield made
    shutil.rmtree(made.folder)  # pytest keeps its folders, and environments are big


@pytest.fixture
def copied(tmp_path: Path, checkout: Checkout) -> Iterator[Checkout]:
    """A checkout of one's own in which everything is set up."""
    made = Checkout(tmp_path, checkout)
    yield made
    shutil.rmtree(made.folder)


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    """A checkout in which everything is set up, the checks too."""
    made = Checkout(tmp_path_factory.mktemp("checkout"))
    result = made.start("--wheel", str(made.engine), "test")
    assert result.returncode == 0, result.stderr
    yield made
    shutil.rmtree(made.folder)
