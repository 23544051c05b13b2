"""Which newsmark this is, as it signs what it writes."""

from typing import TYPE_CHECKING

from annotations.analysis import ANALYSIS_VERSION

if TYPE_CHECKING:
    from annotations.models import Analysis, Generator


def program_version() -> str:
    """Return the installed version; "0+checkout" where the program runs from a checkout that nobody installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("newsmark")
    except PackageNotFoundError:
        return "0+checkout"


def generator(analysis: "Analysis") -> "Generator":
    """Return the signature of an annotated article that rests on this analysis."""
    from annotations.models import Generator

    return Generator(version=program_version(), pipeline=analysis.pipeline, analysis=ANALYSIS_VERSION)
