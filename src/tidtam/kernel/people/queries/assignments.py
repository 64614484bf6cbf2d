"""Where persons serve, and the badge that follows from it."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import CivilLevel, ServiceStatus
from tidtam.kernel.people.models import Assignment
from tidtam.kernel.people.policies import assignment_scope
from tidtam.kernel.people.private_text import unseal_all

VOUCHED_BY = ("directory", "hr_system", "document")
"""Sources whose word makes somebody personnel of the ministry; what a person says of themselves does not."""


@dataclass(frozen=True, slots=True)
class Post:
    """What is sealed of an assignment."""

    position: str
    level: str
    unit: str

    def as_text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


NO_POST = Post("", "", "")


@dataclass(frozen=True, slots=True)
class Assigned:
    """Where a person serves, as it can be shown."""

    person_id: UUID
    organization_id: UUID
    position: str
    level: str
    unit: str
    status: str
    effective_on: date

    @property
    def is_serving(self) -> bool:
        return self.status == ServiceStatus.SERVING

    @property
    def status_label(self) -> str:
        return str(ServiceStatus(self.status).label)

    @property
    def level_label(self) -> str:
        return str(CivilLevel(self.level).label) if self.level in CivilLevel.values else self.level


def assignment_by_source(actor: Actor, source_kind: str, source_id: UUID) -> Assignment | None:
    """What this source said last."""
    said = Assignment.objects.filter(source_kind=source_kind, source_id=source_id)
    return assignment_scope(said, actor).select_related("organization", "person").order_by("-id").first()


def described(assignment: Assignment) -> Post:
    return _posts([assignment])[0]


def assignment_of(actor: Actor, person_id: UUID, on: date) -> Assigned | None:
    """Where the person serves on this day, as known today; nothing where nobody recorded it."""
    rows = list(_standing(assignment_scope(_until(on).filter(person=person_id), actor)).order_by(*_NEWEST)[:1])
    return next(iter(as_assigned(rows)), None)


def assignments_of(actor: Actor, person_id: UUID) -> list[Assigned]:
    """The whole course, the newest first, those to come as well."""
    rows = _standing(assignment_scope(Assignment.objects.filter(person=person_id), actor))
    return as_assigned(rows.order_by(*_NEWEST))


def staff(actor: Actor, on: date) -> QuerySet[Assignment]:
    """One row for each person in the register of the offices the actor keeps it for: what holds on this day."""
    later = _standing(_until(on)).filter(person=OuterRef("person")).order_by(*_NEWEST).values("pk")[:1]
    return assignment_scope(Assignment.objects.filter(pk=later), actor).select_related("person", "organization")


@dataclass(frozen=True, slots=True)
class Badge:
    """Personnel of the ministry, as shown beside the name."""

    organization: Organization
    position: str
    unit: str


def badge_of(actor: Actor, person_id: UUID) -> Badge | None:
    """Whether a source vouches that the person serves, and where they serve now, whoever said that last.

    Two queries, three with a badge; nothing once the newest word of any source is that they left.
    """
    said = list(
        _standing(assignment_scope(_until(actor.today()).filter(person=person_id), actor))
        .select_related("organization")
        .order_by(*_NEWEST)
    )
    if not said or said[0].status != ServiceStatus.SERVING or not any(row.source_kind in VOUCHED_BY for row in said):
        return None
    post = described(said[0])
    return Badge(said[0].organization, post.position, post.unit)


def as_assigned(rows: Iterable[Assignment]) -> list[Assigned]:
    """The rows opened, with one query however many they are."""
    listed = list(rows)
    return [
        Assigned(row.person_id, row.organization_id, post.position, post.level, post.unit, row.status, row.effective_on)
        for row, post in zip(listed, _posts(listed), strict=True)
    ]


_NEWEST = ("-effective_on", "-id")


def _until(on: date) -> QuerySet[Assignment]:
    return Assignment.objects.filter(effective_on__lte=on)


def _standing(assignments: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Without those that their source has replaced or taken back."""
    newer = Assignment.objects.filter(
        person=OuterRef("person"),
        source_kind=OuterRef("source_kind"),
        source_id=OuterRef("source_id"),
        pk__gt=OuterRef("pk"),
    )
    return assignments.filter(~Exists(newer), is_void=False)


def _posts(rows: list[Assignment]) -> list[Post]:
    """Position, level and unit; empty where the key was erased or is not open to the actor."""
    opened = unseal_all((row.person_id, row.sealed) for row in rows)
    return [NO_POST if text is None else Post(**json.loads(text)) for text in opened]
