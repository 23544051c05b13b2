from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 400
SOURCES = sorted(
    path.relative_to(ROOT)
    for folder in ("tui", "annotations", "tests", "screenshots", ".ci")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".tcss"}
)


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_is_short_enough_to_have_one_reason(path: Path) -> None:
    assert len((ROOT / path).read_text("utf-8").splitlines()) < LONGEST_FILE


def test_test_folders_are_no_packages() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_nobody_imports_the_package_that_future_annotations_would_hide() -> None:
    offenders = [
        str(path)
        for path in SOURCES
        for line in (ROOT / path).read_text("utf-8").splitlines()
        if line.strip() == "import annotations"
    ]
    assert offenders == []
