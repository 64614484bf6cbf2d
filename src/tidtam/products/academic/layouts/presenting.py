"""What the pages of templates show."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tidtam.kernel.actor import Actor
from tidtam.tracking.wording import short_date

from .choices import Failure, Paper
from .models import Layout
from .printing import picture_name
from .queries import Standing, State, failures_of, pictures_of, standings

STATES = {
    State.IN_FORCE: ("done", gettext_lazy("In force")),
    State.TO_COME: ("waiting", gettext_lazy("To come")),
    State.ENDED: ("closed", gettext_lazy("No longer in force")),
    State.UNPUBLISHED: ("progress", gettext_lazy("Not published")),
}


def layout_rows(actor: Actor, layouts: Sequence[Layout]) -> list[dict[str, Any]]:
    stand = standings(layouts, actor.today())
    return [{"layout": layout, "title": title_of(layout), **_standing(stand[layout.pk])} for layout in layouts]


def layout_page(actor: Actor, layout: Layout) -> dict[str, Any]:
    standing = standings([layout], actor.today())[layout.pk]
    failures = [
        (short_date(failure.failed_on), Failure(failure.code).label, failure.line) for failure in failures_of(layout)
    ]
    return {
        "layout": layout,
        "title": title_of(layout),
        "pictures": [picture_name(place) for place in pictures_of(layout)],
        "failures": failures,
        "can_end": standing.state in {State.IN_FORCE, State.TO_COME},
        **_standing(standing),
    }


def title_of(layout: Layout) -> str:
    words = {"paper": Paper(layout.paper).label, "number": layout.number}
    return _("%(paper)s, edition %(number)s") % words


def _standing(standing: Standing) -> dict[str, Any]:
    kind, state = STATES[standing.state]
    return {"kind": kind, "state": state, "day": standing.day}
