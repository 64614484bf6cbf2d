from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q, Sum

from tidtam.kernel.actor import Actor
from tidtam.tracking.choices import CaseStatus
from tidtam.tracking.definitions import Definition
from tidtam.tracking.models import Case, ProcessVersion
from tidtam.tracking.versions import definitions_of

from .choices import Measure
from .medians import median
from .models import Publication, Tally
from .policies import in_charge
from .years import months_until

MONTHS = 12

RECOUNT = """
    SELECT matter.organization_id, matter.process_version_id AS version_id, found.measure, found.step, found.day,
        found.days, count(*) AS number
    FROM tracking_case AS matter, LATERAL tracking_statistics_of(
        matter.received_on, matter.status, matter.step, matter.ended_how, matter.step_since, matter.limit_on) AS found
    GROUP BY 1, 2, 3, 4, 5, 6
    UNION ALL
    SELECT matter.organization_id, opened.process_version_id, 's', found.step, found.day, found.days, count(*)
    FROM tracking_case AS matter
    JOIN tracking_caseevent AS opened ON opened.case_id = matter.id AND opened.sequence = 1,
        LATERAL tracking_statistics_stays(matter.id, matter.version) AS found
    GROUP BY 1, 2, 4, 5, 6
"""
_DIFFERENCES = f"""
    SELECT organization_id, version_id, measure, step, day, days, sum(number)
    FROM (SELECT organization_id, version_id, measure, step, day, days, change AS number
          FROM tracking_statistics_tally
          UNION ALL
          SELECT organization_id, version_id, measure, step, day, days, -number FROM ({RECOUNT}) AS anew) AS counted
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(number) <> 0
"""  # noqa: S608  # nosec B608 - nothing in it comes from outside


@dataclass(slots=True)
class Step:
    key: str
    name: str
    in_hand: int = 0
    late: int = 0
    median: float | None = None


@dataclass(slots=True)
class Process:
    key: str
    definition: Definition
    in_hand: int = 0
    late: int = 0
    received: int = 0
    ended: int = 0
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Month:
    first: date
    received: int = 0
    ended: int = 0


@dataclass(slots=True)
class Dashboard:
    months: list[Month]
    processes: list[Process]

    @property
    def in_hand(self) -> int:
        return sum(process.in_hand for process in self.processes)

    @property
    def late(self) -> int:
        return sum(process.late for process in self.processes)

    @property
    def received(self) -> int:
        return sum(month.received for month in self.months)

    @property
    def ended(self) -> int:
        return sum(month.ended for month in self.months)


class _Counts:
    """The sums of the tally by version, without what is the actor's own: nobody's list holds their own matters."""

    def __init__(self, actor: Actor, office: str, months: list[date]) -> None:
        scope = in_charge(actor, office, "organization_id", "version_id")
        tally = Tally.objects.filter(scope)
        self.today = actor.today()
        self.in_hand: Counter[tuple[UUID, str]] = Counter()
        self.late: Counter[tuple[UUID, str]] = Counter()
        self.flow: Counter[tuple[str, UUID, date]] = Counter()
        self.stays: defaultdict[tuple[UUID, str], Counter[int]] = defaultdict(Counter)
        held = tally.filter(measure=Measure.IN_HAND).values_list("version_id", "step")
        for version, step, number, late in held.annotate(
            number=Sum("change"), late=Sum("change", filter=Q(day__lt=self.today), default=0)
        ):
            self.in_hand[version, step], self.late[version, step] = number, late
        flow = tally.filter(measure__in=[Measure.RECEIVED, Measure.ENDED], day__gte=months[0])
        for measure, version, day, number in flow.values_list("measure", "version_id", "day").annotate(
            number=Sum("change")
        ):
            self.flow[measure, version, day] = number
        stays = tally.filter(measure=Measure.STAY, day__gte=months[0]).values_list("version_id", "step", "days")
        for version, step, days, number in stays.annotate(number=Sum("change")):
            self.stays[version, step][days] = number
        for case in Case.objects.filter(
            in_charge(actor, office, "organization", "process_version"), subject__in=actor.persons
        ):
            self._leave_out(case)

    def _leave_out(self, case: Case) -> None:
        version = case.process_version_id
        self.flow[Measure.RECEIVED, version, case.received_on.replace(day=1)] -= 1
        if case.status == CaseStatus.COMPLETED:
            self.flow[Measure.ENDED, version, case.step_since.replace(day=1)] -= 1
        else:
            self.in_hand[version, case.step] -= 1
            self.late[version, case.step] -= case.is_late(self.today)

    @property
    def versions(self) -> set[UUID]:
        return {key[0] for key in (*self.in_hand, *self.stays)} | {version for _, version, _ in self.flow}


def dashboard(actor: Actor, office_path: str = "") -> Dashboard:
    """What is in the actor's charge, exactly as the work list would list it now."""
    months = months_until(actor.today(), MONTHS)
    counts = _Counts(actor, office_path, months)
    by_month = {first: Month(first) for first in months}
    processes: dict[UUID, Process] = {}
    versions = _versions(counts.versions)
    process_of = {version.pk: version.process_id for version in versions}
    definitions = definitions_of(process_of)
    for version in versions:
        # The newest comes last and says how the steps are called and in which order they stand.
        processes[version.process_id] = Process(version.process.key, definitions[version.pk])
    for (measure, version_id, first), number in counts.flow.items():
        if first in by_month:
            process, month = processes[process_of[version_id]], by_month[first]
            if measure == Measure.RECEIVED:
                process.received += number
                month.received += number
            else:
                process.ended += number
                month.ended += number
    for process_id, process in processes.items():
        mine = [version.pk for version in versions if version.process_id == process_id]
        process.steps = _steps(process, counts, mine, definitions)
        process.in_hand = sum(step.in_hand for step in process.steps)
        process.late = sum(step.late for step in process.steps)
    return Dashboard([*by_month.values()], sorted(processes.values(), key=lambda process: process.key))


def _versions(version_ids: Iterable[UUID]) -> list[ProcessVersion]:
    return list(ProcessVersion.objects.filter(pk__in=version_ids).select_related("process").order_by("number"))


def _steps(process: Process, counts: _Counts, versions: list[UUID], definitions: dict[UUID, Definition]) -> list[Step]:
    """Those of the newest version in their order, then such as only older ones have."""
    names = {step.key: str(step.name) for step in process.definition.steps}
    for version in reversed(versions):
        names |= {step.key: str(step.name) for step in definitions[version].steps if step.key not in names}
    steps = []
    for key, name in names.items():
        stays: Counter[int] = sum((counts.stays[version, key] for version in versions), Counter())
        in_hand = sum(counts.in_hand[version, key] for version in versions)
        late = sum(counts.late[version, key] for version in versions)
        if in_hand or stays:
            steps.append(Step(key, name, in_hand, late, median(stays)))
    return steps


def differences() -> list[tuple[object, ...]]:
    """Where the sums are not what the matters themselves say; nothing, as long as nobody counts past the database."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES)
        return list(cursor.fetchall())


def latest_publication(actor: Actor) -> Publication | None:
    """What everybody may know."""
    return Publication.objects.order_by("-as_of").first()
