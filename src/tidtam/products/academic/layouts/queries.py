"""Which templates there are, and which one prints a paper of an office on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import living

from .choices import Paper
from .models import Layout, LayoutFailure, LayoutPublication
from .policies import scope

SHOWN_AT_MOST = 200


class State(StrEnum):
    IN_FORCE = "in_force"
    TO_COME = "to_come"
    ENDED = "ended"
    UNPUBLISHED = "unpublished"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a template stands today, and since or from which day."""

    state: State
    day: date | None = None


def offices_of(actor: Actor) -> QuerySet[Organization]:
    """For which offices one may upload templates."""
    return living(actor.paths(Role.PROCESS_ADMIN))


def layouts_of(actor: Actor) -> list[Layout]:
    """The newest first, for each office and paper."""
    found = scope(Layout.objects.select_related("organization").defer("template"), actor)
    return list(found.order_by("organization__path", "paper", "-number")[:SHOWN_AT_MOST])


def get_layout(actor: Actor, layout_id: UUID) -> Layout:
    found = scope(Layout.objects.select_related("organization"), actor).filter(pk=layout_id).first()
    if found is None:
        raise Http404
    return found


def pictures_of(layout: Layout) -> dict[int, str]:
    """By their places."""
    return dict(layout.pictures.values_list("place", "svg"))


def failures_of(layout: Layout) -> list[LayoutFailure]:
    return list(layout.failures.order_by("-failed_on")[:10])


def layout_for(actor: Actor, organization_path: str, paper: Paper, day: date) -> Layout | None:
    """The template in force that day for the nearest office that has one. Like the rules, templates are public."""
    rows = _published(LayoutPublication.objects.filter(organization__path__in=_upwards(organization_path)), day)
    nearest = sorted(rows.filter(paper=paper), key=lambda row: len(row.organization.path), reverse=True)
    for _path, said in groupby(nearest, key=lambda row: row.organization.path):
        if (layout := next(said).layout) is not None:
            return layout
    return None


def standings(layouts: Iterable[Layout], today: date) -> dict[UUID, Standing]:
    """Of templates that one may see."""
    listed = list(layouts)
    rows = LayoutPublication.objects.filter(organization__in={layout.organization_id for layout in listed})
    found = dict.fromkeys((layout.pk for layout in listed), Standing(State.UNPUBLISHED))
    said = sorted(rows, key=lambda row: (str(row.organization_id), row.paper))
    for _of, published in groupby(said, key=lambda row: (row.organization_id, row.paper)):
        found |= _standings(list(published), today)
    return found


def _standings(published: list[LayoutPublication], today: date) -> dict[UUID, Standing]:
    """The last word holds: of what one office published for one paper, the newest whose day has come is in force."""
    newest = sorted(published, key=lambda row: (row.published_at, row.pk), reverse=True)
    in_force = next((row for row in newest if row.in_force_from <= today), None)
    found: dict[UUID, Standing] = {}
    for row in reversed(newest):
        if row.layout_id is None:
            continue
        if row is in_force:
            found[row.layout_id] = Standing(State.IN_FORCE, row.in_force_from)
        elif row.in_force_from > today and not _is_passed_over(row, newest):
            found[row.layout_id] = Standing(State.TO_COME, row.in_force_from)
        elif found.get(row.layout_id, Standing(State.ENDED)).state is not State.IN_FORCE:
            found[row.layout_id] = Standing(State.ENDED, row.in_force_from)
    return found


def _is_passed_over(row: LayoutPublication, newest: list[LayoutPublication]) -> bool:
    """Something published later begins on the same day or before."""
    return any(later.in_force_from <= row.in_force_from for later in newest[: newest.index(row)])


def _published(rows: QuerySet[LayoutPublication], day: date) -> QuerySet[LayoutPublication]:
    return (
        rows.filter(in_force_from__lte=day)
        .select_related("organization", "layout__organization")
        .order_by("-published_at", "-pk")
    )


def _upwards(path: str) -> list[str]:
    """The office and all above it: mhesi/university/faculty, mhesi/university, mhesi."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]
