"""The settings file: what it may say, and that everything else is refused by line, path and suggestion."""

import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.capability import fitting
from tui.commands import SECTIONS
from tui.highlight import LAYERS_BY_NAME
from tui.keymaps import PRESETS
from tui.settings import DEFAULTS, LayerName, Preset, Settings
from tui.settings_file import SettingsError, parse_settings, read_settings
from tui.settling import default_text, keep
from tui.theme import THEMES, textual_theme
from tui.theme_names import ThemeName
from tui.toml import KeyPath, line_of, statements, to_toml, with_value
from tui.widgets.text_view import NARROWEST, USUAL_WIDTH, WIDEST

FILE = Path("settings.toml")
EVERYTHING = """
pipeline = "en_mine"
store = "~/harbour.json"
theme = "light"
text-width = 60
layers = ["claims"]
auto-advance = true
reduced-motion = true
opener = "w3m"
editor = "code --wait"
cache-megabytes = 0
keymap = "vi"
publisher = { name = "The Post", url = "https://post.example" }
[keys]
claim.verify = ["+", "V", "f5"]
width.wider = ["f6"]
mark.start = ["f7"]
"claim.dispute" = ["f8"]
"""


def complaint(text: str) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        parse_settings(text, FILE)
    return caught.value


def test_a_file_can_settle_everything() -> None:
    settings = parse_settings(EVERYTHING, FILE)
    assert (settings.pipeline, settings.theme, settings.text_width) == ("en_mine", "light", 60)
    assert (settings.layers, settings.auto_advance, settings.keymap) == (("claims",), True, "vi")
    assert (settings.publisher.name, settings.publisher.url) == ("The Post", "https://post.example")
    assert settings.keys["claim.dispute"] == ("f8",)
    assert all(getattr(settings, name) != getattr(DEFAULTS, name) for name in Settings.__struct_fields__)


def test_no_file_settles_nothing(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none" / "settings.toml") == DEFAULTS
    (tmp_path / "file").write_text("")
    assert read_settings(tmp_path / "file" / "settings.toml") == DEFAULTS


@pytest.mark.parametrize(
    ("text", "line", "words", "hint"),
    [
        ('\n# x\ntheem = "dark"', 3, "there is no setting theem", "Did you mean theme?"),
        ("[publisher]\nnmae = 1", 2, "there is no setting publisher.nmae", "Did you mean name?"),
        ("publisher = { nmae = 1 }", 1, "publisher.nmae", "Did you mean name?"),
        ('theme = "drak"', 1, "theme must be one of", "Did you mean dark?"),
        ("theme = 3", 1, "theme must be one of", ""),
        ('text-width = "wide"', 1, 'a whole number from 38 to 158, not "wide"', ""),
        ("text-width = true", 1, "a whole number", ""),
        ("text-width = 9", 1, "from 38 to 158, not 9", ""),
        ("auto-advance = 1", 1, "true or false", ""),
        ('layers = ["claim"]', 1, "a list, each one of", ""),
        ('[publisher]\nname = "x"\nurl = "post.example"', 3, "publisher.url must be a web address", ""),
        ("publisher = 3", 1, "publisher must be a table", ""),
        ("keys = 3", 1, "keys must be a table", ""),
        ('editor = " "', 1, "editor must be", ""),
        ('[keys]\nclaim.verfy = ["x"]', 2, "there is no action claim.verfy", "Did you mean claim.verify?"),
        ('[keys]\nclaim.verify = [\n"f5",\n"hyper+j"\n]', 2, "hyper+j", "ctrl+letter"),
        ('[keys]\nclaim.verify = "x"', 2, "keys.claim.verify must be a list of keys", ""),
        ('keymap = "emacs"\n[keys]\nclaim.verify = ["ctrl+n"]', 3, "claim.verify and move.line-down", ""),
        ('theme = "dark"\n\ntheme = "light"', 3, "not valid TOML", ""),
        ('theme = "dark"\ntext-width =\n', 2, "not valid TOML", ""),
        ('store = """a\nb"""\nkeys = [', 3, "not valid TOML", ""),
        ("x = " + "[" * 9999, 1, "not valid TOML", ""),
    ],
)
def test_what_cannot_be_settled_is_refused_in_its_line(text: str, line: int, words: str, hint: str) -> None:
    error = complaint(text)
    assert error.message.startswith(f"settings.toml, line {line}: ")
    assert words in error.message
    assert hint in error.hint


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="Cannot read"):
        read_settings(tmp_path)
    path = tmp_path / "settings.toml"
    path.write_bytes(b"\n\nstore = '\xff'")
    with pytest.raises(SettingsError, match="line 3: this is not UTF-8"):
        read_settings(path)


