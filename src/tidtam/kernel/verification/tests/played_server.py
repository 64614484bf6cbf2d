"""A server on loopback that answers as the test says, however badly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass
class Played:
    url: str = ""
    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    heard: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    say: "Callable[[BaseHTTPRequestHandler], None] | None" = None
    is_over: Event = field(default_factory=Event)
    """Set when the test ends: who keeps a caller waiting waits for it, and not for a time."""

    @property
    def question(self) -> bytes:
        return self.heard[-1][2]


@contextmanager
def playing() -> Iterator[Played]:
    played = Played()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            played.heard.append((self.path, dict(self.headers), body))
            if played.say:
                played.say(self)
                return
            self.send_response(played.status)
            for name, text in {"Content-Length": str(len(played.body)), **played.headers}.items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(played.body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    played.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield played
    finally:
        played.is_over.set()
        server.shutdown()
        server.server_close()
        thread.join()


def says_nothing(played: Played) -> Callable[[BaseHTTPRequestHandler], None]:
    def say(_handler: BaseHTTPRequestHandler) -> None:
        played.is_over.wait()

    return say


def drips(played: Played) -> Callable[[BaseHTTPRequestHandler], None]:
    """One byte at a time, each in time, never an end."""

    def say(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not played.is_over.wait(0.02):
            try:
                handler.wfile.write(b" ")
            except OSError:
                return

    return say
