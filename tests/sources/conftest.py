import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Answer = Callable[[BaseHTTPRequestHandler], None]


def not_found(handler: BaseHTTPRequestHandler) -> None:
    """Answer that there is nothing."""
    handler.send_error(404)


class Site:
    """A web site on this machine: what it answers to each path, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.is_over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._server.server_port

    @property
    def url(self) -> str:
        """Its address, without a path."""
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        """End it, and whatever it is still sending."""
        self.is_over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(
        self, path: str, content: str | bytes, media_type: str = "text/html; charset=utf-8", **headers: str
    ) -> str:
        """Answer a path with this content, and return its address."""
        data = content.encode() if isinstance(content, str) else content

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            for name, value in {"Content-Type": media_type, "Content-Length": str(len(data)), **headers}.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.end_headers()
            handler.wfile.write(data)

        self.answers[path] = answer
        return f"{self.url}{path}"

    def zipped(self, path: str, content: bytes, media_type: str = "text/html") -> str:
        """Answer a path with this content, compressed."""
        return self.serve(path, gzip.compress(content), media_type, Content_Encoding="gzip")

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Send whoever asks for a path elsewhere, and return its address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            handler.send_header("Location", target)
            handler.send_header("Content-Length", "0")
            handler.end_headers()

        self.answers[path] = answer
        return f"{self.url}{path}"

    def fail(self, path: str, status: int) -> str:
        """Answer a path with an error, and return its address."""
        self.answers[path] = lambda handler: handler.send_error(status)
        return f"{self.url}{path}"

    def trickle(self, path: str, *, begins: bool = True) -> str:
        """Answer a path without end, a little at a time, or not at all unless it `begins`; return its address."""

        def answer(handler: BaseHTTPRequestHandler) -> None:
            if begins:
                handler.send_response(200)
                handler.send_header("Content-Type", "text/html")
                handler.end_headers()
            while not self.is_over.wait(0.01):
                if begins:
                    handler.wfile.write(b"<p>and so on</p>")
                    handler.wfile.flush()

        self.answers[path] = answer
        return f"{self.url}{path}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                answer = site.answers.get(self.path, not_found)
                with suppress(ConnectionError):
                    answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Run a web site on this machine, and no proxy between."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    running = Site()
    yield running
    running.close()


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every attempt to connect fail the test."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something wanted the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
