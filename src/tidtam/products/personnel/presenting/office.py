"""How the register and the rounds read on the personnel office's pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people import queries as people
from tidtam.kernel.people.models import Assignment
from tidtam.products.personnel import queries
from tidtam.products.personnel.rounds import Round, rounds_between
from tidtam.tracking.wording import long_date

from .requests import Row, meanings, office_rows


@dataclass(frozen=True, slots=True)
class StaffRow:
    person_id: UUID
    name: str
    post: people.Assigned
    tag_kind: str


def staff_rows(actor: Actor, rows: Iterable[Assignment]) -> list[StaffRow]:
    rows = list(rows)
    names = people.display_names(actor, (row.person_id for row in rows), get_language() or "th")
    return [
        StaffRow(post.person_id, names.get(post.person_id, ""), post, tag_kind(post))
        for post in people.as_assigned(rows)
    ]


def tag_kind(post: people.Assigned) -> str:
    return "done" if post.is_serving else "closed"


def staff_page(actor: Actor, row: Assignment) -> dict[str, Any]:
    course = people.assignments_of(actor, row.person_id)
    today = actor.today()
    in_force = people.as_assigned([row])[0]
    return {
        "person_id": row.person_id,
        "name": people.display_name(actor, row.person_id, get_language() or "th"),
        "masked_number": people.masked_number(actor, row.person_id),
        "post": in_force,
        "tag_kind": tag_kind(in_force),
        "rows": [
            (_("Position"), in_force.position),
            (_("Level"), in_force.level_label),
            (_("Bureau, division or centre"), in_force.unit),
            (_("Office"), row.organization.name),
        ],
        "course": [(post, _when(post, in_force, today)) for post in course],
        "requests": requests_of_person(actor, row.person_id),
        "meanings": meanings(actor) if in_force.is_serving and not actor.is_person(row.person_id) else [],
    }


def _when(post: people.Assigned, in_force: people.Assigned, today: Any) -> str:
    if post.effective_on > today:
        return _("to come")
    return _("now") if post == in_force else ""


def requests_of_person(actor: Actor, person_id: UUID) -> list[Row]:
    found = queries.office_list(actor).filter(person=person_id).order_by(*queries.NEWEST_FIRST)[:20]
    return office_rows(actor, found)


@dataclass(frozen=True, slots=True)
class RoundRow:
    round: Round
    dates: str
    tag_kind: str
    tag_text: str


def rounds_by_office(actor: Actor) -> list[tuple[Organization, list[RoundRow]]]:
    today = actor.today()
    return [
        (office, [_round_row(actor, each) for each in queries.rounds(actor, office, today)])
        for office in queries.kept_offices(actor)
    ]


def _round_row(actor: Actor, found: Round) -> RoundRow:
    kind, text = found.state(actor.today())
    dates = _("%(opens)s to %(closes)s") % {"opens": long_date(found.opens_on), "closes": long_date(found.closes_on)}
    return RoundRow(found, dates, kind, text)


def rounds_to_choose(actor: Actor) -> list[Round]:
    """The rounds by which the office's list can be narrowed, the newest first."""
    year = actor.today().year
    return list(reversed(rounds_between((), year - 3, year + 1)))
