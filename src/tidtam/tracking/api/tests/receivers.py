"""Programs that are told: real ones, on this machine, that answer, fail, hang, or send us elsewhere."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    status: int = 200
    location: str = ""
    hangs: bool = False
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    let_go: threading.Event = field(default_factory=threading.Event)
    port: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks?from=tidtam"

    def ids(self) -> list[str]:
        return [headers["webhook-id"] for headers, _body in self.got]


@contextmanager
def receiver(**given: Any) -> Iterator[Receiver]:
    there = Receiver(**given)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            there.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if there.hangs:
                there.let_go.wait(20)
                return
            self.send_response(there.status)
            if there.location:
                self.send_header("Location", there.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *given: Any) -> None:
            """The tests look at what was got."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    there.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield there
    finally:
        there.let_go.set()
        server.shutdown()
        server.server_close()
        thread.join(10)
