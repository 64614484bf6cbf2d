"""All engines in turn, round by round, so that what the machine does meanwhile slows all alike; medians are told."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any

from django.db import connections
from django.db.backends.utils import CursorWrapper
from psycopg.errors import Diagnostic

from tidtam.config.environment import REPOSITORY
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.tracking.statistics.actions import compact

PEERS = REPOSITORY / ".setup" / "peers"
ROUNDS = 9
PATIENCE = 120
CASES = {
    "tidtam": 30,
    "tidtam-tells": 15,
    "floor": 30,
    "commit": 30,
    "viewflow": 10,
    "viewflow+": 10,
    "spiff": 10,
    "spiff+": 10,
}
"""How many matters each does in a round; what it takes is divided by them."""
TABLES = {
    "tidtam": (
        "tracking_case",
        "tracking_casesearch",
        "tracking_caseevent",
        "tracking_caseeventtext",
        "audit_record",
        "tracking_statistics_tally",
    ),
    "floor": ("bench_floor.floor_floorcase", "bench_floor.floor_floorevent", "bench_floor.floor_flooraudit"),
}
"""All that a matter leaves behind lies in these."""


class Engine:
    """One engine in its own process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rounds: list[Mapping[str, float]] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.engines", name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=REPOSITORY,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY / "src"), str(REPOSITORY), str(PEERS)])},
        )

    def __enter__(self) -> "Engine":
        self._answer()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()

    def ask(self, command: str, cases: int) -> Any:
        if self._process.stdin is None:
            raise RuntimeError("an engine is told what to do through its standard input")
        self._process.stdin.write(f"{command} {cases}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError(f"the engine {self.name} ended without an answer")
        return json.loads(line)

    @property
    def per_second(self) -> float:
        return median(done["cases"] / done["seconds"] for done in self.rounds)

    def each(self, what: str) -> float:
        """Milliseconds of the processor for a matter from its receipt to its end, in the client or in the server."""
        return median(done[what] / done["cases"] for done in self.rounds) * 1000


@dataclass
class Figures:
    per_second: float
    client: float
    server: float
    statements: float
    bytes: float = 0.0

    @property
    def cpu(self) -> float:
        return self.client + self.server

    @property
    def waiting(self) -> float:
        """What is left of the time: the disk, and the way to the server and back."""
        return 1000 / self.per_second - self.cpu


@dataclass
class Sizes:
    """Bytes of tables with their indexes and without what updates left behind."""

    before: dict[str, int] = field(default_factory=dict)

    @staticmethod
    def of(engine: str) -> int:
        with acting_as(SYSTEM) as actor:
            compact(actor)  # as every night
        total = 0
        with connections["owner"].cursor() as cursor:
            for table in TABLES[engine]:
                _vacuum(cursor, table)
                cursor.execute("SELECT pg_total_relation_size(%s)", [table])
                total += cursor.fetchone()[0]
        return total


def _vacuum(cursor: CursorWrapper, table: str) -> None:
    """Until nothing dead is left: what somebody else still looks at, as a vacuum that runs of itself does, stays."""
    said: list[str] = []

    def listen(note: Diagnostic) -> None:
        said.append(note.message_detail or "")

    server = connections["owner"].connection
    server.add_notice_handler(listen)
    for _second in range(PATIENCE):
        said.clear()
        cursor.execute(f"VACUUM (FULL, VERBOSE) {table}")
        if any(detail.startswith("0 dead row versions") for detail in said):
            break
        time.sleep(1)
    server.remove_notice_handler(listen)


def _analyze() -> None:
    """A server that has run for a while knows how large its tables are; one made a minute ago plans for empty ones."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("ANALYZE")


def installed() -> list[str]:
    has_peers = (Path(PEERS) / "viewflow").exists()
    return [name for name in CASES if has_peers or not name.startswith(("viewflow", "spiff"))]


def compare(say: Callable[[str], None], *, rounds: int = ROUNDS, share: float = 1.0) -> dict[str, Figures]:
    """`share`: of the usual number of matters, for a short form."""
    cases = {name: max(1, int(CASES[name] * share)) for name in installed()}
    with ExitStack() as stack:
        engines = [stack.enter_context(Engine(name)) for name in cases]
        sizes = {name: Sizes.of(name) for name in TABLES}
        for number in range(rounds):
            _analyze()
            for engine in engines:
                engine.rounds.append(engine.ask("run", cases[engine.name]))
            say(f"  round {number + 1} of {rounds}")
        counted = {engine.name: engine.ask("statements", 1)["statements"] for engine in engines}
    figures = {
        engine.name: Figures(engine.per_second, engine.each("client"), engine.each("server"), counted[engine.name])
        for engine in engines
    }
    done = {"tidtam": ("tidtam", "tidtam-tells"), "floor": ("floor",)}
    for name, before in sizes.items():
        matters = sum(rounds * cases[engine] + 1 for engine in done[name])
        figures[name].bytes = (Sizes.of(name) - before) / matters
    return figures