def test_windows_files_are_read(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(b'\xef\xbb\xbf# x\r\ntheme = "light"\r\n')
    assert read_settings(path).theme == "light"


def test_a_store_without_a_folder_lies_beside_the_settings() -> None:
    folder = Path("/etc/newsmark")
    stores = [("a.json", folder / "a.json"), ("/b.json", Path("/b.json")), ("~", Path.home()), ("", None)]
    assert [Settings(store=name).store_path(folder / FILE) for name, _ in stores] == [path for _, path in stores]


VALUES = st.recursive(
    st.one_of(st.text(max_size=8), st.integers(), st.booleans(), st.floats(), st.dates()).map(str)
    | st.sampled_from(["auto", "vi", "d", "ctrl+i", "1979-05-27", "nan", "[", '"']),
    lambda inner: st.lists(inner, max_size=3).map(str),
    max_leaves=4,
)
NAMES = st.sampled_from(
    [*(name.replace("_", "-") for name in Settings.__struct_fields__), "[keys]", "quit", "claim.verify", "[publisher]"]
)


@given(st.lists(st.tuples(NAMES, VALUES), max_size=6))
@example([("text-width", "9" * 5000)])
@example([("theme", "1979-13-99")])
def test_no_file_of_known_names_is_read_half(lines: list[tuple[str, str]]) -> None:
    never_a_surprise("\n".join(f"{name} = {value}" if name[0] != "[" else name for name, value in lines))


@given(st.text(max_size=60))
def test_no_text_is_a_surprise(text: str) -> None:
    never_a_surprise(text)


def never_a_surprise(text: str) -> None:
    refusal = ""
    try:
        parse_settings(text, FILE)
    except SettingsError as error:
        refusal = error.message
    if refusal:
        assert refusal.startswith("settings.toml, line ")
        assert 1 <= int(refusal.partition(":")[0].rpartition(" ")[2]) <= text.count("\n") + 1


# The file written on request


def test_the_file_written_on_request_changes_nothing_and_offers_everything() -> None:
    text = default_text()
    assert parse_settings(text, FILE) == DEFAULTS
    offered = "\n".join(line.removeprefix("# ") for line in text.split("\n") if " = " in line or line.startswith("["))
    settings = parse_settings(offered, FILE)
    assert settings.pipeline
    assert settings.publisher.url
    assert set(settings.keys) == {command.id for section in SECTIONS for command in section.commands}
    assert max(map(len, text.split("\n"))) <= 130


def test_choosing_changes_one_line_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / "settings.toml"
    keep(path, "theme", "light")
    assert read_settings(path).theme == "light"
    before = path.read_text("utf-8").split("\n")
    keep(path, "theme", "dark")
    keep(path, "auto-advance", True)
    after = path.read_text("utf-8").split("\n")
    assert read_settings(path) == Settings(theme="dark", auto_advance=True)
    assert len(after) == len(before) + 1
    assert after.index('theme = "dark"') == after.index('# theme = "auto"') + 1


def test_a_broken_file_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = [")
    with pytest.raises(SettingsError):
        keep(path, "theme", "dark")
    assert path.read_text() == "theme = ["


KEYS = st.sampled_from(["a", "b", "c-d"])
SIMPLE = st.booleans() | st.integers(-9, 9) | st.text(max_size=6) | st.lists(st.text(max_size=3), max_size=2).map(tuple)


@given(st.dictionaries(KEYS, SIMPLE), st.dictionaries(KEYS, SIMPLE), KEYS, SIMPLE)
def test_a_changed_value_leaves_all_others(
    above: dict[str, object], below: dict[str, object], name: str, value: bool | int | str | tuple[str, ...]
) -> None:
    lines = [f"{key} = {to_toml(each)}" for key, each in above.items()]  # type: ignore[arg-type]
    lines += ["# end", "[t]", *(f"{key} = {to_toml(each)} # x" for key, each in below.items())]  # type: ignore[arg-type]
    text = "\n".join(lines)
    changed = tomllib.loads(with_value(text, name, value))
    assert changed == tomllib.loads(text) | tomllib.loads(f"{name} = {to_toml(value)}")


def test_statements_know_their_lines() -> None:
    text = '# a\n\n[one.two]\nthree = """\n[x]\n"""\n\n"4 5".six = [\n1,\n]\n[[seven]]\neight = { nine = 1 }'
    paths: list[tuple[KeyPath, int]] = [
        (("one", "two"), 3),
        (("one", "two", "three"), 4),
        (("one", "two", "4 5", "six"), 8),
        (("seven",), 11),
        (("seven", "eight", "nine"), 12),
    ]
    assert [(path, line_of(text, path)) for path, _ in paths] == paths
    assert [each.is_heading for each in statements(text)] == [True, False, False, True, False]


# What settings name exists


def test_settings_name_what_there_is() -> None:
    assert set(get_args(LayerName)) == set(LAYERS_BY_NAME)
    assert set(get_args(Preset)) == set(PRESETS)
    assert all(textual_theme(fitting(name, {})) for name in get_args(ThemeName))
    assert set(THEMES) < set(get_args(ThemeName))
    assert DEFAULTS.text_width == USUAL_WIDTH
    for width in (NARROWEST, WIDEST):
        assert parse_settings(f"text-width = {width}", FILE).text_width == width
