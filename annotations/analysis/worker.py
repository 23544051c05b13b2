"""The analysis worker: `python -P -m annotations.analysis.worker`, spoken to over its standard streams.

It works in a process of its own because a thread would triple the reader's memory and make quitting wait. It ends at
once when its standard input does, whatever it is doing.
"""

import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import BinaryIO

from annotations.analysis.protocol import Request, Response, decode_request, line

NICENESS = 10


def listen(stream: BinaryIO, requests: SimpleQueue[Request]) -> None:
    """Queue the requests of a stream; at its end leave the process at once, without waiting for the analysis."""
    try:
        for encoded in stream:
            requests.put(decode_request(encoded))
    finally:
        os._exit(0)


def main() -> None:
    """Serve until standard input ends; what libraries print goes to standard error."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    requests: SimpleQueue[Request] = SimpleQueue()
    threading.Thread(target=listen, args=(sys.stdin.buffer, requests), daemon=True).start()

    def send(message: Response) -> None:
        try:
            output.write(line(message))
            output.flush()
        except BrokenPipeError:
            os._exit(0)

    from annotations.analysis.answers import Worker  # noqa: PLC0415 - spaCy takes a second: we listen already

    Worker(requests, send).run()


if __name__ == "__main__":
    main()
