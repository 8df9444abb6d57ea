"""Set Said & Done up, then start it.

python3 start.py                what is missing is set up, then the window opens
python3 start.py ask "TASK" ... further words go to Said & Done as they are
python3 start.py setup          set up only, the default model included
python3 start.py test ...       every check; further words go to pytest
python3 start.py bench NAME ... one measurement of bench/

`--wheel FILE` in front of these takes a ready-made engine instead of compiling it.
Standard library only. Old Pythons must be able to parse this, to say what is wrong.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the sentence is for those who start it with an old one
    sys.exit("Said & Done needs Python 3.11 or newer, for example: python3.13 start.py")

import contextlib
import ctypes
import hashlib
import os
import platform
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent
RUNTIME, LOCKED = ROOT / "runtime", ROOT / "requirements"
WINDOWS, LINUX = sys.platform == "win32", sys.platform.startswith("linux")
PYTHON = ".".join(map(str, sys.version_info[:2]))
OWN = ("setup", "test", "bench")
FOREIGN = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_CONSTRAINT"}
LOCKS: list[int] = []  # a step that outlives us keeps the lock

# What a compiler makes use of. The kernel adds other words at updates; they must not rebuild.
CPU_WORDS = re.compile(
    r"(s?sse|pni|avx|fma|f16c|bmi|amx|popcnt|abm|movbe|adx|v?aes|v?pclmul|gfni|sha|cx16|asimd|sve"
    r"|sme|neon|i8mm|bf16|fphp|vfp|rv).*"
)
CAUSES = {
    r"No space left|not enough space": "the disk is full",
    r"DO NOT MATCH THE HASHES|Hash mismatch": "what was downloaded is not what was locked",
    r"No CMAKE_C|_COMPILER not set|xcode-select": "no C++ compiler works here. On macOS type "
    "xcode-select --install, on Windows install Visual Studio's Build Tools, or use --wheel FILE",
    r"error: Killed|out of memory|MemoryError": "the memory ran out",
    r"(?i)connection|connecttimeout|readtimeout|max retries|name resolution|getaddrinfo|dns error"
    r"|unreachable|error sending request": "the package index could not be reached",
    r"(?i)permission denied|access is denied": "a file is in use, or may not be written",
    r"No matching distribution": "the package index has nothing that fits this computer",
}


class Failed(Exception):
    """A step of the set-up did not work; the text is for the person."""


def cause(log: str) -> str:
    """Why a step failed, in plain words, from the end of what it wrote; else empty."""
    return next((words for pattern, words in CAUSES.items() if re.search(pattern, log)), "")


def progress_in(log: str) -> str:
    """What ninja, pip or apt are at, from the last lines that they wrote; else empty."""
    for line in reversed(log.splitlines()):
        found = re.match(r"\s*\[(\d+)/(\d+)\] ", line)
        if found:
            return f"{found[1]} of {found[2]}"
        found = re.match(r"\s*(?:Collecting|Unpacking|Setting up) ([\w.-]+)", line)
        if found or line.startswith("Installing collected packages"):
            return found[1] if found else "unpacking"
    return ""


def tell(words: str, last: bool = True) -> None:
    """Say how far it is: on a terminal in one line that is written over, else in lines."""
    width = shutil.get_terminal_size().columns - 1
    live = not last and f"\r{words[:width]:<{width}}"
    blank = f"\r{'':<{width}}\r" if sys.stderr.isatty() else ""
    sys.stderr.write(live if live and blank else f"{blank}{words}\n")
    sys.stderr.flush()


def run(what: str, *command: object, **extra: str) -> None:
    """Run a step: what it writes goes into the log, how far it is to stderr.

    Raises:
        Failed: it did not end with 0.
    """
    begun, said, since, log = time.monotonic(), 0.0, "", RUNTIME / "setup.log"
    words, variables = list(map(str, command)), {"PIP_USER": "0", "PYTHONUTF8": "1", **extra}
    with log.open("ab") as output:
        output.write(f"\n# {what}: {' '.join(words)}\n".encode(errors="replace"))
        output.flush()
        start = output.tell()
        child = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=output, stderr=output, pass_fds=LOCKS,
            env=environment(**variables), start_new_session=not WINDOWS,
        )  # fmt: skip
    try:
        while child.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(0.2)
            now = time.monotonic()
            since = f"{int(now - begun) // 60}:{int(now - begun) % 60:02}"
            if now - begun > 1 and now - said > (0.2 if sys.stderr.isatty() else 15):
                at = progress_in(log.read_bytes()[start:][-20000:].decode(errors="replace"))
                tell(f"{what}: {at}, {since}" if at else f"{what}, {since}", last=False)
                said = now
    except BaseException:
        with contextlib.suppress(OSError):
            child.terminate() if WINDOWS else os.killpg(child.pid, signal.SIGTERM)
        child.wait()
        raise
    if said:
        tell(f"{what}: {'failed' if child.returncode else 'done'} after {since}")
    if child.returncode:
        why = cause(log.read_bytes()[start:][-20000:].decode(errors="replace"))
        raise Failed(f"{what} failed{why and f': {why}'}. The details are in {log}")


def environment(**extra: str) -> dict[str, str]:
    """What everything is started with: nothing of another Python leaks in."""
    return {name: value for name, value in os.environ.items() if name not in FOREIGN} | extra


def own_folder(kind: str) -> Path:
    """The person's `cache` or `data` folder, as `app.paths` has it."""
    home, xdg = os.environ.get("SAIDDONE_HOME"), os.environ.get(f"XDG_{kind.upper()}_HOME", "")
    if home:
        return Path(home).expanduser().absolute() / kind
    if WINDOWS:
        return Path(os.environ["LOCALAPPDATA"], "saiddone", "Cache" if kind == "cache" else "")
    mac = {"cache": "Library/Caches", "data": "Library/Application Support"}[kind]
    other = {"cache": ".cache", "data": ".local/share"}[kind]
    usual = Path.home() / (mac if sys.platform == "darwin" else other)
    return (Path(xdg) if xdg.startswith("/") else usual) / "saiddone"


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Keep every other start.py of this folder waiting."""
    with (RUNTIME / "setup.lock").open("a") as lock:
        if sys.platform == "win32":
            import msvcrt

            while True:
                with contextlib.suppress(OSError):  # it gives up after ten seconds
                    msvcrt.locking(lock.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            import fcntl

            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                tell("Another start.py is setting up here; waiting for it to end")
                fcntl.flock(lock, fcntl.LOCK_EX)
            LOCKS.append(lock.fileno())
        try:
            yield
        finally:
            LOCKS.clear()


def system_packages(*purposes: str) -> dict[str, str]:
    """What is needed of a Linux system: Debian's package, and what shows that it is there."""
    text = (LOCKED / "system.txt").read_text(encoding="utf-8")
    text = text.format(python=PYTHON, library=Path(os.__file__).parent)
    lines = (line.split(maxsplit=2) for line in text.splitlines())
    return {package: sign for purpose, package, sign in lines if purpose in purposes}


