import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from annotations.analysis.client import AnalysisClient
from annotations.errors import AnalysisError
from annotations.models import Article, Entity
from tests.builders import make_article

# A worker for tests: it answers like the real one, by what the title of the article asks for.
WORKER = """
import json, os, signal, sys
def say(**message):
    sys.stdout.write(json.dumps(message) + "\\n")
    sys.stdout.flush()
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for line in sys.stdin:
    request = json.loads(line)
    if request["type"] != "analyse":
        continue
    article, common = request["article"], {"id": request["id"], "version": request["article"]["version"]}
    order = article["title"]
    entity = {"id": "n-1", "start": 0, "end": 4, "text": article["text"][:4], "label": "PERSON", "entity": "e1"}
    if order == "die":
        print("out of memory", file=sys.stderr)
        os._exit(3)
    if order == "wait":
        continue
    if order == "garble":
        print("hello")
        sys.stdout.flush()
        continue
    if order == "hang":
        say(type="progress", entities=[], **common)
        while True:
            signal.pause()
    if order == "fail":
        say(type="failed", id=request["id"], message="no pipeline", hint="install one")
        continue
    if order == "stale":
        say(type="progress", id=request["id"], version="sha256:other", entities=[entity])
        say(type="part", id=request["id"] - 1, version=article["version"], entities=[entity] * 3)
        say(type="done", id=request["id"], version="sha256:other", pipeline="stale")
    say(type="progress", entities=[entity], **common)
    say(type="part", entities=[entity], **common)
    say(type="part", entities=[entity], **common)
    say(type="done", pipeline=f"fake {request['pipeline']} {request['first']} {os.getpid()}", **common)
"""


def told(order: str) -> Article:
    """Return the article with what the worker shall do as its title."""
    return make_article("Ruth Karanja left Mombasa.", title=order)


@pytest_asyncio.fixture
async def client(tmp_path: Path) -> AsyncIterator[AnalysisClient]:
    script = tmp_path / "worker.py"
    script.write_text(WORKER)
    client = AnalysisClient("mine", command=(sys.executable, "-I", str(script)))
    yield client
    await client.close()


async def started(client: AnalysisClient, order: str) -> "asyncio.Task[object]":
    """Ask for an analysis that does not end, and return when the worker is at it."""
    at_work = asyncio.Event()
    task: asyncio.Task[object] = asyncio.create_task(client.analyse(told(order), 0, lambda _: at_work.set()))
    await asyncio.wait_for(at_work.wait(), 10)
    return task


def pid_of(pipeline: str | None) -> int:
    assert pipeline is not None
    return int(pipeline.split()[-1])


async def test_progress_and_parts_make_an_analysis(client: AnalysisClient) -> None:
    heard: list[tuple[Entity, ...]] = []
    analysis = await client.analyse(told("work"), 12, heard.append)
    assert [entity.text for entity in analysis.entities] == ["Ruth", "Ruth"]
    assert [len(batch) for batch in heard] == [1]
    assert (analysis.pipeline or "").startswith("fake mine 12 ")


async def test_one_worker_serves_all_requests(client: AnalysisClient) -> None:
    await client.prestart()
    first = await client.analyse(told("work"))
    second = await client.analyse(told("work"))
    assert first.pipeline == second.pipeline


async def test_messages_about_another_text_or_request_are_dropped(client: AnalysisClient) -> None:
    heard: list[tuple[Entity, ...]] = []
    analysis = await client.analyse(told("stale"), 0, heard.append)
    assert len(analysis.entities) == 2
    assert len(heard) == 1
    assert "fake" in (analysis.pipeline or "")


async def test_a_failure_is_an_error_with_its_hint_and_the_worker_stays(client: AnalysisClient) -> None:
    before = await client.analyse(told("work"))
    with pytest.raises(AnalysisError, match="no pipeline") as caught:
        await client.analyse(told("fail"))
    assert caught.value.hint == "install one"
    assert (await client.analyse(told("work"))).pipeline == before.pipeline


async def test_a_dead_worker_is_an_error_and_replaced_by_the_next_request(client: AnalysisClient) -> None:
    before = await client.analyse(told("work"))
    with pytest.raises(AnalysisError, match=r"exit status 3\): out of memory") as caught:
        await client.analyse(told("die"))
    assert caught.value.hint
    assert pid_of((await client.analyse(told("work"))).pipeline) != pid_of(before.pipeline)


async def test_a_worker_that_says_what_is_no_message_is_ended(client: AnalysisClient) -> None:
    with pytest.raises(AnalysisError, match="cannot be read"):
        await client.analyse(told("garble"))
    assert (await client.analyse(told("work"))).entities


async def test_a_newer_request_supersedes(client: AnalysisClient) -> None:
    await client.prestart()
    older = asyncio.create_task(client.analyse(told("wait")))
    await asyncio.sleep(0)
    assert (await client.analyse(told("work"))).entities
    with pytest.raises(AnalysisError, match="another article"):
        await older


async def test_a_cancelled_request_leaves_the_client_usable(client: AnalysisClient) -> None:
    task = asyncio.create_task(client.analyse(told("wait")))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await client.analyse(told("work"))).entities


async def test_closing_ends_a_worker_that_does_not_listen(client: AnalysisClient) -> None:
    task = await started(client, "hang")
    begun = time.monotonic()
    await client.close()
    assert time.monotonic() - begun < 0.5
    with pytest.raises(AnalysisError, match="ended"):
        await task


async def test_a_closed_client_starts_nothing(client: AnalysisClient) -> None:
    before = await client.analyse(told("work"))
    await client.close()
    assert not Path(f"/proc/{pid_of(before.pipeline)}").exists()
    with pytest.raises(AnalysisError, match="ended"):
        await client.analyse(told("work"))
    await client.close()


async def test_a_worker_that_cannot_start_is_an_error(tmp_path: Path) -> None:
    client = AnalysisClient(command=(str(tmp_path / "nothing"),))
    with pytest.raises(AnalysisError, match="cannot start"):
        await client.analyse(told("work"))
    await client.close()


async def test_the_real_worker_analyses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "__init__.py").write_text("raise SystemExit('the wrong package')")
    monkeypatch.chdir(tmp_path)
    client = AnalysisClient()
    analysis = await client.analyse(told("work"))
    await client.close()
    assert [(entity.text, entity.label) for entity in analysis.entities] == [
        ("Ruth Karanja", "PERSON"),
        ("Mombasa", "GPE"),
    ]


async def test_the_client_needs_no_spacy() -> None:
    code = "import sys, annotations.analysis.client; sys.exit('spacy' in sys.modules)"
    process = await asyncio.create_subprocess_exec(sys.executable, "-P", "-c", code)
    assert await process.wait() == 0
