"""Downloads from a hub that behaves, and from one that does not, with the real client."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.domain.model import Model
from app.domain.problem import Problem, ProblemKind
from app.domain.stop import StopToken
from app.writer.download.fill import Patience
from tests.support.hub import Corrupt, Cut, Hub, Page, Refuse, SayLength, Stall
from tests.unit.writer.download_case import PIECE, QUICK, Listener, bring, content, model_of

DATA = content(6 * PIECE + 12_345)
SIZE = len(DATA)


@pytest.fixture
def model() -> Model:
    return model_of(DATA)


@pytest.fixture
def hub(model: Model, monkeypatch: pytest.MonkeyPatch, home: Path) -> Iterator[Hub]:
    with Hub() as hub:
        hub.add(model.repository, model.revision, model.file, DATA)
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        monkeypatch.setenv("HF_HOME", str(home / "hf"))
        monkeypatch.setenv("HF_HUB_DOWNLOAD_TIMEOUT", "2")
        monkeypatch.setenv("HF_HUB_ETAG_TIMEOUT", "2")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        yield hub


def problem_of(model: Model, folder: Path, patience: Patience = QUICK) -> Problem:
    with pytest.raises(Problem) as caught:
        bring(model, folder, patience=patience)
    return caught.value


def test_a_model_arrives_whole_under_its_name_and_nothing_else_stays(
    hub: Hub, model: Model, home: Path
) -> None:
    listener = Listener()
    path = bring(model, home, listener=listener)

    assert path == home / model.file
    assert path.read_bytes() == DATA
    assert hub.sent == SIZE
    assert listener.downloading[-1].done == SIZE
    assert listener.downloading[-1].source == "hub"
    assert listener.verifying[-1].done == SIZE
    names = {path.name for path in home.iterdir()}
    assert names == {model.file, f".{model.file}.lock", f"{model.file}.verified.json"}


def test_a_model_that_is_there_is_not_fetched_or_hashed_again(
    hub: Hub, model: Model, home: Path
) -> None:
    bring(model, home)
    listener = Listener()
    bring(model, home, listener=listener)

    assert hub.sent == SIZE
    assert listener.heard == []


def test_a_download_cut_at_60_percent_goes_on_there(hub: Hub, model: Model, home: Path) -> None:
    hub.get.append(Cut(SIZE * 6 // 10))
    hub.always_get = Refuse(503)
    problem = problem_of(model, home)
    assert problem.kind is ProblemKind.DOWNLOAD_BUSY
    have = (home / f"{model.file}.part").stat().st_size
    assert have > SIZE * 0.55

    hub.always_get = None
    hub.sent = 0
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == SIZE - have
    assert hub.sent < SIZE * 0.45


def test_a_connection_that_breaks_again_and_again_gets_there(
    hub: Hub, model: Model, home: Path
) -> None:
    hub.always_get = Cut(SIZE // 5)
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent < SIZE * 1.1


def test_a_server_that_never_gets_far_is_given_up(hub: Hub, model: Model, home: Path) -> None:
    hub.always_get = Cut(100)
    problem = problem_of(model, home)
    assert problem.kind is ProblemKind.DOWNLOAD_BROKEN
    assert len(hub.ranges()) == QUICK.tries


def test_a_byte_corrupted_on_the_way_costs_one_piece(hub: Hub, model: Model, home: Path) -> None:
    hub.get.append(Corrupt(3 * PIECE + 7))
    assert bring(model, home).read_bytes() == DATA
    assert hub.ranges()[1].startswith(f"bytes={3 * PIECE}-")


def test_a_piece_that_always_comes_wrong_is_never_used(hub: Hub, model: Model, home: Path) -> None:
    hub.always_get = Corrupt(3 * PIECE + 7)
    problem = problem_of(model, home)

    assert problem.kind is ProblemKind.DOWNLOAD_DAMAGED
    assert not (home / model.file).exists()
    # what was good before it is kept, the wrong piece is not counted
    assert (home / f"{model.file}.part").stat().st_size == 3 * PIECE


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Refuse(404, "EntryNotFound"), ProblemKind.DOWNLOAD_NOT_FOUND),
        (Refuse(404, "RevisionNotFound"), ProblemKind.DOWNLOAD_NOT_FOUND),
        (Refuse(401, "RepoNotFound"), ProblemKind.DOWNLOAD_NOT_FOUND),
        (Refuse(404), ProblemKind.DOWNLOAD_NOT_FOUND),
        (Refuse(401, "GatedRepo"), ProblemKind.DOWNLOAD_REFUSED),
        (Refuse(403, "GatedRepo"), ProblemKind.DOWNLOAD_REFUSED),
        (Refuse(401), ProblemKind.DOWNLOAD_REFUSED),
        (Refuse(403), ProblemKind.DOWNLOAD_REFUSED),
        (Refuse(429), ProblemKind.DOWNLOAD_BUSY),
        (Refuse(500), ProblemKind.DOWNLOAD_BUSY),
        (Refuse(503, retry_after=100_000), ProblemKind.DOWNLOAD_BUSY),
        (Page(), ProblemKind.NO_NETWORK),
    ],
)
def test_each_refusal_of_the_hub_has_its_problem(
    hub: Hub, model: Model, home: Path, fault: Refuse | Page, kind: ProblemKind
) -> None:
    hub.always_head = fault
    problem = problem_of(model, home, Patience(first_wait=0.01, tries=2))
    assert problem.kind is kind
    assert problem.detail.startswith("hub: ")
    assert hub.sent == 0


def test_server_errors_that_pass_are_waited_for(hub: Hub, model: Model, home: Path) -> None:
    hub.head.extend([Refuse(500), Refuse(502), Refuse(503)])
    assert bring(model, home).read_bytes() == DATA


def test_a_server_that_asks_for_time_gets_it(hub: Hub, model: Model, home: Path) -> None:
    hub.head.append(Refuse(429, retry_after=1))
    begun = time.monotonic()
    assert bring(model, home).read_bytes() == DATA
    assert time.monotonic() - begun >= 1


def test_the_hubs_own_way_of_asking_for_time_is_understood(
    hub: Hub, model: Model, home: Path
) -> None:
    hub.head.append(Refuse(429, rate_limit='"resolvers";r=0;t=1'))
    begun = time.monotonic()
    assert bring(model, home).read_bytes() == DATA
    assert time.monotonic() - begun >= 1


def test_a_long_limit_of_the_hub_is_not_waited_for(hub: Hub, model: Model, home: Path) -> None:
    hub.always_head = Refuse(429, rate_limit='"resolvers";r=0;t=250')
    assert problem_of(model, home).kind is ProblemKind.DOWNLOAD_BUSY
    assert len(hub.seen) == 1


def test_a_stalled_connection_is_opened_again(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_DOWNLOAD_TIMEOUT", "1")
    hub.get.append(Stall(after=2 * PIECE))
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == SIZE


def test_a_hub_that_offers_another_file_is_not_listened_to(
    hub: Hub, model: Model, home: Path
) -> None:
    hub.claimed_sha256 = "0" * 64
    problem = problem_of(model, home)
    assert problem.kind is ProblemKind.DOWNLOAD_DAMAGED
    assert "0" * 64 in problem.detail
    assert hub.sent == 0


def test_a_hub_that_offers_another_size_is_not_listened_to(
    hub: Hub, model: Model, home: Path
) -> None:
    hub.claimed_size = SIZE + 1
    problem = problem_of(model, home)
    assert problem.kind is ProblemKind.DOWNLOAD_DAMAGED
    assert str(SIZE + 1) in problem.detail
    assert hub.sent == 0


def test_an_answer_shorter_than_the_range_is_continued(hub: Hub, model: Model, home: Path) -> None:
    hub.get.append(SayLength(shorter=1000))
    assert bring(model, home).read_bytes() == DATA
    assert hub.sent == SIZE


def test_a_server_without_ranges_still_serves(hub: Hub, model: Model, home: Path) -> None:
    hub.ignores_ranges = True
    hub.get.append(Cut(2 * PIECE + 100))
    assert bring(model, home).read_bytes() == DATA


def test_a_token_goes_to_the_hub_and_not_to_the_place_of_the_bytes(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.token = "hf_secret"
    assert problem_of(model, home).kind is ProblemKind.DOWNLOAD_REFUSED

    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    assert bring(model, home).read_bytes() == DATA
    for seen in hub.seen:
        assert not (seen.is_cdn and "authorization" in seen.headers)


def test_an_expired_token_does_not_shut_a_public_model(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_expired")
    hub.head.append(Refuse(401))
    assert bring(model, home).read_bytes() == DATA


def test_a_proxy_is_used(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    monkeypatch.setenv("HTTP_PROXY", hub.address)
    assert bring(model, home).read_bytes() == DATA
    assert hub.seen[0].path.startswith("http://hub.invalid/")


def test_offline_mode_is_respected(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert problem_of(model, home).kind is ProblemKind.OFFLINE_MODE
    assert hub.seen == []


def test_no_network_is_called_that(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    assert problem_of(model, home).kind is ProblemKind.NO_NETWORK
    monkeypatch.setenv("HF_ENDPOINT", "http://no-such-host.invalid")
    assert problem_of(model, home).kind is ProblemKind.NO_NETWORK


def test_nothing_about_this_computer_is_told_to_the_hub(hub: Hub, model: Model, home: Path) -> None:
    bring(model, home)
    agents = {seen.headers["user-agent"] for seen in hub.seen}
    assert agents == {"saiddone"}
    assert {seen.method for seen in hub.seen} == {"HEAD", "GET"}
    assert all("/resolve/" in seen.path for seen in hub.seen)


# Stopping ---------------------------------------------------------------------------------------


def stopped_after(model: Model, folder: Path, moment: Callable[[], bool]) -> float:
    """Seconds from the wish to stop, given when `moment` holds, until the download has ended."""
    stop = StopToken()
    asked: list[float] = []

    def ask() -> None:
        while not moment():
            time.sleep(0.01)
        asked.append(time.monotonic())
        stop.set()

    asking = threading.Thread(target=ask)
    asking.start()
    with pytest.raises(Problem) as caught:
        bring(model, folder, stop=stop, patience=Patience())
    ended = time.monotonic()
    asking.join()
    assert caught.value.kind is ProblemKind.STOPPED
    return ended - asked[0]


def test_stopping_during_a_stall_is_quick(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_DOWNLOAD_TIMEOUT", "60")
    hub.get.append(Stall(after=2 * PIECE))
    part = home / f"{model.file}.part"
    seconds = stopped_after(model, home, lambda: part.exists() and part.stat().st_size == 2 * PIECE)
    assert seconds < 5  # far below the stall
    assert part.stat().st_size == 2 * PIECE


def test_stopping_before_the_server_says_anything_is_quick(
    hub: Hub, model: Model, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_ETAG_TIMEOUT", "60")
    hub.head.append(Stall())
    assert stopped_after(model, home, hub.stalling.is_set) < 5


def test_stopping_while_waiting_for_a_busy_server_is_quick(
    hub: Hub, model: Model, home: Path
) -> None:
    hub.head.append(Refuse(429, retry_after=50))
    assert stopped_after(model, home, lambda: bool(hub.seen)) < 25
