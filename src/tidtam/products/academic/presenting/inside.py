"""The institution's own steps, on the page of a request and on the page of their matter."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.products.academic import policies, queries
from tidtam.products.academic.choices import Fact
from tidtam.products.academic.models import AcademicRequest
from tidtam.tracking.going_on import last_move
from tidtam.tracking.holding import holding
from tidtam.tracking.versions import definition_of
from tidtam.tracking.wording import short_date

from .facts import applicant_name


def inside(actor: Actor, item: AcademicRequest) -> dict[str, Any] | None:
    """For the institution: where its own matter is, or that it can begin one."""
    if not policies.is_of_institution(actor, item):
        return None
    case = policies.inside_of(item)
    if case is None:
        can_begin = policies.can_begin_inside(actor, item) and bool(queries.processes_inside(actor, item))
        return {"can_begin": True} if can_begin else None
    definition = definition_of(case.process_version_id)
    return {
        "case": case,
        "name": definition.name,
        "holding": holding(definition, case, actor.today(), for_subject=False),
        "stops": not queries.can_go_on(item) and policies.can_submit(actor, item),
        "was_returned": policies.awaits_institution(item) and not case.is_open,
    }


def inside_choices(actor: Actor, item: AcademicRequest) -> list[tuple[str, str]]:
    """The institution's processes for this request; of one whose matter runs already, since when."""
    processes = queries.processes_inside(actor, item)
    return [(each.key, _choice(actor, item, each.key, str(each.definition.name))) for each in processes]


def _choice(actor: Actor, item: AcademicRequest, key: str, name: str) -> str:
    runs = queries.inside_that_runs(actor, item, key)
    if runs is None:
        return name
    return _("%(process)s, handed in on %(date)s already") % {"process": name, "date": short_date(runs.received_on)}


def inside_question(item: AcademicRequest) -> dict[str, Any]:
    return {
        "heading": _("Begin the steps inside the institution?"),
        "rows": [(_("Applicant"), applicant_name(item)), (Fact.POSITION.label, item.get_position_display())],
        "consequence": _("The applicant is told and follows each step, and later the ministry's, as one timeline."),
        "submit_text": _("Begin the steps"),
        "cancel_url": reverse("academic:request_detail", args=[item.id]),
    }


def recorded_with_sending(item: AcademicRequest) -> str:
    """Which step inside the institution is recorded as done by sending the request."""
    case = policies.inside_of(item)
    if case is None or last_move(case, policies.process_key_of(item)) is None:
        return ""
    step = definition_of(case.process_version_id).step(case.step)
    return _("The step “%(step)s” inside the institution is recorded as done.") % {"step": step.name}
