"""The library of models: what is there, what is chosen, what is taken over."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assistant import base
from app.domain.model import Computer, Fit, Model, ModelState
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress
from app.domain.stop import StopToken
from app.writer import computer
from app.writer.catalog import Catalog
from app.writer.download import adopt
from app.writer.library import ModelLibrary
from tests.support.gguf import gguf
from tests.support.hub import Hub
from tests.unit.writer.download_case import PIECE, QUICK, Listener, content, model_of

SMALL = content(PIECE, 1)
USUAL = content(2 * PIECE, 2)
LARGE = content(3 * PIECE, 3)
GB = 1_000_000_000


@pytest.fixture
def known() -> Catalog:
    models = (
        model_of(SMALL, name="small", memory=GB // 2),
        model_of(USUAL, name="usual", memory=2 * GB),
        model_of(LARGE, name="large", memory=4 * GB),
    )
    return Catalog(models, "usual")


@pytest.fixture
def settings() -> dict[str, str]:
    return {}


@pytest.fixture
def folder(home: Path) -> Path:
    return home / "модели"


@pytest.fixture
def library(known: Catalog, settings: dict[str, str], folder: Path) -> ModelLibrary:
    def keep(key: str, value: str) -> None:
        settings[key] = value

    return ModelLibrary(settings.get, keep, folder=folder, known=known, patience=QUICK)


@pytest.fixture
def hub(known: Catalog, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub() as hub:
        for model, data in zip(known.models, (SMALL, USUAL, LARGE), strict=True):
            hub.add(model.repository, model.revision, model.file, data)
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield hub


@pytest.fixture
def this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    """8 GB of memory, whatever the tests run on."""
    monkeypatch.setattr(computer, "memory", lambda: 8 * GB)


def states(library: ModelLibrary) -> dict[str, ModelState]:
    return {installed.model.id: installed.state for installed in library.models()}


def fetch(library: ModelLibrary, model_id: str) -> Path:
    return library.fetch(model_id, Listener(), StopToken())


def use_file(library: ModelLibrary, path: Path) -> str:
    return library.use_file(path, Listener(), StopToken()).model.id


def problem_of_use(library: ModelLibrary, path: Path) -> ProblemKind:
    with pytest.raises(Problem) as caught:
        use_file(library, path)
    return caught.value.kind


def test_it_is_what_the_assistant_asks_for(library: ModelLibrary) -> None:
    asked: base.ModelLibrary = library  # mypy compares the two
    assert asked.models()


def test_the_products_own_library_opens_on_an_empty_folder(settings: dict[str, str]) -> None:
    library = ModelLibrary(settings.get, settings.__setitem__)
    assert set(states(library).values()) == {ModelState.ABSENT}
    assert library.chosen().model.id in states(library)


# States -------------------------------------------------------------------------------------------


def test_at_first_nothing_is_there_the_smallest_first(library: ModelLibrary) -> None:
    assert list(states(library)) == ["small", "usual", "large"]
    assert set(states(library).values()) == {ModelState.ABSENT}


def test_a_fetched_model_is_ready_after_a_restart_too(
    library: ModelLibrary, hub: Hub, known: Catalog, folder: Path
) -> None:
    path = fetch(library, "usual")
    assert path.read_bytes() == USUAL
    again = ModelLibrary(lambda key: None, lambda key, value: None, folder=folder, known=known)
    assert states(again)["usual"] is ModelState.READY


def test_a_part_counts_its_bytes(library: ModelLibrary, folder: Path) -> None:
    folder.mkdir()
    (folder / "usual.gguf.part").write_bytes(USUAL[:1000])
    installed = library.chosen()
    assert (installed.state, installed.have) == (ModelState.PARTIAL, 1000)


def test_a_file_that_nobody_has_proven_is_not_ready(library: ModelLibrary, folder: Path) -> None:
    folder.mkdir()
    (folder / "usual.gguf").write_bytes(USUAL)
    installed = library.chosen()
    assert (installed.state, installed.have) == (ModelState.PARTIAL, len(USUAL))
    assert fetch(library, "usual")  # no hub anywhere: nothing has to come
    assert library.chosen().state is ModelState.READY


def test_who_is_about_to_load_a_model_has_it_proven_first(
    library: ModelLibrary, folder: Path
) -> None:
    assert library.proven("usual", Listener(), StopToken()).state is ModelState.ABSENT
    folder.mkdir()
    (folder / "usual.gguf").write_bytes(USUAL)
    listener = Listener()
    assert library.proven(None, listener, StopToken()).state is ModelState.READY
    assert listener.verifying

    again = Listener()
    assert library.proven(None, again, StopToken()).state is ModelState.READY
    assert again.heard == []

    (folder / "small.gguf").write_bytes(SMALL[::-1])
    assert library.proven("small", Listener(), StopToken()).state is ModelState.DAMAGED


def test_a_changed_file_is_not_trusted_and_a_damaged_one_is_found_and_mended(
    library: ModelLibrary, hub: Hub
) -> None:
    path = fetch(library, "usual")
    with path.open("r+b") as file:
        file.seek(PIECE + 1)
        file.write(b"!!!")
    assert library.chosen().state is ModelState.PARTIAL

    assert not library.verify("usual", Listener(), StopToken())
    assert library.chosen().state is ModelState.DAMAGED

    hub.sent = 0
    assert fetch(library, "usual").read_bytes() == USUAL
    assert hub.sent == PIECE
    assert library.verify("usual", Listener(), StopToken())
    assert library.chosen().state is ModelState.READY


def test_a_file_of_the_wrong_size_is_damaged(library: ModelLibrary, hub: Hub) -> None:
    os.truncate(fetch(library, "usual"), 1000)
    assert library.chosen().state is ModelState.DAMAGED


def test_verifying_what_is_not_there_says_so(library: ModelLibrary) -> None:
    with pytest.raises(Problem) as caught:
        library.verify("usual", Listener(), StopToken())
    assert caught.value.kind is ProblemKind.MODEL_MISSING


def test_removing_deletes_everything_of_that_model(
    library: ModelLibrary, hub: Hub, folder: Path
) -> None:
    fetch(library, "usual")
    fetch(library, "small")
    (folder / "usual.gguf.part").write_bytes(b"left over")
    library.remove("usual")
    left = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    assert left == {"small.gguf", "small.gguf.verified.json"}
    assert states(library)["usual"] is ModelState.ABSENT


def test_a_model_that_is_being_fetched_is_not_removed(library: ModelLibrary, hub: Hub) -> None:
    kinds: list[ProblemKind] = []

    def then(progress: Progress) -> None:
        if not kinds:
            with pytest.raises(Problem) as caught:
                library.remove("usual")
            kinds.append(caught.value.kind)

    library.fetch("usual", Listener(then=then), StopToken())
    assert kinds == [ProblemKind.FILE_BUSY]


@pytest.mark.parametrize("call", ["choose", "remove", "fit"])
def test_an_unknown_model_is_called_unknown(library: ModelLibrary, call: str) -> None:
    with pytest.raises(Problem) as caught:
        getattr(library, call)("gpt-9")
    assert caught.value.kind is ProblemKind.MODEL_UNKNOWN
    assert caught.value.facts["name"] == "gpt-9"


# The choice ---------------------------------------------------------------------------------------


def test_without_a_wish_the_recommended_model_answers(
    library: ModelLibrary, this_computer: None
) -> None:
    assert library.recommended() == "usual"
    assert library.chosen().model.id == "usual"


def test_a_small_computer_gets_a_small_model(
    library: ModelLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computer, "memory", lambda: 2 * GB)
    assert library.fit("usual") is Fit.NO_MEMORY
    assert library.recommended() == "small"
    monkeypatch.setattr(computer, "memory", lambda: GB // 10)
    assert library.recommended() == "small"


def test_a_full_disk_recommends_a_smaller_model_unless_it_is_there(
    library: ModelLibrary, hub: Hub, this_computer: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch(library, "usual")
    monkeypatch.setattr(computer, "free_disk", lambda folder: len(SMALL))
    assert library.recommended() == "usual"
    library.remove("usual")
    assert library.recommended() == "small"


def test_a_large_computer_still_starts_with_the_default(
    library: ModelLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(computer, "measure", lambda folder: Computer(64 * GB, 900 * GB, 32))
    assert library.fit("large") is Fit.GOOD
    assert library.recommended() == "usual"


def test_the_choice_is_kept(
    library: ModelLibrary, known: Catalog, settings: dict[str, str], folder: Path
) -> None:
    library.choose("large")
    again = ModelLibrary(settings.get, settings.__setitem__, folder=folder, known=known)
    assert again.chosen().model.id == "large"


def test_any_gguf_can_be_chosen_by_its_path_and_stays_where_it_is(
    library: ModelLibrary, tmp_path: Path, settings: dict[str, str], folder: Path
) -> None:
    path = tmp_path / "чужая модель 📁.gguf"
    path.write_bytes(gguf("Stranger", context=2048))
    library.choose(str(path))

    chosen = library.chosen()
    assert (chosen.state, chosen.path) == (ModelState.READY, path)
    assert chosen.model.context == 2048
    assert chosen.model in [installed.model for installed in library.models()]
    # what the window asks of each model works for this one too
    assert library.fit(chosen.model.id) in Fit
    library.choose(chosen.model.id)
    assert library.fetch(chosen.model.id, Listener(), StopToken()) == path

    path.unlink()
    assert library.chosen().model.id == library.recommended()
    assert not folder.exists() or not list(folder.glob("*.gguf"))


def in_the_hubs_cache(place: Path, data: bytes) -> Path:
    """A file as the hub's client keeps it: a relative link to one that is named by its hash."""
    blob = place / "models--someone--mine" / "blobs" / "0123abcd"
    link = place / "models--someone--mine" / "snapshots" / "main" / "mine.gguf"
    for path in (blob, link):
        path.parent.mkdir(parents=True)
    blob.write_bytes(data)
    link.symlink_to(Path("..", "..", "blobs", blob.name))
    return link


