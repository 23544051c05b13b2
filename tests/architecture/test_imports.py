import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPACY_ALSO = ("rich", "httpx")
"""What spaCy's own command line brings along."""
HEAVY = ("textual", "rich", "spacy", "thinc", "numpy", "tinydb", "filelock", "httpx", "trafilatura", "lxml", "pypdf")
PROBE = """
import json, sys
from tui.cli import run
try:
    status = run(sys.argv[1:])
except SystemExit as exit:
    status = exit.code or 0
json.dump({"status": status, "modules": sorted({name.partition(".")[0] for name in sys.modules})}, sys.stderr)
"""

READER_PROBE = """
import asyncio, json, sys
from pathlib import Path
from threading import current_thread, main_thread

painted, early, in_the_way = [], [], []

class Watch:
    def find_spec(self, name, path=None, target=None):
        if name in ("spacy", "tinydb"):
            early.extend([] if painted else [name])
            in_the_way.extend([name] if current_thread() is main_thread() else [])

sys.meta_path.insert(0, Watch())
from tui.app import NewsmarkApp
from tui.composition import services
from tui.demo import read_demo
from tui.widgets.article_view import ArticleView

render_lines = ArticleView.render_lines

def watched(self, crop):
    painted.append(crop)
    return render_lines(self, crop)

ArticleView.render_lines = watched

async def main():
    app = NewsmarkApp(services(Path("store.json"), None), read_demo())
    async with app.run_test() as pilot:
        while "tinydb" not in sys.modules:
            await pilot.pause(0.01)
        await app.workers.wait_for_complete()

asyncio.run(main())
later = sorted({"spacy", "tinydb"}.intersection(sys.modules))
print(json.dumps({"early": early, "in the way": in_the_way, "later": later}))
"""


FIRST_PAINT_PROBE = """
import asyncio, json, sys
from pathlib import Path
import tui.cli, tui.launch
from tui.app import NewsmarkApp
from tui.composition import services
from tui.demo import read_demo
from tui.widgets.article_view import ArticleView

render_lines, known = ArticleView.render_lines, []

def watched(self, crop):
    known.append(sorted(sys.modules))
    return render_lines(self, crop)

ArticleView.render_lines = watched

async def main():
    async with NewsmarkApp(services(Path("store.json"), None), read_demo()).run_test():
        pass

asyncio.run(main())
print(json.dumps(known[0]))
"""
LATER = (
    *("importlib.metadata", "textual.widgets._text_area", "textual.widgets._footer"),
    *("annotations.review", "annotations.analysis.client", "annotations.anchors", "rapidfuzz", "regex", "httpx"),
    *("tui.screens.reader", "tui.screens.library", "tui.screens.note", "tui.describe", "tui.palette"),
    *("tui.settings_file", "tomllib"),
)
"""What the first paint does without: it would come later with each."""


def imported(*arguments: str, folder: Path) -> set[str]:
    """Return the heavy packages that a command of the real program has imported when it is done."""
    finished = subprocess.run(
        [sys.executable, "-P", "-c", PROBE, *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        check=True,
        timeout=60,
    )
    report = json.loads(finished.stderr.splitlines()[-1])
    assert report["status"] == 0, finished.stderr
    return set(HEAVY).intersection(report["modules"])


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(
        "Mayor Ada Moss said on Monday that the town would spend $3 million on its bridge.", encoding="utf-8"
    )
    return path


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["tag", "--help"], ["doctor", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    assert imported(*arguments, folder=tmp_path) == set()


@pytest.mark.parametrize(
    ("argument", "modules"),
    [
        ("--help", ("msgspec", "platformdirs", "importlib.metadata", "annotations.models")),
        ("--version", ("msgspec", "platformdirs", "annotations.models")),
        ("list", ("asyncio", "annotations.review", "annotations.analysis.cache", "tui.settings_file")),
    ],
)
def test_what_is_quick_imports_little(argument: str, modules: tuple[str, ...], tmp_path: Path) -> None:
    code = f"import sys; sys.argv[1:] = [{argument!r}]\nfrom tui.__main__ import main\ntry:\n    main()\n"
    code += "except SystemExit:\n    pass\nfinally:\n    print(*sys.modules, file=sys.stderr)"
    finished = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=True, timeout=60
    )
    assert set(modules).intersection(finished.stderr.split()) == set()


@pytest.mark.parametrize("command", ["list", "doctor"])
def test_list_and_doctor_import_only_the_store(command: str, tmp_path: Path) -> None:
    assert imported(command, folder=tmp_path) <= {"tinydb", "filelock"}


def test_import_diff_and_purge_import_no_terminal_and_no_language_work(article: Path) -> None:
    file = article.with_name("exported.json")
    analysed = subprocess.run(
        [sys.executable, "-P", "-m", "tui", "analyze", article], capture_output=True, cwd=article.parent, check=True
    )
    file.write_bytes(analysed.stdout)
    for command in (["import", str(file)], ["diff", str(article)], ["purge", str(article), "--yes"]):
        assert imported(*command, folder=article.parent) <= {"tinydb", "filelock"}


def test_analyze_imports_no_terminal_and_no_store(article: Path) -> None:
    assert imported("analyze", str(article), folder=article.parent) <= {"spacy", "thinc", "numpy", *SPACY_ALSO}


@pytest.mark.parametrize("arguments", [["export"], ["tag", "bridge", "verified"]])
def test_export_and_tag_import_no_terminal(arguments: list[str], article: Path) -> None:
    command, *rest = arguments
    assert "textual" not in imported(command, str(article), *rest, folder=article.parent)


def test_a_printed_article_imports_no_terminal(article: Path) -> None:
    assert "textual" not in imported(str(article), folder=article.parent)


def test_the_reader_paints_before_a_thread_imports_the_store_and_never_imports_spacy(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-P", "-c", READER_PROBE], capture_output=True, text=True, cwd=tmp_path, check=True, timeout=60
    )
    assert json.loads(finished.stdout) == {"early": [], "in the way": [], "later": ["tinydb"]}


def test_the_article_is_painted_before_what_works_with_it_is_imported(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-P", "-c", FIRST_PAINT_PROBE],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=True,
        timeout=60,
    )
    assert set(LATER).intersection(json.loads(finished.stdout)) == set()


def test_every_module_of_the_core_imports_without_a_terminal(tmp_path: Path) -> None:
    modules = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / "annotations").rglob("*.py")
        if not {"training", "pipelines"} & set(path.parts)
    )
    code = f"import sys, importlib\nfor name in {modules!r}: importlib.import_module(name)\n"
    code += "print(sorted({'textual', 'tui'} & set(sys.modules)))"
    finished = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False
    )
    assert (finished.stdout.strip(), finished.stderr) == ("[]", "")


def test_every_module_of_the_core_is_under_the_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    core = {f"annotations.{path.stem}" for path in (ROOT / "annotations").glob("[!_]*.py")}
    for name in (
        "spaCy only where the language work is",
        "TinyDB only in the storage",
        "the core knows none of the five",
    ):
        contract = next(contract for contract in contracts if contract["name"] == name)
        assert core <= set(contract["source_modules"]), name


@pytest.mark.skipif(not shutil.which("lint-imports", path=os.fspath(Path(sys.executable).parent)), reason="needs [dev]")
def test_import_contracts_hold() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    finished = subprocess.run([command, "--no-cache"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert finished.returncode == 0, finished.stdout
