"""The program `newsmark`."""

import sys

from tui.cli import run


def main() -> int:
    """Run newsmark with the process's arguments and return its exit status."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
