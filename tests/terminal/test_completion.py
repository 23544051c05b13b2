"""The scripts that let shells complete the command line; each is given to its shell where that is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Newsmark
from tui.cli import COMMANDS

BASH = """
source completion
COMP_WORDS=({words}) COMP_CWORD={last}
_shtab_newsmark newsmark "${{COMP_WORDS[$COMP_CWORD]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_knows_every_command_and_is_sound(newsmark: Newsmark, tmp_path: Path, shell: str) -> None:
    finished = newsmark("completion", shell)
    assert (finished.returncode, finished.stderr) == (0, "")
    assert all(name in finished.stdout for name in COMMANDS)
    (tmp_path / "completion").write_text(finished.stdout)
    if program := shutil.which(shell):
        subprocess.run([program, "-n", tmp_path / "completion"], check=True)


@pytest.mark.skipif(not shutil.which("bash"), reason="asks bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["newsmark", "ana"], {"analyze"}),
        (["newsmark", "completion", ""], {"bash", "zsh", "fish"}),
        (["newsmark", "tag", "a.txt", "words", ""], {"verified", "disputed", "clear"}),
        (["newsmark", "analyze", "--jo"], {"--jobs"}),
        (["newsmark", "export", "--as", ""], {"text", "markdown", "html"}),
        (["newsmark", "analyze", "art"], {"article.txt"}),
        (["newsmark", "analyze", "-o", "a"], {"annotated", "article.txt"}),
    ],
)
def test_bash_offers_what_the_parsers_take(
    newsmark: Newsmark, tmp_path: Path, words: list[str], offered: set[str]
) -> None:
    (tmp_path / "completion").write_text(newsmark("completion", "bash").stdout)
    (tmp_path / "article.txt").touch()
    (tmp_path / "annotated").mkdir()
    script = BASH.format(words=" ".join(f"'{word}'" for word in words), last=len(words) - 1)
    asked = subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert set(asked.stdout.split()) == offered


def test_an_unknown_shell_is_wrong_usage(newsmark: Newsmark) -> None:
    assert newsmark("completion", "csh").returncode == 2
