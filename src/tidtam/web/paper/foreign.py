"""Paper from a template that an office wrote itself.

A template is a program: it runs alone, bounded, behind shut doors. This is the product's side: it starts the chamber
with an empty environment, hands it everything in memory, stops it when its time is over, and takes no more of its
answer than was agreed.
"""

import base64
import json
import os
import signal
import subprocess  # nosec B404
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from . import PaperMistake, with_stand_ins
from .fonts import prepared_fonts
from .mistakes import Mistake, mistakes_in

_CHAMBER: Final = Path(__file__).with_name("chamber.py")
_MAIN: Final = "main.typ"
_MEGABYTE: Final = 1024 * 1024
_LONGEST_ANSWER: Final = 2 * _MEGABYTE
"""Beside the PDF: its text, or what the compiler says of mistakes."""
_LONGEST_SAID: Final = 100_000
"""Of what the compiler says, much of which may be the template's own words."""
_MOST_SCRIPTS: Final = 4
"""Each letter that no font has costs one more run."""
_AT_ONCE = BoundedSemaphore(2)
"""Foreign templates never take more than these processes from the machine."""
_QUEUED: Final = 30


@dataclass(frozen=True, slots=True)
class Limits:
    seconds: int = 10
    """Of the processor."""
    patience: float = 20
    """Seconds on the wall, where it computes nothing."""
    memory: int = 768 * _MEGABYTE
    """Of address space, libraries and fonts included."""
    largest: int = 10 * _MEGABYTE
    """The PDF."""
    pages: int = 300


LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Printed:
    pdf: bytes
    pages: int
    text: str
    """What a reader finds on it, read in the chamber too."""


class TemplateFailed(PaperMistake):
    """Nothing was printed. The code says why; where the template itself is wrong, its mistakes say where."""

    def __init__(self, code: str, mistakes: tuple[Mistake, ...] = (), said: str = "") -> None:
        super().__init__(said or code)
        self.code = code
        self.mistakes = mistakes


def typeset_foreign(
    template: str,
    facts: Mapping[str, object],
    *,
    named: str,
    pictures: Mapping[str, str],
    made_at: datetime,
    stand_in: str,
    limits: Limits = LIMITS,
) -> Printed:
    """A PDF, tagged like all of ours. The facts lie beside the template as a JSON file of this name.

    Pictures are SVG texts by their names. Letters that no font has are replaced as in our own papers.
    """

    def compiled(said: str) -> Printed:
        return _run({_MAIN: template, named: said, **pictures}, made_at, limits)

    return with_stand_ins(json.dumps(facts, ensure_ascii=False), stand_in, compiled, most=_MOST_SCRIPTS)


def _run(files: Mapping[str, str], made_at: datetime, limits: Limits) -> Printed:
    if not hasattr(os, "memfd_create"):
        raise TemplateFailed("doors")
    request = {
        "files": {name: base64.b64encode(text.encode()).decode() for name, text in files.items()},
        "fonts": str(prepared_fonts()),
        "made_at": made_at.replace(microsecond=0).isoformat(),
        "seconds": limits.seconds,
        "memory": limits.memory,
        "largest": limits.largest + _LONGEST_ANSWER,
        "most_pages": limits.pages,
    }
    if not _AT_ONCE.acquire(timeout=_QUEUED):
        raise TemplateFailed("busy")
    try:
        code, answer = _answer_of(json.dumps(request).encode(), limits)
    finally:
        _AT_ONCE.release()
    head, newline, pdf = answer.partition(b"\n")
    if code != 0 or not newline:
        raise TemplateFailed(_reason(code))
    told: dict[str, Any] = json.loads(head)
    if refused := told.get("refused"):
        said = told["said"][:_LONGEST_SAID]
        raise TemplateFailed(refused, tuple(mistakes_in(said)), said)
    if len(pdf) > limits.largest:
        raise TemplateFailed("large")
    return Printed(pdf, told["pages"], told["text"])


def _answer_of(request: bytes, limits: Limits) -> tuple[int, bytes]:
    """Both ways lead through memory: nothing of a dossier lies on a disk in clear, and the kernel bounds the answer."""
    asked, answered = os.memfd_create("request"), os.memfd_create("answer")
    try:
        with os.fdopen(os.dup(asked), "wb") as target:
            target.write(request)
        os.lseek(asked, 0, os.SEEK_SET)
        process = subprocess.Popen(  # noqa: S603 - nothing of the command comes from outside
            [sys.executable, "-I", "-B", str(_CHAMBER)],
            stdin=asked,
            stdout=answered,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"},
            cwd="/",
            start_new_session=True,
        )  # nosec B603
        try:
            process.wait(limits.patience)
        except subprocess.TimeoutExpired:
            return -signal.SIGXCPU, b""
        finally:
            _end(process)
        with os.fdopen(os.dup(answered), "rb") as source:
            source.seek(0)
            return process.returncode, source.read(limits.largest + _LONGEST_ANSWER)
    finally:
        os.close(asked)
        os.close(answered)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The whole group, though it can have only one member."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


_REASONS: Final = {
    -signal.SIGXCPU: "slow",
    -signal.SIGKILL: "slow",
    -signal.SIGXFSZ: "large",
    -signal.SIGABRT: "heavy",
    -signal.SIGSEGV: "heavy",
    -signal.SIGBUS: "heavy",
}


def _reason(code: int) -> str:
    """What the kernel ended it for; out of memory, the compiler gives up by itself."""
    return _REASONS.get(code, "broken")
