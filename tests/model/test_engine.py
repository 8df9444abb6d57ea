"""The engine's process with the real model: it writes, stops, dies and comes back."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.problem import Problem, ProblemKind
from app.domain.progress import LoadingModel, Progress, Thinking, say_nothing
from app.domain.request import Request, Workplace
from app.domain.script import Opening
from app.domain.stop import StopToken
from app.writer.base import Draft, Prompt, Reason, Sampling
from app.writer.llama import LlamaWriter
from app.writer.prompt import first_prompt, front

pytestmark = pytest.mark.model


@pytest.fixture
def writer(model: Path) -> Iterator[LlamaWriter]:
    writer = LlamaWriter(lambda: model)
    yield writer
    writer.close()


def prompt(words: str) -> Prompt:
    return first_prompt(Request(words, Workplace(Path("/x"))), Opening())


def write(writer: LlamaWriter, words: str, stop: StopToken | None = None) -> Draft:
    return writer.write(
        prompt(words), Sampling(), lambda text: None, say_nothing, stop or StopToken()
    )


def test_it_writes_code_at_once_as_a_stream(writer: LlamaWriter) -> None:
    pieces: list[str] = []
    seen: list[Progress] = []
    draft = writer.write(
        prompt("print the numbers from 1 to 5"),
        Sampling(),
        pieces.append,
        seen.append,
        StopToken(),
    )
    assert draft.reason is Reason.COMPLETE
    assert len(pieces) > 3
    assert "".join(pieces) == draft.text
    assert "print(" in draft.text
    assert "```" not in draft.text
    compile(draft.text, "script", "exec")
    assert any(isinstance(progress, LoadingModel) for progress in seen)
    thinking = [progress for progress in seen if isinstance(progress, Thinking)]
    assert thinking[-1].done == thinking[-1].total == draft.prompt_tokens


def test_the_same_front_is_not_read_twice(writer: LlamaWriter) -> None:
    first = write(writer, "print one")
    second = write(writer, "print two")
    assert first.reused_tokens == 0
    assert second.reused_tokens > second.prompt_tokens / 2


def test_what_was_read_ahead_is_not_read_again(writer: LlamaWriter) -> None:
    seen: list[Progress] = []
    writer.load(say_nothing, StopToken())
    writer.read_ahead(front(), seen.append, StopToken())
    read = [progress for progress in seen if isinstance(progress, Thinking)][-1].total
    draft = write(writer, "print one")
    assert draft.reused_tokens > 0.9 * read


def test_stop_ends_a_long_prompt_and_the_next_request_works(writer: LlamaWriter) -> None:
    stop = StopToken()

    def stop_inside(progress: Progress) -> None:
        if isinstance(progress, Thinking) and 0 < progress.done < progress.total / 2:
            stop.set()

    with pytest.raises(Problem) as stopped:
        writer.write(prompt("word " * 3000), Sampling(), lambda text: None, stop_inside, stop)
    assert stopped.value.kind is ProblemKind.STOPPED
    assert "print" in write(writer, "print the numbers from 1 to 5").text


def test_stop_while_it_writes(writer: LlamaWriter) -> None:
    stop = StopToken()
    with pytest.raises(Problem) as stopped:
        writer.write(
            prompt("print a long poem"),
            Sampling(),
            lambda text: stop.set(),
            say_nothing,
            stop,
        )
    assert stopped.value.kind is ProblemKind.STOPPED
    assert writer.engine_pid is not None, "stopping does not cost the loaded model"


def test_a_killed_engine_is_a_message_and_comes_back(writer: LlamaWriter) -> None:
    def kill(text: str) -> None:
        assert writer.engine_pid is not None
        os.kill(writer.engine_pid, signal.SIGKILL)

    with pytest.raises(Problem) as crashed:
        writer.write(prompt("print a long poem"), Sampling(), kill, say_nothing, StopToken())
    assert crashed.value.kind is ProblemKind.ENGINE_CRASHED
    assert writer.engine_pid is None
    assert "print" in write(writer, "print the numbers from 1 to 5").text


def test_an_illegal_instruction_has_its_own_message(writer: LlamaWriter) -> None:
    writer.load(say_nothing, StopToken())
    pid = writer.engine_pid
    assert pid is not None
    with pytest.raises(Problem) as died:
        writer.write(
            prompt("print a long poem"),
            Sampling(),
            lambda text: os.kill(pid, signal.SIGILL),
            say_nothing,
            StopToken(),
        )
    assert died.value.kind is ProblemKind.ENGINE_ILLEGAL_INSTRUCTION


def test_a_request_that_does_not_fit_is_said_so(writer: LlamaWriter) -> None:
    with pytest.raises(Problem) as refused:
        write(writer, "число " * 9000)
    assert refused.value.kind is ProblemKind.REQUEST_TOO_LONG
    assert "print" in write(writer, "print the numbers from 1 to 5").text


def test_a_file_that_is_no_model_is_a_message(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + b"\0" * 1000)
    writer = LlamaWriter(lambda: broken)
    with pytest.raises(Problem) as failed:
        writer.load(say_nothing, StopToken())
    assert failed.value.kind is ProblemKind.ENGINE_FAILED
    assert writer.engine_pid is None


def test_the_engine_ends_with_its_parent(writer: LlamaWriter) -> None:
    writer.load(say_nothing, StopToken())
    pid = writer.engine_pid
    assert pid is not None
    writer.close()
    gone = threading.Event()
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        gone.set()
    assert gone.is_set()
