"""The program `newsmark`."""

import sys

INTERRUPTED = 130


def main() -> int:
    """Run newsmark with the process's arguments and return its exit status, whenever it is interrupted."""
    try:
        from tui.cli import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
