"""Which folders are copied, how, and which are refused."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from app import paths
from app.domain.outcome import Limits
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress, ReadingFiles
from app.domain.request import Workplace
from app.domain.script import Script
from app.domain.stop import StopToken
from app.domain.turn import Trial
from app.runner import tree, workspace
from app.runner.runner import SealedRunner


def attempt(runner: SealedRunner, root: Path, stop: StopToken | None = None) -> Trial:
    return runner.try_script(
        Script("1"), Workplace(root), Limits(), stop or StopToken(), lambda step: None
    )


def test_the_copy_is_like_the_original(trials: Callable[..., Trial], folder: Path) -> None:
    (folder / "dir").mkdir()
    script = folder / "dir" / "run.sh"
    script.write_bytes(os.urandom(5_000_000))
    script.chmod(0o4750)
    os.utime(script, ns=(1, 987_654_321_000_000_001))
    (folder / "dir").chmod(0o500)
    os.utime(folder / "dir", ns=(1, 123_000_000_007))
    trial = trials("1")
    copy = trial.view / "dir" / "run.sh"
    assert copy.read_bytes() == script.read_bytes()
    assert stat.S_IMODE(copy.stat().st_mode) == 0o750  # without set-user-id
    assert copy.stat().st_mtime_ns == script.stat().st_mtime_ns
    assert stat.S_IMODE((trial.view / "dir").stat().st_mode) == 0o500
    assert (trial.view / "dir").stat().st_mtime_ns == 123_000_000_007
    assert stat.S_IMODE(trial.view.parent.stat().st_mode) == 0o700
    assert (trial.outcome.changes, trial.outcome.skipped) == ((), ())


@pytest.mark.parametrize(
    ("root", "reason"),
    [
        (Path("/"), "root"),
        (Path.home(), "home"),
        (Path.home().parent, "root" if Path.home().parent == Path("/") else "system"),
        (Path("/usr"), "system"),
        (Path("/proc/self"), "system"),
        (paths.ROOT, "program"),
        (paths.scripts_environment() / "lib", "program"),
    ],
)
def test_places_that_are_no_workplace_are_refused(
    runner: SealedRunner, root: Path, reason: str
) -> None:
    with pytest.raises(Problem) as caught:
        attempt(runner, root)
    assert caught.value.kind is ProblemKind.FOLDER_FORBIDDEN
    assert caught.value.facts["reason"] == reason


def test_our_own_data_is_refused_from_above_and_from_within(
    runner: SealedRunner, home: Path
) -> None:
    inside = paths.data() / "x"
    inside.mkdir(parents=True)
    for root in (home, paths.data(), inside):
        with pytest.raises(Problem) as caught:
            attempt(runner, root)
        assert caught.value.facts["reason"] == "own-data"


def test_a_link_to_a_forbidden_place_is_forbidden(runner: SealedRunner, tmp_path: Path) -> None:
    (tmp_path / "innocent").symlink_to("/usr")
    with pytest.raises(Problem) as caught:
        attempt(runner, tmp_path / "innocent")
    assert caught.value.kind is ProblemKind.FOLDER_FORBIDDEN


def test_a_link_to_a_good_folder_is_that_folder(
    runner: SealedRunner, folder: Path, tmp_path: Path
) -> None:
    (folder / "a").write_text("x", encoding="utf-8")
    (tmp_path / "shortcut").symlink_to(folder)
    trial = runner.try_script(
        Script("import os\nprint(os.getcwd())\nopen('a', 'w').write('new')\nNone"),
        Workplace(tmp_path / "shortcut"),
        Limits(),
        StopToken(),
        lambda step: None,
    )
    assert trial.outcome.printed == f"{tmp_path / 'shortcut'}\n"
    assert [change.path for change in trial.outcome.changes] == ["a"]
    runner.discard(trial)


def test_a_missing_folder_is_said_to_be_missing(runner: SealedRunner, tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        attempt(runner, tmp_path / "нет такой")
    assert caught.value.kind is ProblemKind.FOLDER_MISSING
    assert caught.value.facts["name"] == "нет такой"


def test_too_many_and_too_big_are_refused(
    runner: SealedRunner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / "huge").open("wb") as file:
        file.truncate(3 * 1024**3)
    with pytest.raises(Problem) as caught:
        attempt(runner, folder)
    assert caught.value.kind is ProblemKind.FOLDER_TOO_BIG
    assert caught.value.facts["size"] == 3 * 1024**3
    (folder / "huge").unlink()
    monkeypatch.setattr(workspace, "MOST_ENTRIES", 3)
    for number in range(4):
        (folder / str(number)).touch()
    with pytest.raises(Problem) as caught:
        attempt(runner, folder)
    assert (caught.value.kind, caught.value.facts["count"]) == (ProblemKind.FOLDER_TOO_BIG, 4)


def test_without_room_on_the_disk_nothing_is_copied(
    runner: SealedRunner, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "SPARE_DISK_BYTES", 2**60)
    with pytest.raises(Problem) as caught:
        attempt(runner, folder)
    assert caught.value.kind is ProblemKind.DISK_FULL
    assert int(caught.value.facts["needed"]) > int(caught.value.facts["free"]) > 0
    assert list(runner._scratch.iterdir()) == []


def test_stopping_while_copying_leaves_nothing(runner: SealedRunner, folder: Path) -> None:
    for number in range(600):
        (folder / str(number)).touch()
    stop = StopToken()
    seen: list[Progress] = []

    def report(step: Progress) -> None:
        seen.append(step)
        stop.set()

    with pytest.raises(Problem) as caught:
        runner.try_script(Script("1"), Workplace(folder), Limits(), stop, report)
    assert caught.value.kind is ProblemKind.STOPPED
    assert isinstance(seen[0], ReadingFiles)
    assert list(runner._scratch.iterdir()) == []


def test_names_that_are_no_text_and_deep_folders_are_left_out(
    trials: Callable[..., Trial], folder: Path
) -> None:
    os.mkdir(os.fsencode(folder) + b"/bad\xff")  # noqa: PTH102  (pathlib has no bytes)
    deep = folder
    for _ in range(tree.MOST_DEPTH + 5):
        deep /= "d"
    deep.mkdir(parents=True)
    trial = trials("import shutil\nshutil.rmtree('d')")
    assert "bad\\udcff" in trial.outcome.skipped
    # what lies too deep was not seen, so nothing above it may go
    assert trial.outcome.changes == ()


def test_a_tree_that_nobody_can_enter_is_removed(tmp_path: Path) -> None:
    place = tmp_path / "x"
    place.mkdir()
    before = Path.cwd()
    os.chdir(place)
    try:
        for _ in range(300):
            Path("d" * 50).mkdir()
            os.chdir("d" * 50)
        Path("file").touch()
        Path("file").chmod(0)
    finally:
        os.chdir(before)
    (place / ("d" * 50)).chmod(0)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "keep").touch()
    (place / "link").symlink_to(outside)
    tree.remove(place)
    assert not place.exists()
    assert (outside / "keep").exists()
