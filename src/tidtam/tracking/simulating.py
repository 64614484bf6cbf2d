"""What a definition promises, in words and in plain values: for the command line and for administrators."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.kernel.access.choices import Role

from .definitions import SUBJECT, Definition
from .definitions.courses import Course, Courses, courses_of, expected_days
from .definitions.simulation import RETURNED, Simulation, quantile, simulate
from .explaining import deadline_words
from .wording import ending_name

PARTS = (0.1, 0.5, 0.8, 0.9)
BARS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """How many of the matters ended within this span of days."""

    label: str
    count: int
    percent: int


@dataclass(frozen=True, slots=True)
class RoleShare:
    name: str
    steps: str
    times: str
    days: str


@dataclass(frozen=True, slots=True)
class Report:
    facts: Sequence[tuple[str, str]]
    ends: Sequence[tuple[str, str]]
    """Within how many days which part of the matters ended."""
    endings: Sequence[tuple[str, str]]
    roles: Sequence[RoleShare]
    bars: Sequence[Bar]
    overruns: Sequence[tuple[str, str]]
    """Steps with a limit, and how many stays ran over it."""
    assumptions: Sequence[str]


@dataclass(frozen=True, slots=True)
class Outlook:
    """A definition with all that can be said of it before the first matter."""

    definition: Definition
    courses: Courses
    walked: Simulation

    def as_words(self) -> Report:
        return Report(
            facts=tuple(_facts(self.definition, self.courses, self.walked)),
            ends=tuple((_part(part), working_days(self.walked.quantile(part))) for part in PARTS),
            endings=tuple(_endings(self.definition, self.walked)),
            roles=tuple(_roles(self.definition, self.walked)),
            bars=tuple(_bars(self.walked.days)),
            overruns=tuple(_overruns(self.definition, self.walked)),
            assumptions=tuple(_assumptions(self.definition, self.walked)),
        )

    def as_lines(self) -> list[str]:
        """The words as plain text."""
        words = self.as_words()
        return [
            f"{self.definition.name} ({self.definition.key} {self.definition.version})",
            "",
            *(f"{label}: {value}" for label, value in words.facts),
            "",
            *(f"{label} {value}" for label, value in words.ends),
            "",
            *(f"{bar.label:>15}  {'█' * (bar.percent // 2):<50} {bar.percent} %" for bar in words.bars),
            "",
            *(_("end: %(ending)s") % {"ending": f"{label} {value}"} for label, value in words.endings),
            "",
            *(_role_line(share) for share in words.roles),
            "",
            *(f"{label}: {value}" for label, value in words.overruns),
            *([""] if words.overruns else []),
            *words.assumptions,
        ]

    def as_values(self) -> dict[str, Any]:
        """The same for programs; its names are documented and stay."""
        courses, walked = self.courses, self.walked
        return {
            "process": self.definition.key,
            "version": self.definition.version,
            "all_paths_end": walked.unended == 0,
            "unreachable_steps": [],
            "paths": {"count": courses.count, "is_complete": courses.is_complete},
            "working_days": {
                "shortest": _course_values(courses.shortest),
                "likely": walked.quantile(0.5),
                "longest": _course_values(courses.longest),
            },
            "steps_without_days": _without_days(self.definition),
            "walk": {
                "matters": walked.matters,
                "seed": walked.seed,
                "unended": walked.unended,
                "working_days_within": {f"{part:.0%}": walked.quantile(part) for part in PARTS},
                "endings": dict(sorted(walked.endings.items())),
                "visits": dict(sorted(walked.visits.items())),
                "returns": dict(sorted(walked.returns.items())),
                "overruns": {step.key: walked.overruns[step.key] for step in self.definition.steps if step.deadline},
                "roles": {
                    role: {"times": share.moves, "working_days": share.days}
                    for role, share in sorted(walked.shares.items())
                },
            },
        }


def outlook_of(definition: Definition, *, matters: int = 1_000, seed: int = 1) -> Outlook:
    return Outlook(definition, courses_of(definition), simulate(definition, matters=matters, seed=seed))


def working_days(number: int) -> str:
    return ngettext("%(number)s working day", "%(number)s working days", number) % {"number": f"{number:,}"}


def role_name(definition: Definition, who: str) -> str:
    return _("the person concerned") if who == SUBJECT else str(Role(who).label)


def _facts(definition: Definition, courses: Courses, walked: Simulation) -> Iterable[tuple[str, str]]:
    yield _("Every way ends"), _unended(walked)
    yield _("Every step can be reached"), _("yes")
    yield _("Different ways to an ending, each loop gone round at most once"), _at_least(courses)
    yield _("Shortest way"), _course(definition, courses.shortest)
    yield _("Half of the matters end within"), working_days(walked.quantile(0.5))
    yield _("Longest way, with limits used up and every return on it made once"), _course(definition, courses.longest)


def _unended(walked: Simulation) -> str:
    if not walked.unended:
        return _("yes")
    return _("%(count)s of %(matters)s matters had not ended after a thousand moves: a loop is too hard to leave") % {
        "count": f"{walked.unended:,}",
        "matters": f"{walked.matters:,}",
    }


def _at_least(courses: Courses) -> str:
    return f"{courses.count:,}" if courses.is_complete else _("at least %(count)s") % {"count": f"{courses.count:,}"}


def _course(definition: Definition, course: Course) -> str:
    way = " → ".join([*(str(definition.number(key)) for key in course.steps), ending_name(definition, course.ending)])
    return f"{working_days(course.days)} ({way})"


def _course_values(course: Course) -> dict[str, Any]:
    return {"days": course.days, "steps": list(course.steps), "ending": course.ending}


def _part(part: float) -> str:
    return _("%(tenths)s in 10 matters end within") % {"tenths": round(part * 10)}


def _endings(definition: Definition, walked: Simulation) -> Iterable[tuple[str, str]]:
    for ending in definition.endings:
        count = walked.endings[ending.key]
        yield str(ending.name), f"{count:,} ({_percent(count, walked.matters)} %)"


def _roles(definition: Definition, walked: Simulation) -> Iterable[RoleShare]:
    for role, share in sorted(walked.shares.items(), key=lambda item: -item[1].moves):
        numbers = [str(definition.number(step.key)) for step in definition.steps if step.actor == role]
        yield RoleShare(
            name=role_name(definition, role),
            steps=", ".join(numbers) or _("only when the matter is returned"),
            times=f"{share.moves / walked.matters:.1f}",
            days=f"{share.days / walked.matters:.1f}",
        )


def _overruns(definition: Definition, walked: Simulation) -> Iterable[tuple[str, str]]:
    for step in definition.steps:
        if step.deadline:
            stays = walked.visits[step.key] + walked.returns[step.key]
            percent = _percent(walked.overruns[step.key], stays) if stays else 0
            yield (
                f"{definition.number(step.key)}. {step.name}: {deadline_words(step)}",
                _("exceeded in %(percent)s %% of the stays") % {"percent": percent},
            )


def _role_line(share: RoleShare) -> str:
    return _("%(role)s (steps %(steps)s): %(times)s times a matter, %(days)s working days in hand") % {
        "role": share.name,
        "steps": share.steps,
        "times": share.times,
        "days": share.days,
    }


def _bars(days: Sequence[int]) -> Iterable[Bar]:
    """Spans of equal width; the last one holds the rare long ones, which would press all others together."""
    if not days:
        return
    low, high = days[0], quantile(days, 0.95)
    width = max(1, -(-(high - low + 1) // BARS))
    while low <= high:
        is_last = low + width > high
        count = sum(low <= day and (is_last or day < low + width) for day in days)
        yield Bar(_span(low, width, is_open=is_last and days[-1] >= low + width), count, _percent(count, len(days)))
        low += width


def _span(low: int, width: int, *, is_open: bool) -> str:
    if is_open:
        return _("%(days)s and more") % {"days": f"{low:,}"}
    return f"{low:,}" if width == 1 else f"{low:,}–{low + width - 1:,}"


def _percent(count: int, of: int) -> int:
    return round(100 * count / of)


def _without_days(definition: Definition) -> list[str]:
    return [step.key for step in definition.steps if not expected_days(step)]


def _assumptions(definition: Definition, walked: Simulation) -> Iterable[str]:
    yield _(
        "%(matters)s invented matters. Every outcome of a step is as likely as the others; a step that can be returned "
        "is returned %(percent)s times in 100; a stay takes half to twice the days the file expects of it."
    ) % {"matters": f"{walked.matters:,}", "percent": round(RETURNED * 100)}
    if missing := _without_days(definition):
        steps = ", ".join(f"{definition.number(key)}. {definition.step(key).name}" for key in missing)
        yield _("No days are expected of these steps, so that they count as none: %(steps)s") % {"steps": steps}
