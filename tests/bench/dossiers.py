"""Checking a full dossier by every rule, against reading the same one: JSON parsed and its structure validated."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from tidtam.products.academic.rulebook.reading import read_dossier
from tidtam.products.academic.rulebook.rules import FileFact, check
from tidtam.products.academic.rulebook.rules.look import read_day
from tidtam.products.academic.rulebook.tests.generating import AS_OF, CONFIGURED, FACTS, Plan, made

WORKS = 40
FILES = {f"file{number}": FileFact("pdf", pages=20) for number in range(10)} | {
    name: FACTS[name] for name in ("photo_1", "photo_2")
}


@dataclass(frozen=True)
class CheckFigures:
    size: int
    read: float
    """Milliseconds of CPU."""
    checked: float

    @property
    def ratio(self) -> float:
        return self.checked / self.read


def measure_check(*, authors: int = 3, rounds: int = 20) -> CheckFigures:
    values = made(Plan(works=WORKS - 2))
    written = [work["authors"] for work in values["works"]]
    written += [evidence["participants"] for evidence in values["documents"]["participation"]]
    for names in written:
        first, *others = names
        names[:] = [first, *(others * authors)[: authors - 1]]
    text = json.dumps(values, ensure_ascii=False).encode()
    dossier = read_dossier(text)

    def checked() -> None:
        read_day.cache_clear()
        check(dossier, CONFIGURED, AS_OF, FILES)

    return CheckFigures(len(text), _cpu(lambda: read_dossier(text), rounds), _cpu(checked, rounds))


def _cpu(work: Callable[[], object], rounds: int) -> float:
    """The median of several, each alone."""
    taken = []
    for _round in range(rounds):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return sorted(taken)[rounds // 2] * 1_000
