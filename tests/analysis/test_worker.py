import os
import subprocess
import sys
from queue import SimpleQueue

import pytest

from annotations.analysis.answers import Worker
from annotations.analysis.protocol import (
    Analyse,
    Cancel,
    Done,
    Failed,
    Part,
    Prepare,
    Progress,
    Request,
    Response,
    decode_response,
    line,
    parts,
)
from annotations.models import Analysis, Entity
from tests.builders import make_article

ARTICLE = make_article("Ruth Karanja left Mombasa on Monday.\nShe told Reuters that Kenya was calm.")
LONG = make_article("\n".join(f"Ruth Karanja left Mombasa {number} times." for number in range(3000)))
COMMAND = [sys.executable, "-P", "-m", "annotations.analysis.worker"]


def answered(*requests: Request, waiting: Request | None = None) -> list[Response]:
    queue: SimpleQueue[Request] = SimpleQueue()
    if waiting is not None:
        queue.put(waiting)
    sent: list[Response] = []
    worker = Worker(queue, sent.append)
    for request in requests:
        worker.answer(request)
    return sent


def test_an_article_is_answered_with_progress_and_then_the_whole() -> None:
    sent = answered(Prepare(None), Analyse(7, ARTICLE, None))
    assert isinstance(sent[0], Progress)
    assert isinstance(sent[-1], Done)
    named = [entity.text for part in sent if isinstance(part, Part) for entity in part.entities]
    assert named == ["Ruth Karanja", "Mombasa", "Monday", "Reuters", "Kenya"]
    assert {message.id for message in sent} == {7}
    assert {message.version for message in sent if not isinstance(message, Failed)} == {ARTICLE.version}


def test_a_waiting_request_ends_the_one_at_work_without_an_answer() -> None:
    assert answered(Analyse(7, ARTICLE, None), waiting=Cancel()) == []


def test_a_missing_pipeline_is_an_answer() -> None:
    (answer,) = answered(Prepare("en_no_such_pipeline"), Analyse(7, ARTICLE, "en_no_such_pipeline"))
    assert isinstance(answer, Failed)
    assert answer.id == 7
    assert "en_no_such_pipeline" in answer.message
    assert answer.hint


def test_a_defect_is_an_answer_and_the_worker_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("annotations.analysis.answers.analysed_sections", lambda *_, **__: 1 / 0)
        (answer,) = answered(Analyse(7, ARTICLE, None))
    assert isinstance(answer, Failed)
    assert "ZeroDivisionError" in answer.message
    assert "Traceback" in capsys.readouterr().err
    assert isinstance(answered(Analyse(8, ARTICLE, None))[-1], Done)


def test_parts_keep_lines_short_and_lose_nothing() -> None:
    entities = tuple(
        Entity(id=f"n-{number}", start=number, end=number + 5, text="Kenya", label="GPE", entity="e1")
        for number in range(2345)
    )
    cut = list(parts(1, "sha256:0", Analysis(pipeline="mine", entities=entities)))
    assert max(len(line(message)) for message in cut) < 100_000
    again = [decode_response(line(message)) for message in cut]
    assert tuple(entity for part in again if isinstance(part, Part) for entity in part.entities) == entities


@pytest.fixture
def process() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    )


def test_the_process_speaks_the_protocol_and_ends_with_its_input(process: "subprocess.Popen[bytes]") -> None:
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line(Analyse(1, ARTICLE, None)))
        process.stdin.flush()
        heard = [decode_response(process.stdout.readline())]
        while not isinstance(heard[-1], Done):
            heard.append(decode_response(process.stdout.readline()))
        process.stdin.close()
        assert process.wait(timeout=10) == 0
        assert process.stdout.read() == b""


def test_the_process_ends_with_its_input_while_it_analyses(process: "subprocess.Popen[bytes]") -> None:
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line(Analyse(1, LONG, None)))
        process.stdin.flush()
        assert isinstance(decode_response(process.stdout.readline()), Progress)
        process.stdin.close()
        assert process.wait(timeout=10) == 0
        assert b'"done"' not in process.stdout.read()


def test_the_process_ends_with_its_input_before_it_has_loaded_anything(process: "subprocess.Popen[bytes]") -> None:
    with process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(timeout=10) == 0
