"""What every engine is asked to do, and the process in which it does it, so that each one's work is its own."""

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from .process import outcomes


class Contender(Protocol):
    alias: str
    """The name of its connection."""

    def prepare(self) -> None:
        """Tables, the process, and who acts."""

    def open(self) -> Any:
        """Begin a matter in a transaction of its own; whatever names it is handed back at each step."""

    def step(self, matter: Any, outcome: str) -> Any:
        """One step in a transaction of its own, from what the database holds."""

    def has_ended(self, matter: Any) -> bool:
        """By what the database holds."""


@dataclass(frozen=True)
class Round:
    """What so many cases took, in seconds: by the clock, and of the processor."""

    cases: int
    seconds: float
    client: float
    """In the engine's own process."""
    server: float
    """In the server process that serves it."""


def run(contender: Contender, cases: int) -> None:
    for number in range(cases):
        matter = contender.open()
        for outcome in outcomes(number):
            matter = contender.step(matter, outcome)
        if not contender.has_ended(matter):
            raise RuntimeError("a matter that went all its way has not ended")


def measured(contender: Contender, cases: int) -> Round:
    server = _server_cpu()
    began, client = time.perf_counter(), time.process_time()
    run(contender, cases)
    seconds, client = time.perf_counter() - began, time.process_time() - client
    return Round(cases, seconds, client, _server_cpu() - server)


def statements(contender: Contender, cases: int) -> int:
    """With those that begin and end transactions."""
    with CaptureQueriesContext(connections[contender.alias]) as captured:
        run(contender, cases)
    return len(captured)


def _server_cpu() -> float:
    """Of the one server process behind our connection; it runs on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def serve(contender: Contender) -> None:
    """Answer one line a command until there are no more."""
    contender.prepare()
    run(contender, 1)
    _answer({"ready": True})
    for line in sys.stdin:
        command, cases = line.split()
        if command == "statements":
            _answer({"statements": statements(contender, int(cases))})
        else:
            _answer(asdict(measured(contender, int(cases))))


def _answer(content: dict[str, Any]) -> None:
    print(json.dumps(content), flush=True)