def test_a_file_in_the_hubs_cache_can_be_chosen(library: ModelLibrary, tmp_path: Path) -> None:
    path = in_the_hubs_cache(tmp_path, gguf())
    library.choose(str(path))
    assert (library.chosen().state, library.chosen().path) == (ModelState.READY, path)


def test_nothing_is_written_beside_a_file_that_stays_elsewhere(
    library: ModelLibrary, tmp_path: Path
) -> None:
    place = tmp_path / "диск 📁"
    place.mkdir()
    path = place / "mine.gguf"
    path.write_bytes(gguf())
    library.choose(str(path))
    assert library.verify(str(path), Listener(), StopToken())
    assert library.fetch(str(path), Listener(), StopToken()) == path
    assert list(place.iterdir()) == [path]


def test_a_damaged_known_model_elsewhere_is_found_out_by_verifying(tmp_path: Path) -> None:
    right = gguf()
    path = tmp_path / "downloaded.gguf"
    path.write_bytes(right[:-1] + bytes([right[-1] ^ 1]))
    settings: dict[str, str] = {}
    library = ModelLibrary(
        settings.get,
        settings.__setitem__,
        folder=tmp_path / "models",
        known=Catalog((model_of(right, name="usual"),), "usual"),
    )
    library.choose(str(path))
    assert not library.verify(str(path), Listener(), StopToken())
    assert library.chosen().state is ModelState.DAMAGED
    path.write_bytes(right)
    assert library.verify(str(path), Listener(), StopToken())
    assert library.chosen().state is ModelState.READY