def is_there(sign: str) -> bool:
    """Whether a library can be loaded, a path exists, or one of several programs is there."""
    if ".so." not in sign:
        return Path(sign).exists() if sign[0] == "/" else any(map(shutil.which, sign.split("|")))
    with contextlib.suppress(OSError):
        return bool(ctypes.CDLL(sign))
    return False


def need(system: dict[str, str]) -> None:
    """Have the system's package tool install what is missing, or say what to type.

    Raises:
        Failed: something is missing that nothing works without.
    """
    apt = shutil.which("apt-get")
    missing = [name for name, sign in system.items() if not is_there(sign)]
    command = ["apt-get", "install", "-y", "--no-install-recommends"]
    command += [name.rstrip("?") for name in missing]
    if missing and apt:
        before = [
            *(["sudo", "-n"] if os.geteuid() else []),
            "env",
            "DEBIAN_FRONTEND=noninteractive",
        ]
        for what, *words in (
            ("Mending an interrupted installation", "dpkg", "--configure", "-a"),
            ("Reading the list of system packages", "apt-get", "update"),
            ("Installing system packages", *command, "-o", "DPkg::Lock::Timeout=300"),
        ):
            with contextlib.suppress(Failed, OSError):  # what counts is what is there afterwards
                run(what, *before, *words)
        missing = [name for name in missing if not is_there(system[name])]
    elif not apt:  # the paths are Debian's
        missing = [name for name in missing if system[name][0] != "/"]
    if missing:
        names = " ".join(name.rstrip("?") if apt else system[name] for name in missing)
        how = f"type:\nsudo {' '.join(command)}" if apt else "install that."
        lack = f"This system lacks {names}. Please {how}"
        if not all(name.endswith("?") for name in missing):
            raise Failed(f"{lack}\nThen start again.")
        tell(lack)


