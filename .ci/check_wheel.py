"""Check that a wheel holds everything the program needs at run time, and nothing else."""

import sys
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

REQUIRED = (
    "tui/__main__.py",
    "tui/app.py",
    "tui/*.tcss",
    "tui/demo.txt",
    "tui/py.typed",
    "annotations/models.py",
    "annotations/py.typed",
    "annotations/analysis/resources/*",
    "annotations/export/annotated-article.schema.json",
    "annotations/pipelines/en_core_news_sm/LICENSE",
    "annotations/pipelines/en_core_news_sm/config.cfg",
    "annotations/pipelines/en_core_news_sm/meta.json",
    "annotations/pipelines/en_core_news_sm/ner/model",
    "annotations/pipelines/en_core_news_sm/parser/model",
    "annotations/pipelines/en_core_news_sm/tagger/model",
    "annotations/pipelines/en_core_news_sm/tok2vec/model",
    "annotations/pipelines/en_core_news_sm/tokenizer",
    "annotations/pipelines/en_core_news_sm/vocab/strings.json",
    "newsmark-*.dist-info/entry_points.txt",
    "newsmark-*.dist-info/licenses/LICENSE",
    "newsmark-*.dist-info/licenses/annotations/pipelines/en_core_news_sm/LICENSE",
)
FORBIDDEN = ("annotations/training/*", "tests/*", "screenshots/*", "*__pycache__*", "*.pyc")
TOP_LEVEL = ("tui", "annotations", "newsmark-*.dist-info")


def faults(names: list[str]) -> list[str]:
    """Return what is wrong with a wheel that holds files of these names."""
    missing = [f"missing: {wanted}" for wanted in REQUIRED if not any(fnmatch(name, wanted) for name in names)]
    unwanted = [f"unwanted: {name}" for name in names if any(fnmatch(name, pattern) for pattern in FORBIDDEN)]
    tops = sorted({PurePosixPath(name).parts[0] for name in names})
    foreign = [f"unwanted: {top}" for top in tops if not any(fnmatch(top, pattern) for pattern in TOP_LEVEL)]
    return missing + unwanted + foreign


def main(path: Path) -> int:
    """Print the faults of a wheel and return how the process should exit."""
    with ZipFile(path) as wheel:
        names = wheel.namelist()
    found = faults(names)
    print(f"{path.name}: {len(names)} files, {path.stat().st_size / 1e6:.1f} MB", *found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
