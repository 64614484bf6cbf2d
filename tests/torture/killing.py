"""Every part is killed under load, again and again, and what became of what was promised is counted."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.setup.installation import Installation, children_of, wait_for
from tidtam.config.environment import REPOSITORY
from tidtam.config.serving.folder import RunningFolder

from .promises import Desk, Verdict, compare
from .writers import Writer

# How long mail may take that was on its way when its worker was killed: the job is found again, then waits its turn.
_LATEST_MAIL = 600.0
_NAMES = {
    "web": "serving.web",
    "web process": "serving.web",
    "worker": "worker",
    "postgres": "postgres",
    "one backend of postgres": "postgres",
}
PARTS = (*_NAMES, "supervisor", "everything")


class Torture:
    def __init__(
        self,
        folder: Path,
        *,
        writers: int,
        kills: int,
        seed: int = 1,
        parts: Sequence[str] = PARTS,
        begin: Callable[[Installation], None] = Installation.start,
    ) -> None:
        self._installation = Installation(folder, web_processes=2)
        self._begin = begin
        self._number = writers
        self._turns = [part for part in parts for _ in range(kills)]
        self._chance = random.Random(seed)  # noqa: S311 # repeatable on purpose
        self.slowest_return = 0.0

    def run(self) -> bool:
        self._begin(self._installation)
        desks = [Desk(**desk) for desk in self._inside("prepare", str(self._number))]
        writers = [Writer(desk, self._installation.port, number) for number, desk in enumerate(desks, 1)]
        for writer in writers:
            writer.start()
        try:
            self._kill_everything_in_turn()
        finally:
            for writer in writers:
                writer.end()
            for writer in writers:
                writer.join()
        mail = self._wait_for_mail()
        verdict = compare([writer.ledger for writer in writers], self._inside("recount"), mail)
        self._installation.stop()
        return self._tell(verdict, writers)

    def _inside(self, *arguments: str) -> Any:
        run = subprocess.run(
            [sys.executable, "-m", "tests.torture.enter", *arguments],
            cwd=REPOSITORY,
            env={
                **os.environ,
                **RunningFolder(self._installation.folder / "var").adoptable(),
                "PYTHONPATH": f"{REPOSITORY / 'src'}{os.pathsep}{REPOSITORY}",
                "DJANGO_SETTINGS_MODULE": "tidtam.config.settings",
            },
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        return json.loads(run.stdout)

    def _kill_everything_in_turn(self) -> None:
        self._chance.shuffle(self._turns)
        for number, part in enumerate(self._turns, 1):
            time.sleep(self._chance.uniform(0.2, 1.0))
            began = time.monotonic()
            self._kill(part)
            wait_for(self._installation.is_ready)
            back = time.monotonic() - began
            self.slowest_return = max(self.slowest_return, back)
            print(f"{number:4} of {len(self._turns)}: killed {part}, ready again after {back:.1f} s", flush=True)

    def _kill(self, part: str) -> None:
        installation = self._installation
        if part in {"supervisor", "everything"}:
            for pid in installation.everything() if part == "everything" else []:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            assert installation.process is not None
            installation.process.kill()
            installation.process.wait()
            installation.start()
            return
        victims = installation.children(_NAMES[part])
        if part in {"web process", "one backend of postgres"}:
            victims = [child for parent in victims for child in children_of(parent)]
        if victims:
            with suppress(ProcessLookupError):
                os.kill(self._chance.choice(victims), signal.SIGKILL)

    def _wait_for_mail(self) -> set[str]:
        def none_waits() -> bool:
            (waiting,) = self._installation.ask("SELECT count(*) FROM notifications_delivery WHERE state = 'waiting'")
            return waiting == (0,)

        print("Waiting for the mail that was under way …", flush=True)
        wait_for(none_waits, _LATEST_MAIL)
        return {
            file.stem.removeprefix("notice-") for file in (self._installation.folder / "var" / "mail").glob("*.eml")
        }

    def _tell(self, verdict: Verdict, writers: list[Writer]) -> bool:
        refusals = [refusal for writer in writers for refusal in writer.ledger.refusals]
        rows = {
            "acknowledged": verdict.acknowledged,
            "lost": len(verdict.lost),
            "double": len(verdict.double),
            "partial": len(verdict.partial),
            "refused": len(refusals),
            "no answer (sent again)": sum(writer.ledger.unanswered for writer in writers),
            "longest wait for an answer": f"{max(writer.ledger.longest_silence for writer in writers):.1f} s",
            "slowest return": f"{self.slowest_return:.1f} s",
        }
        print()
        for name, value in rows.items():
            print(f"{name:28} {value:>10}")
        for wrong in [*verdict.lost, *verdict.double, *verdict.partial, *refusals][:20]:
            print(wrong)
        return verdict.is_clean and not refusals