def python_of(folder: str) -> Path:
    """The Python of an environment."""
    return RUNTIME / folder / ("Scripts/python.exe" if WINDOWS else "bin/python")


def digest(*parts: bytes | str) -> str:
    """A short name for something that must not change."""
    data = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return hashlib.sha256(data).hexdigest()[:20]


@contextlib.contextmanager
def changing(folder: str) -> Iterator[Path]:
    """Mark an environment as unfinished, so that it is made anew if we are stopped."""
    mark = RUNTIME / folder / "unfinished"
    mark.touch()
    yield python_of(folder)
    mark.unlink()


def install(folder: str, name: str, what: str) -> None:
    """Install locked requirements; those that an environment is named after make it anew."""
    if name == folder:
        run(f"Making a place for {what}", sys.executable, "-m", "venv", "--clear", RUNTIME / folder)
    uv, options = shutil.which("uv"), ["--require-hashes", "-r", LOCKED / f"{name}.txt"]
    with changing(folder) as python:
        try:
            if not uv:
                raise Failed
            run(f"Installing {what}", uv, "pip", "install", "--python", python, *options)
        except Failed:  # uv does not know of the mirrors that pip was told of
            options += ["--no-compile"] if folder == "scripts" else []
            run(f"Installing {what}", python, "-m", "pip", "install", *options)
        if (
            folder == "scripts"
        ):  # read-only for scripts: what is stale would be compiled at every run
            options = ["-q", "-f", "-j", "0", "--invalidation-mode", "unchecked-hash"]
            with contextlib.suppress(Failed):  # packages carry a few files that no Python compiles
                run(f"Compiling {what}", python, "-m", "compileall", *options, RUNTIME / folder)


def engine_version() -> str:
    """The release of llama-cpp-python that is locked."""
    return (
        (LOCKED / "engine.txt")
        .read_text(encoding="utf-8")
        .split("llama-cpp-python==")[1]
        .split()[0]
    )


def cpu_in(info: str) -> str:
    """A CPU's name and what it can do as far as a compiler cares, from Linux' /proc/cpuinfo."""
    facts = dict(re.findall(r"(?m)^(.+?)\s*: (.*)", info.split("\n\n")[0]))
    words = " ".join(facts.get(name, "") for name in ("flags", "Features", "isa")).split()
    name = facts.get("model name") or facts.get("CPU part", "")
    return " ".join([name, *sorted(filter(CPU_WORDS.fullmatch, words))])


