import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

Newsmark = Callable[..., subprocess.CompletedProcess[str]]

COMMAND = (sys.executable, "-P", "-m", "tui")

# Properties hold on a busy machine too and leave no files; a run that turns red is the fault of a change, because
# every run looks at the same examples (the fuzzers beside the benchmarks look at new ones).
settings.register_profile(
    "newsmark", database=None, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("newsmark")


@pytest.fixture(autouse=True)
def user_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the user's folders; a relative PYTHONPATH would not survive a change of the working folder."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    if path := os.environ.get("PYTHONPATH"):
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join(str(Path(part).absolute()) for part in path.split(os.pathsep)))
    return home


@pytest.fixture
def newsmark(tmp_path: Path) -> Newsmark:
    """Return a function that runs the real program in `tmp_path`, without a terminal."""

    def run(
        *arguments: str, stdin: str | bytes = b"", environment: Mapping[str, str] = {}
    ) -> subprocess.CompletedProcess[str]:
        finished = subprocess.run(
            [*COMMAND, *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=tmp_path,
            env={**os.environ, **environment},
            timeout=60,
            check=False,
        )
        out, err = finished.stdout.decode(), finished.stderr.decode()
        return subprocess.CompletedProcess(finished.args, finished.returncode, out, err)

    return run