def test_removing_another_file_elsewhere_leaves_the_choice(
    library: ModelLibrary, tmp_path: Path
) -> None:
    for name in ("mine.gguf", "other.gguf"):
        (tmp_path / name).write_bytes(gguf(name))
    library.choose(str(tmp_path / "mine.gguf"))
    library.remove(str(tmp_path / "other.gguf"))
    assert library.chosen().path == tmp_path / "mine.gguf"


def test_removing_a_chosen_file_elsewhere_only_forgets_it(
    library: ModelLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(gguf())
    library.choose(str(path))
    library.remove(library.chosen().model.id)
    assert path.exists()
    assert library.chosen().model.id == library.recommended()


# Files that the person has ------------------------------------------------------------------------


def test_a_known_model_is_recognised_under_any_name(
    library: ModelLibrary, tmp_path: Path, folder: Path
) -> None:
    path = tmp_path / "загрузка (1).bin"
    path.write_bytes(USUAL)
    assert use_file(library, path) == "usual"
    assert states(library)["usual"] is ModelState.READY
    assert (folder / "usual.gguf").read_bytes() == USUAL
    assert path.read_bytes() == USUAL


def test_the_bytes_are_not_there_twice(library: ModelLibrary, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(gguf())
    use_file(library, path)
    assert (folder / "mine.gguf").samefile(path)


def test_a_file_is_taken_over_from_the_hubs_cache(
    library: ModelLibrary, tmp_path: Path, folder: Path
) -> None:
    path = in_the_hubs_cache(tmp_path, gguf())
    assert use_file(library, path) == "mine.gguf"
    assert not (folder / "mine.gguf").is_symlink()
    assert (folder / "mine.gguf").samefile(path)
    shutil.rmtree(tmp_path / "models--someone--mine")  # the person clears the cache
    assert states(library)["mine.gguf"] is ModelState.READY
    assert library.verify("mine.gguf", Listener(), StopToken())


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX permissions")
def test_a_file_that_may_not_be_read_is_named(
    library: ModelLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(gguf())
    if os.geteuid() == 0:  # root may read everything
        monkeypatch.setattr(adopt, "hash_file", refuse_to_read)
    else:
        path.chmod(0)
    with pytest.raises(Problem) as caught:
        use_file(library, path)
    assert caught.value.kind is ProblemKind.FOLDER_UNREADABLE
    assert caught.value.facts["name"] == "mine.gguf"


def refuse_to_read(*_: object, **__: object) -> None:
    raise PermissionError(13, "Permission denied")


def test_where_no_link_is_possible_it_is_copied(
    library: ModelLibrary, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: object, target: object) -> None:
        raise OSError("another file system")

    monkeypatch.setattr(os, "link", refuse)
    path = tmp_path / "usual.gguf"
    path.write_bytes(USUAL)
    assert use_file(library, path) == "usual"
    assert not (folder / "usual.gguf").samefile(path)
    assert (folder / "usual.gguf").read_bytes() == USUAL
    assert states(library)["usual"] is ModelState.READY


def test_an_unknown_file_keeps_its_name_and_can_be_chosen(
    library: ModelLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "Моя модель 📁.gguf"
    path.write_bytes(gguf("Stranger"))
    model_id = use_file(library, path)
    assert model_id == "Моя модель 📁.gguf"
    library.choose(model_id)
    chosen = library.chosen()
    assert chosen.state is ModelState.READY
    assert chosen.model.name["ru"] == "Моя модель 📁"
    assert "Stranger" in chosen.model.note["en"]
    assert library.verify(model_id, Listener(), StopToken())


def test_a_taken_over_file_that_changes_later_is_found_out(
    library: ModelLibrary, tmp_path: Path
) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(gguf())
    model_id = use_file(library, path)
    path.write_bytes(gguf("Another"))  # the same bytes, by a link
    assert states(library)[model_id] is ModelState.DAMAGED
    assert not library.verify(model_id, Listener(), StopToken())
    with pytest.raises(Problem) as caught:
        fetch(library, model_id)
    assert caught.value.kind is ProblemKind.MODEL_DAMAGED


def test_two_files_with_one_name_are_two_models(library: ModelLibrary, tmp_path: Path) -> None:
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "mine.gguf").write_bytes(gguf(place))
    first, second = (use_file(library, tmp_path / place / "mine.gguf") for place in ("one", "two"))
    assert first != second
    assert states(library)[first] is states(library)[second] is ModelState.READY
    # and taking one over twice adds nothing
    assert use_file(library, tmp_path / "one" / "mine.gguf") == first


def test_damaged_files_are_refused_and_nothing_is_left(
    library: ModelLibrary, tmp_path: Path, folder: Path
) -> None:
    flipped = tmp_path / "flipped.gguf"
    flipped.write_bytes(USUAL[:-1] + bytes([USUAL[-1] ^ 1]))
    assert problem_of_use(library, flipped) is ProblemKind.MODEL_DAMAGED

    short = tmp_path / "usual.gguf"
    short.write_bytes(USUAL[:1000])
    assert problem_of_use(library, short) is ProblemKind.MODEL_DAMAGED

    cut = tmp_path / "cut.gguf"
    cut.write_bytes(gguf()[:200])
    assert problem_of_use(library, cut) is ProblemKind.MODEL_DAMAGED

    photo = tmp_path / "photo.gguf"
    photo.write_bytes(b"\xff\xd8\xff\xe0" + bytes(1000))
    assert problem_of_use(library, photo) is ProblemKind.MODEL_UNKNOWN

    assert problem_of_use(library, tmp_path / "gone.gguf") is ProblemKind.MODEL_UNKNOWN
    assert problem_of_use(library, tmp_path) is ProblemKind.MODEL_UNKNOWN
    assert not list(folder.glob("*.gguf*"))


def test_taking_over_can_be_stopped(library: ModelLibrary, tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "usual.gguf"
    path.write_bytes(USUAL)
    stop = StopToken()
    with pytest.raises(Problem) as caught:
        library.use_file(path, Listener(then=lambda progress: stop.set()), stop)
    assert caught.value.kind is ProblemKind.STOPPED
    assert not list(folder.glob("*.gguf*"))


def test_a_file_in_the_models_folder_is_proven_in_its_place(
    library: ModelLibrary, folder: Path
) -> None:
    folder.mkdir()
    path = folder / "usual.gguf"
    path.write_bytes(USUAL)
    inode = path.stat().st_ino
    assert use_file(library, path) == "usual"
    assert path.stat().st_ino == inode
    assert states(library)["usual"] is ModelState.READY


def test_models_of_the_catalogue_are_described_as_there(
    library: ModelLibrary, known: Catalog
) -> None:
    models: list[Model] = [installed.model for installed in library.models()]
    assert tuple(models) == known.models
