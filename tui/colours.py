"""The colours of each theme: what Textual names, and what our own style sheet needs beside that."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Colours(NamedTuple):
    """The colours of one theme, by what they are used for."""

    dark: bool
    base: Mapping[str, str]
    """What Textual's themes name."""
    marks: Mapping[str, str]
    """Our own style variables."""


def _colours(*, dark: bool, base: str, marks: str) -> Colours:
    return Colours(dark, MappingProxyType(_table(base)), MappingProxyType(_table(marks)))


def _table(words: str) -> dict[str, str]:
    names = words.split()
    return dict(zip(names[::2], names[1::2], strict=True))


DARK = _colours(
    dark=True,
    base="""
        foreground #d4d7dc  background #16191e  surface #1c2026  panel #252a32
        primary #8ab4d8  secondary #8299ae  accent #e3b667
        success #8fc58a  warning #e3b667  error #eb9a91  border #3b4450
    """,
    marks="""
        entity-person #ecc98a  entity-group #d8a7c7  entity-organisation #93bdf0  entity-place #86d1bd
        entity-time #b9acef  entity-amount #eba582  entity-work #c2d08e
        quote-tint #1d242d  note-tint #38301c  verified-tint #1b3024  disputed-tint #3a2022  current-tint #243d59
        heading #f0f2f5  quiet #a0a7b1  thumb #454e5a
    """,
)
LIGHT = _colours(
    dark=False,
    base="""
        foreground #24272c  background #faf8f3  surface #f2efe8  panel #e7e3d9
        primary #245a84  secondary #4d6377  accent #7d4f06
        success #265f2d  warning #7d4f06  error #9c2a23  border #c9c3b5
    """,
    marks="""
        entity-person #7c4b08  entity-group #8c3674  entity-organisation #1d57a0  entity-place #0c6453
        entity-time #5a45ab  entity-amount #963d0b  entity-work #4e5a0f
        quote-tint #eeebe1  note-tint #f5e7bb  verified-tint #d6ead3  disputed-tint #f5d7d2  current-tint #c5def5
        heading #101215  quiet #54575c  thumb #c4bfb2
    """,
)
HIGH_CONTRAST_DARK = _colours(
    dark=True,
    base="""
        foreground #ffffff  background #000000  surface #000000  panel #1a1a1a
        primary #8fd3ff  secondary #c8dcf0  accent #ffd75f
        success #7dff7d  warning #ffd75f  error #ffb3ab  border #b0b0b0
    """,
    marks="""
        entity-person #ffe08a  entity-group #ffb8ea  entity-organisation #a8d4ff  entity-place #84f5db
        entity-time #d8ccff  entity-amount #ffc29e  entity-work #dcf08a
        quote-tint #14202c  note-tint #332900  verified-tint #00330f  disputed-tint #450a0a  current-tint #003263
        heading #ffffff  quiet #d2d8e0  thumb #9aa4b0
    """,
)
HIGH_CONTRAST_LIGHT = _colours(
    dark=False,
    base="""
        foreground #000000  background #ffffff  surface #ffffff  panel #e8e8e8
        primary #003d73  secondary #24415c  accent #5f3700
        success #00480f  warning #5f3700  error #7d0a0a  border #4a4a4a
    """,
    marks="""
        entity-person #5a3200  entity-group #640a50  entity-organisation #003878  entity-place #00483c
        entity-time #361f8c  entity-amount #702000  entity-work #384200
        quote-tint #ebeef2  note-tint #fff0b8  verified-tint #d2f5cf  disputed-tint #ffdcd8  current-tint #c2e0ff
        heading #000000  quiet #343a42  thumb #6a727c
    """,
)
COLOUR_BLIND_DARK = _colours(
    dark=True,
    base="""
        foreground #d8dadd  background #15181c  surface #1b1f24  panel #262b31
        primary #56b4e9  secondary #8d9aa8  accent #f0e442
        success #78c4f0  warning #f0e442  error #f3ad62  border #414a54
    """,
    marks="""
        entity-person #f0e442  entity-group #e3b0cf  entity-organisation #86caf3  entity-place #5fd0ae
        entity-time #c4c9d0  entity-amount #eda75a  entity-work #f3ecb0
        quote-tint #1f252b  note-tint #35341a  verified-tint #12304a  disputed-tint #46290a  current-tint #3c4047
        heading #f2f4f6  quiet #a9b0b9  thumb #4c555f
    """,
)
COLOUR_BLIND_LIGHT = _colours(
    dark=False,
    base="""
        foreground #22262a  background #fbfaf6  surface #f2f1ec  panel #e6e4de
        primary #005a8e  secondary #566777  accent #665300
        success #00588c  warning #665300  error #943f00  border #c4c1b8
    """,
    marks="""
        entity-person #5f4e00  entity-group #85406a  entity-organisation #00568a  entity-place #005f47
        entity-time #45494f  entity-amount #8c3c00  entity-work #55551c
        quote-tint #eeede6  note-tint #f6f0b4  verified-tint #cfe6f7  disputed-tint #fbdcc0  current-tint #d0d3d8
        heading #0e1114  quiet #50565d  thumb #bab7ae
    """,
)
"""The hues of both are those of Okabe and Ito, darkened or lightened: blue for verified, orange for disputed."""

TERMINAL_DARK = MappingProxyType(
    _table("""
        entity-person ansi_bright_yellow  entity-group ansi_bright_magenta  entity-organisation ansi_cyan
        entity-place ansi_green  entity-time ansi_bright_magenta  entity-amount ansi_bright_red
        entity-work ansi_bright_cyan
        quote-tint ansi_default  note-tint ansi_default  verified-tint ansi_default  disputed-tint ansi_default
        current-tint ansi_default  heading ansi_default  quiet ansi_default  thumb ansi_bright_black
    """)
)
TERMINAL_LIGHT = MappingProxyType(
    TERMINAL_DARK
    | _table("""
        entity-person ansi_red  entity-group ansi_magenta  entity-organisation ansi_blue  entity-place ansi_default
        entity-time ansi_magenta  entity-amount ansi_red  entity-work ansi_blue
    """)
)
"""Hues that the usual sixteen colours keep readable on black, and on white."""
