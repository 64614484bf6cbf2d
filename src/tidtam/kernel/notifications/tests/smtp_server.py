"""A mail server for tests: takes messages, and can be told to take one and never answer."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message


@dataclass
class Inbox:
    port: int = 0
    messages: list[Message] = field(default_factory=list)
    silent: threading.Event = field(default_factory=threading.Event)
    """While set, a message that came whole is kept but not acknowledged."""
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    closing: threading.Event = field(default_factory=threading.Event)


@contextmanager
def smtp_server() -> Iterator[Inbox]:
    inbox = Inbox()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say("220 ready")
            for line in self.rfile:
                word = line[:4].upper()
                if word == b"DATA":
                    self.say("354 go on")
                    self.take()
                elif word == b"QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def take(self) -> None:
            lines = []
            for line in self.rfile:
                if line == b".\r\n":
                    break
                lines.append(line)
            inbox.messages.append(message_from_bytes(b"".join(lines)))
            silent = inbox.silent.is_set()
            inbox.arrived.release()
            if silent:
                inbox.closing.wait()
            else:
                self.say("250 taken")

        def say(self, text: str) -> None:
            self.wfile.write(text.encode() + b"\r\n")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        block_on_close = False

    with Server(("127.0.0.1", 0), Conversation) as server:
        inbox.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield inbox
        finally:
            inbox.closing.set()
            server.shutdown()
            thread.join()