def engine_key() -> str:
    """What an engine is built for: it need not run on another kind of CPU."""
    if LINUX:
        cpu = cpu_in(Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace"))
    elif sys.platform == "darwin":
        cpu = subprocess.getoutput("sysctl machdep.cpu.brand_string hw.optional")
    else:
        cpu = os.environ.get("PROCESSOR_IDENTIFIER", "")
    made_for = digest(sys.platform, cpu, os.environ.get("CMAKE_ARGS", ""))
    return f"{engine_version()}-{platform.machine()}-{made_for}"


def keep(wheel: Path, folder: Path) -> Path:
    """Put a wheel into the cache, whole or not at all."""
    part = Path(shutil.copy(wheel, folder / "wheel.part"))
    return part.replace(folder / wheel.name)


def install_engine(named: Path | None) -> None:
    """Install llama-cpp-python: the wheel that was named, else the cached one, else a new one."""
    folder, start = (
        own_folder("cache") / "wheels" / engine_key(),
        f"llama_cpp_python-{engine_version()}-",
    )
    folder.mkdir(parents=True, exist_ok=True)
    if named and not (named.is_file() and named.name.startswith(start) and named.suffix == ".whl"):
        raise Failed(f"{named} is not a file, or not named {start}….whl")
    kept = keep(named, folder) if named else next(folder.glob(f"{start}*.whl"), None)
    wheel = kept or build_engine(folder)
    options = ["--no-deps", "--no-index", "--force-reinstall", wheel]
    with changing("window") as python:
        try:
            run("Installing the engine", python, "-m", "pip", "install", *options)
            run("Trying the engine", python, "-c", "import llama_cpp as e; e.llama_backend_init()")
        except Failed as problem:
            wheel.replace(wheel.with_suffix(".rejected"))
            raise Failed(f"{problem}. The next start compiles one for this computer") from None


def build_engine(folder: Path) -> Path:
    """Compile llama-cpp-python for this CPU, and keep the wheel in `folder`."""
    if LINUX:
        need(system_packages("compiler"))
    build, made = RUNTIME / "build", RUNTIME / "build" / "made"
    install("build", "build", "what compiles the engine")
    run(
        "Building the engine, once for this computer", python_of("build"), "-m", "pip", "wheel",
        "-v", "--no-deps", "--no-build-isolation", "--no-binary", "llama-cpp-python",
        "--require-hashes", "-r", LOCKED / "engine.txt", "-w", made,
        CMAKE_ARGS=f"{os.environ.get('CMAKE_ARGS', '')} -DLLAVA_BUILD=OFF",
        PATH=f"{python_of('build').parent}{os.pathsep}{os.environ['PATH']}",
        # pip's own cache may hold a wheel for another CPU
        NINJA_STATUS="[%f/%t] ", PIP_CACHE_DIR=str(build / "cache"),
    )  # fmt: skip
    wheel = keep(next(made.glob("*.whl")), folder)
    shutil.rmtree(build, ignore_errors=True)
    return wheel


def translate(sources: list[Path]) -> None:
    """Compile the window's translations."""
    name = "PySide6/lrelease.exe" if WINDOWS else "PySide6/lrelease"
    for source in sources:
        tool = next((RUNTIME / "window").glob(f"[lL]ib/**/{name}"))
        run("Compiling translations", tool, source, "-qm", source.with_suffix(".part"))
        source.with_suffix(".part").replace(source.with_suffix(".qm"))


def set_up(wheel: Path | None, window: bool, checks: bool) -> None:
    """Do what is missing, and nothing else. A step's stamp is written when it is finished.

    Raises:
        Failed: a step did not work; the next call goes on with it.
    """
    if os.pathsep in str(ROOT):
        raise Failed(f"Python cannot work in a folder with {os.pathsep!r} in its path: {ROOT}")
    system = system_packages("terminal", *["window"] * window, *["tests"] * checks)
    texts = sorted(ROOT.glob("resources/i18n/window_*.ts"))

    steps: dict[str, tuple[str, Callable[[], None]]] = {}
    if LINUX:
        key = f"{shutil.which('bwrap')}"
        steps[f"system-{digest(str(system))}"] = key, lambda: need(system)
    for folder, name, what in (
        ("window", "window", "the window"),
        ("window", "develop", "the checks"),
        ("scripts", "scripts", "what scripts use"),
    ):
        key = f"{PYTHON} {digest((LOCKED / f'{name}.txt').read_bytes())}"
        if name != "develop" or checks:
            steps[f"{folder}/{name}"] = key, partial(install, folder, name, what)
    steps["window/engine"] = engine_key(), lambda: install_engine(wheel)
    if window:
        key = digest(*(source.read_bytes() for source in texts))
        steps["window/translations"] = key, lambda: translate(texts)

    def is_done(name: str) -> bool:
        stamp, folder = RUNTIME / f"{name}.stamp", RUNTIME / Path(name).parent
        broken = folder != RUNTIME and not python_of(folder.name).exists()
        if broken or (folder / "unfinished").exists() or (wheel and name == "window/engine"):
            return False
        return stamp.exists() and stamp.read_text() == steps[name][0]

    if all(map(is_done, steps)):
        return
    if not RUNTIME.exists():
        tell("Setting up Said & Done. This happens once, and takes some minutes.")
        RUNTIME.mkdir(exist_ok=True)
    with alone():
        (RUNTIME / "setup.log").write_bytes(b"")
        for folder in ("window", "scripts"):
            if not python_of(folder).exists() or (RUNTIME / folder / "unfinished").exists():
                shutil.rmtree(RUNTIME / folder, ignore_errors=True)
        for name, (key, do) in steps.items():
            if not is_done(name):
                do()
                (RUNTIME / f"{name}.stamp").write_text(key)


def check(words: list[str]) -> int:
    """Every check in turn, up to the first that fails; the exit status of the last."""
    os.chdir(ROOT)
    for name, command in {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["mypy", "--strict", "app"],
    }.items():
        status = subprocess.call([python_of("window"), "-m", *command], env=environment())
        if status:
            tell(f"The check of the {name} failed.")
            return status
    return become("pytest", *words)


def become(*words: str, **extra: str) -> int:
    """Turn into a module of the window's Python; on Windows wait for it."""
    command = [str(python_of("window")), "-m", *words]
    if not WINDOWS:
        os.execve(command[0], command, environment(**extra))
    child = subprocess.Popen(command, env=environment(**extra))
    while True:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C reaches the child as well
            return child.wait()


def main(words: list[str]) -> int:
    """Set up what the command needs, then do it; the exit status."""
    wheel = Path(words[1]) if words[:1] == ["--wheel"] and len(words) > 1 else None
    words = words[2:] if wheel else words
    if words[:1] in (["-h"], ["--help"], ["--wheel"]) or words == ["bench"]:
        print(__doc__)
        return 0 if words[0] in ("-h", "--help") else 2
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if not words and LINUX and not any(map(os.environ.get, screens)):
        tell("There is no screen here: the conversation is in the terminal.")
        words = ["chat"]
    command = words[0] if words else "-"
    window, checks = command.startswith("-") or command in OWN, command in ("test", "bench")
    ours = {"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}  # not what lies in the current folder
    try:
        set_up(wheel, window, checks)
        # The window fetches its model by itself, and shows how far it is.
        lacking = command in ("ask", "chat") and "--model" not in words
        if command in OWN or (lacking and not any(own_folder("data").glob("models/**/*.gguf"))):
            fetch = [str(python_of("window")), "-m", "app.main", "models", "get"]
            if subprocess.call(fetch, stdout=2, env=environment(**ours)):
                raise Failed("The model could not be fetched. The next start goes on from here.")
        if command == "setup":
            return 0
        if command == "test":
            return check(words[1:])
        if command == "bench":
            return become(f"bench.{words[1]}", *words[2:], **ours)
        return become("app.main", *words, **ours)
    except (Failed, OSError) as problem:
        tell(f"{problem}")
        return 1
    except KeyboardInterrupt:
        tell("Stopped. The next start goes on from here.")
        return 130


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    sys.exit(main(sys.argv[1:]))
