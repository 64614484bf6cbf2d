"""`tidtam forecast report | count`."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.tracking.forecast.actions import count_every_process
from tidtam.tracking.forecast.backtesting import Tested, back_test
from tidtam.tracking.forecast.calibration import Calibration, Promises
from tidtam.tracking.forecast.choices import Measure
from tidtam.tracking.forecast.queries import courses_of, processes_to_count

_ALL = "all"
About = tuple[int | None, Mapping[Measure, Calibration]]
"""How far back is looked, and what became of the promises."""


class Command(BaseCommand):
    help = "Tells how well earlier estimates would have come true, or counts all estimates anew."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        report = verbs.add_parser("report", help="go back to past days and hold what was told against what came")
        report.add_argument("--process", help="the key of one process; otherwise all of them")
        report.add_argument("--format", choices=["text", "json"], default="text")
        verbs.add_parser("count", help="count all estimates anew, as the job does every night")

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        if verb == "count":
            self._count()
        else:
            self._report(options["process"], as_json=options["format"] == "json")

    def _count(self) -> None:
        for process in count_every_process(SYSTEM):
            self.stdout.write(f"{process.key}: counted")

    def _report(self, key: str | None, *, as_json: bool) -> None:
        tested = dict(self._tested(key))
        if key and not tested:
            raise CommandError(f"there is no process {key}")
        found: dict[str, About] = {name: (tried.years, tried.calibrations) for name, tried in tested.items()}
        overall = {
            measure: sum((tried.calibrations[measure] for tried in tested.values()), Calibration())
            for measure in Measure
        }
        found[_ALL] = (None, overall)
        if as_json:
            self.stdout.write(json.dumps({name: _as_content(*about) for name, about in found.items()}, indent=2))
        else:
            for line in _as_text(found):
                self.stdout.write(line)

    def _tested(self, key: str | None) -> Iterator[tuple[str, Tested]]:
        with acting_as(SYSTEM) as actor:
            for process in processes_to_count(actor):
                if key in {None, process.key}:
                    courses = courses_of(actor, process)
                    yield process.key, back_test(courses.shape, courses.matters, actor.today())


def _as_text(found: Mapping[str, About]) -> Iterator[str]:
    yield "Back on twelve days of the past three years, knowing only what was recorded by then:"
    yield "of the matters told “done within so many working days”, how many were?"
    yield "With how many matters there were and the 95% interval of Wilson by matters."
    yield "“mean” is what one would have told naively: the mean of the finished ones, less what had passed."
    yield f"\n{'process':<28}{'measure':<9}{'8 in 10':>22}{'half':>22}{'mean':>22}  looks back"
    for name, (years, calibrations) in found.items():
        for measure, calibration in calibrations.items():
            cells = [_cell(promises) for promises in (calibration.most, calibration.half, calibration.naive)]
            back = "" if years is None else f"{years} years" if years else "all"
            yield f"{name:<28}{measure.value:<9}{cells[0]:>22}{cells[1]:>22}{cells[2]:>22}  {back}".rstrip()


def _cell(promises: Promises) -> str:
    if not promises.told:
        return "–"
    low, high = promises.interval()
    return f"{promises.share:.0%} of {promises.matters} ({low:.0%}–{high:.0%})"


def _as_content(years: int | None, calibrations: Mapping[Measure, Calibration]) -> dict[str, Any]:
    content: dict[str, Any] = {} if years is None else {"years": years}
    for measure, calibration in calibrations.items():
        content[measure.value] = {
            name: _with_interval(promises)
            for name, promises in (
                ("eight_in_ten", calibration.most),
                ("half", calibration.half),
                ("mean_of_finished", calibration.naive),
            )
        }
    return content


def _with_interval(promises: Promises) -> dict[str, float]:
    low, high = promises.interval()
    return {
        "told": promises.told,
        "kept": promises.kept,
        "matters": promises.matters,
        "share": round(promises.share, 4),
        "low": round(low, 4),
        "high": round(high, 4),
    }
