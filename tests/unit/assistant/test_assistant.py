"""The one path through the product, with a scripted writer and everything else real."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app import paths
from app.domain.change import ChangeKind
from app.domain.problem import Problem, ProblemKind
from app.domain.progress import Progress, Repairing, Trying, Writing, say_nothing
from app.domain.request import Request
from app.domain.run import RunState
from app.domain.stop import StopToken
from app.writer.base import Role
from tests.unit.assistant.conftest import Make


def request_in(assistant: object, folder: Path | None, words: str) -> Request:
    workplace, named = assistant.place(folder, [])  # type: ignore[attr-defined]
    return Request(words, workplace, tuple(named))


def test_a_question_is_answered_and_nothing_changes(make: Make, work: Path) -> None:
    assistant, _ = make("print(10 + 5)\n")
    before = sorted(path.name for path in work.iterdir())
    preview = assistant.preview(
        request_in(assistant, work, "the sum of amount in jan.csv"), say_nothing, StopToken()
    )
    assert preview.changes_nothing
    receipt = assistant.apply(preview, preview.best, say_nothing)
    assert receipt.run is None
    assert sorted(path.name for path in work.iterdir()) == before


def test_what_was_shown_happens_and_can_be_undone(make: Make, work: Path) -> None:
    code = "import os\nopen('out.txt', 'w').write('15')\nos.rename('jan.csv', '1.csv')\n"
    assistant, _ = make(code)
    preview = assistant.preview(request_in(assistant, work, "do it"), say_nothing, StopToken())
    kinds = {(change.path, change.kind) for change in preview.best.trial.outcome.changes}
    assert kinds == {("out.txt", ChangeKind.CREATED), ("1.csv", ChangeKind.RENAMED)}
    assert not (work / "out.txt").exists(), "a preview changes nothing"

    receipt = assistant.apply(preview, preview.best, say_nothing)
    assert (work / "out.txt").read_text() == "15"
    assert not (work / "jan.csv").exists()
    assert receipt.run is not None
    assert assistant.runs()[0].id == receipt.run.id

    assistant.undo()
    assert not (work / "out.txt").exists()
    assert (work / "jan.csv").read_text("utf-8").startswith("day,amount")
    assert assistant.runs()[0].state is RunState.UNDONE


def test_deleting_needs_its_own_yes(make: Make, work: Path) -> None:
    assistant, _ = make("import os\nos.remove('notes.txt')\n")
    preview = assistant.preview(request_in(assistant, work, "clean up"), say_nothing, StopToken())
    with pytest.raises(Problem) as refused:
        assistant.apply(preview, preview.best, say_nothing)
    assert refused.value.kind is ProblemKind.DELETES_NOT_ALLOWED
    assert (work / "notes.txt").exists()
    assistant.apply(preview, preview.best, say_nothing, allow_deletes=True)
    assert not (work / "notes.txt").exists()


def test_a_failing_script_is_repaired_with_its_error(make: Make, work: Path) -> None:
    assistant, writer = make("print(1 / 0)\n", "print('mended')\n")
    seen: list[Progress] = []
    preview = assistant.preview(
        request_in(assistant, work, "what is one"), seen.append, StopToken()
    )
    assert preview.repairs == 1
    assert preview.best.trial.outcome.answer == "mended"
    complaint = writer.prompts[1].messages[-1]
    assert complaint[0] is Role.USER
    assert "ZeroDivisionError" in complaint[1]
    assert "print(1 / 0)" in complaint[1], "the line that failed is quoted"
    assert [type(progress) for progress in seen if isinstance(progress, Repairing | Trying)] == [
        Trying,
        Repairing,
        Trying,
    ]
    assert {progress.attempt for progress in seen if isinstance(progress, Writing)} == {1, 2}


def test_after_two_repairs_it_says_that_it_failed(make: Make, work: Path) -> None:
    assistant, writer = make("1 / 0\n", "nonsense(\n", "raise ValueError('still')\n")
    with pytest.raises(Problem) as failed:
        assistant.preview(request_in(assistant, work, "try"), say_nothing, StopToken())
    assert failed.value.kind is ProblemKind.SCRIPT_FAILED
    assert "ValueError: still" in failed.value.detail
    assert "raise ValueError" in failed.value.code
    assert len(writer.prompts) == 3
    assert not any(paths.scratch().glob("*/*")), "views of failed scripts are thrown away"


def test_a_library_that_is_not_here_is_never_run(make: Make, work: Path) -> None:
    assistant, _ = make(*["import PyPDF2\nprint('x')\n"] * 3)
    with pytest.raises(Problem) as failed:
        assistant.preview(request_in(assistant, work, "read the pdf"), say_nothing, StopToken())
    assert failed.value.kind is ProblemKind.SCRIPT_NEEDS_MISSING_LIBRARY
    assert failed.value.facts["name"] == "PyPDF2"


def test_a_script_that_says_and_does_nothing_is_no_answer(make: Make, work: Path) -> None:
    assistant, writer = make("x = None\n", "print('there')\n")
    preview = assistant.preview(request_in(assistant, work, "hello"), say_nothing, StopToken())
    assert preview.best.trial.outcome.answer == "there"
    assert "prints nothing" in writer.prompts[1].messages[-1][1]


def test_a_value_that_is_worked_out_last_is_the_answer(make: Make, work: Path) -> None:
    assistant, writer = make("total = 6 * 7\n# that is it\n")
    preview = assistant.preview(request_in(assistant, work, "6 by 7"), say_nothing, StopToken())
    assert preview.best.trial.outcome.answer == "42"
    assert preview.best.trial.script.code.endswith("# that is it\ntotal\n")
    assert len(writer.prompts) == 1


def test_the_most_frequent_effect_wins(make: Make, work: Path) -> None:
    assistant, writer = make("print(4)\n", "print(2 + 3)\n", "print(5)\n")
    preview = assistant.preview(
        request_in(assistant, work, "a number"), say_nothing, StopToken(), candidates=3
    )
    assert preview.best.trial.outcome.answer == "5"
    assert (preview.best.votes, preview.tried) == (2, 3)
    assert not preview.needs_choice
    assert writer.samplings[0].temperature == 0
    assert writer.samplings[1].temperature > 0


def test_a_script_that_fails_agrees_with_nobody_but_counts(make: Make, work: Path) -> None:
    assistant, _ = make("print(5)\n", "1 / 0\n", "print(2 + 3)\n")
    preview = assistant.preview(
        request_in(assistant, work, "a number"), say_nothing, StopToken(), candidates=3
    )
    assert (preview.best.votes, preview.tried, preview.repairs) == (2, 3, 0)


def test_different_results_are_a_question(make: Make, work: Path) -> None:
    assistant, _ = make("print(4)\n", "print(5)\n")
    preview = assistant.preview(
        request_in(assistant, work, "a number"), say_nothing, StopToken(), candidates=2
    )
    assert preview.needs_choice
    chosen = preview.choices[1]
    receipt = assistant.apply(preview, chosen, say_nothing)
    assert receipt.preview.best.trial.outcome.answer == "5"


def test_a_file_edited_after_the_preview_is_not_overwritten(make: Make, work: Path) -> None:
    assistant, _ = make("open('notes.txt', 'w').write('machine')\n")
    preview = assistant.preview(request_in(assistant, work, "rewrite"), say_nothing, StopToken())
    (work / "notes.txt").write_text("edited by the person", "utf-8")
    with pytest.raises(Problem) as refused:
        assistant.apply(preview, preview.best, say_nothing)
    assert refused.value.kind is ProblemKind.FILES_CHANGED
    assert (work / "notes.txt").read_text("utf-8") == "edited by the person"


def test_stop_ends_a_script_that_runs(make: Make, work: Path) -> None:
    assistant, _ = make("import time\nprint('on', flush=True)\ntime.sleep(600)\n")
    stop = StopToken()

    def stop_when_trying(progress: Progress) -> None:
        if isinstance(progress, Trying):
            threading.Timer(0.3, stop.set).start()

    with pytest.raises(Problem) as stopped:
        assistant.preview(request_in(assistant, work, "wait"), stop_when_trying, stop)
    assert stopped.value.kind is ProblemKind.STOPPED


def test_the_time_budget_ends_it(make: Make, work: Path) -> None:
    assistant, _ = make("import time\ntime.sleep(600)\n")
    with pytest.raises(Problem) as ended:
        assistant.preview(
            request_in(assistant, work, "wait"), say_nothing, StopToken(), seconds=3.0
        )
    assert ended.value.kind is ProblemKind.OUT_OF_TIME


def test_an_edited_script_takes_the_same_safe_path(make: Make, work: Path) -> None:
    assistant, writer = make()
    request = request_in(assistant, work, "edited")
    preview = assistant.retry(
        request, "open('new.txt', 'w').write('x')\n", say_nothing, StopToken()
    )
    assert not (work / "new.txt").exists()
    assistant.apply(preview, preview.best, say_nothing)
    assert (work / "new.txt").read_text() == "x"
    assert writer.prompts == []
    with pytest.raises(Problem) as failed:
        assistant.retry(request, "print(", say_nothing, StopToken())
    assert failed.value.kind is ProblemKind.SCRIPT_FAILED


def test_a_picture_outlives_the_trial(make: Make, work: Path) -> None:
    assistant, _ = make("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\n")
    preview = assistant.preview(request_in(assistant, work, "draw"), say_nothing, StopToken())
    assistant.apply(preview, preview.best, say_nothing)
    (figure,) = preview.best.trial.outcome.figures
    assert figure.read_bytes().startswith(b"\x89PNG")
    assert figure.parent == paths.figures()


def test_without_a_folder_results_go_to_their_own_place(make: Make, home: Path) -> None:
    assistant, _ = make("open('table.txt', 'w').write('1 2 3')\n")
    preview = assistant.preview(request_in(assistant, None, "a table"), say_nothing, StopToken())
    assistant.apply(preview, preview.best, say_nothing)
    assert (paths.results() / "table.txt").read_text() == "1 2 3"


def test_a_folder_that_is_too_big_is_said_before_anything_is_written(
    make: Make, work: Path
) -> None:
    with (work / "huge.csv").open("wb") as file:
        file.truncate(3 * 1024**3)  # sparse: no disk is used
    assistant, writer = make("print('never')\n")
    with pytest.raises(Problem) as refused:
        assistant.preview(request_in(assistant, work, "sum it up"), say_nothing, StopToken())
    assert refused.value.kind is ProblemKind.FOLDER_TOO_BIG
    assert writer.prompts == []


def test_a_crash_of_the_engine_is_told_as_it_is(make: Make, work: Path) -> None:
    assistant, _ = make(Problem(ProblemKind.ENGINE_CRASHED, "status -9"), "print('again')\n")
    request = request_in(assistant, work, "hello")
    with pytest.raises(Problem) as crashed:
        assistant.preview(request, say_nothing, StopToken())
    assert crashed.value.kind is ProblemKind.ENGINE_CRASHED
    assert assistant.preview(request, say_nothing, StopToken()).best.trial.outcome.answer == "again"
