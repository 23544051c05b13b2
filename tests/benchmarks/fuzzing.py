"""What the coverage-guided fuzzers share: choices made out of a fuzzer's bytes, and the loop.

They need atheris (libFuzzer for Python; Linux, CPython up to 3.13), which is no dependency of newsmark. Install it into
an environment that has newsmark's own dependencies, and run from the repository:

    pip install atheris jsonschema
    python tests/benchmarks/fuzz_import.py SECONDS [libFuzzer options or corpus folders]

A finding ends the run with a traceback and leaves its input as `crash-…` in the working folder; the script with that
file as its only argument runs it again.
"""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import isclass, isfunction
from time import process_time
from typing import Any, TypeVar

_T = TypeVar("_T")

MOST_SECONDS = 2.0
"""Processor time for one small input; what a linear function needs is milliseconds."""


class Choices:
    """Decisions read from a fuzzer's bytes; where those are used up, the first or smallest one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._next = 0

    def number(self, limit: int) -> int:
        """Return a number from 0 up to, not including, `limit`, which is at most 65536."""
        size = 1 if limit <= 256 else 2
        part = self._data[self._next : self._next + size]
        self._next += size
        return int.from_bytes(part, "big") % max(limit, 1)

    def one(self, items: Sequence[_T]) -> _T:
        """Return one of the items."""
        return items[self.number(len(items))]

    def text(self, pieces: Sequence[str], longest: int) -> str:
        """Return pieces strung together."""
        return "".join(self.one(pieces) for _ in range(self.number(longest + 1)))

    def rest(self) -> bytes:
        """Return the bytes not used yet."""
        return self._data[self._next :]


def within_time(work: Callable[[], _T], what: str) -> _T:
    """Return what the work returns; fails where it takes longer than any linear function would."""
    start = process_time()
    result = work()
    taken = process_time() - start
    assert taken < MOST_SECONDS, f"{what}: {taken:.1f} s"
    return result


def fuzz(check: Callable[[bytes], None], seeds: Sequence[bytes] = ()) -> None:
    """Run a check on what the fuzzer invents, guided by the coverage of `annotations`, as the command line says."""
    atheris = import_module("atheris")
    for function in _own_functions():
        atheris.instrument_func(function)
    first, *others = sys.argv[1:] or ["60"]
    options = [f"-max_total_time={first}"] if first.isdecimal() else [first]
    if seeds and first.isdecimal():
        options.append(f"-seed_inputs={','.join(map(_kept_in_memory, seeds))}")
    atheris.Setup([sys.argv[0], "-max_len=4096", "-timeout=20", *options, *others], check)
    atheris.Fuzz()


def _kept_in_memory(seed: bytes) -> str:
    """Return the path of a file that ends with the process, because the fuzzer ends it without cleaning up."""
    descriptor = os.memfd_create("seed")
    os.write(descriptor, seed)
    return f"/proc/self/fd/{descriptor}"


def _own_functions() -> list[Any]:
    modules = [module for name, module in sorted(sys.modules.items()) if name.startswith("annotations.")]
    owners = [(module.__name__, value) for module in modules for value in vars(module).values()]
    functions = {value for name, value in owners if isfunction(value) and value.__module__ == name}
    classes = {value for name, value in owners if isclass(value) and value.__module__ == name}
    methods = {value for owner in classes for value in vars(owner).values() if isfunction(value)}
    return sorted(functions | methods, key=lambda function: (function.__module__, function.__qualname__))
