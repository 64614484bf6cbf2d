"""What the pages of one matter show: the subject's, and that of those in charge."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import display_name, masked_number

from .acts import ACTS, OBJECT, SUBJECT_ACTS, acts_for
from .appealing import appeal_shown
from .choices import CaseStatus
from .going_on import has_ended_to_go_on
from .history import Entry
from .history_page import history
from .holding import holding
from .models import Case
from .parts import parts_of_case
from .plugins import own_list_of, panel_for
from .policies import appeal_until, is_returned
from .queries import continuation_of, earlier_matters, entries_of, get_own_case, objection_to
from .rows import Row, rows_of
from .timeline import ending, timeline
from .versions import definition_of
from .whole_way import whole_way


def own_page(actor: Actor, case: Case) -> dict[str, Any]:
    offered = [act for act in acts_for(actor, case) if act.key in SUBJECT_ACTS]
    return {
        **_page(actor, case, entries_of(actor, case), for_subject=True),
        "moves": [act for act in offered if not act.is_dangerous and act.key != OBJECT],
        "endings": [act for act in offered if act.is_dangerous],
        "appeal": appeal_shown(actor, case, offered),
        "objected_to": _objected_to(actor, case),
        "parts": parts_of_case("subject", actor, case),
        "main_url": reverse(own_list_of(case)),
    }


def _objected_to(actor: Actor, case: Case) -> Row | None:
    return rows_of([get_own_case(actor, case.appeals_id)], actor.today())[0] if case.appeals_id else None


def work_page(actor: Actor, case: Case) -> dict[str, Any]:
    entries = entries_of(actor, case)
    panel = panel_for(actor, case)
    replaced = panel.replaced_acts if panel else frozenset()
    return {
        **_page(actor, case, entries, for_subject=False),
        "masked_number": masked_number(actor, case.subject_id),
        "history": history(actor, case, entries),
        "acts": [act for act in acts_for(actor, case) if act.key not in replaced],
        "step_form": ACTS["finish"].form(actor, case) if ACTS["finish"].allowed(actor, case) else None,
        "panel": panel,
        "gone_on": continuation_of(actor, case) if has_ended_to_go_on(case) else None,
        "objection": objection_to(actor, case) if appeal_until(case) else None,
        "parts": parts_of_case("officer", actor, case),
        "link": tracking_url(case),
        "qr": qr_code(tracking_url(case)),
    }


def _page(actor: Actor, case: Case, entries: Sequence[Entry], *, for_subject: bool) -> dict[str, Any]:
    definition = definition_of(case.process_version_id)
    earlier = earlier_matters(actor, case)
    return {
        "earlier": earlier,
        "case": case,
        "definition": definition,
        "name": display_name(actor, case.subject_id, get_language() or "th"),
        "status_kind": "progress" if case.is_open else "done",
        "status_text": CaseStatus(case.status).label,
        "is_returned": is_returned(case),
        "ended": ending(definition, case),
        "holding": holding(definition, case, actor.today(), for_subject=for_subject, entries=entries),
        "steps": whole_way(actor, case, entries, all_shown=not for_subject, earlier=earlier),
    }


def files_shown(actor: Actor, case: Case, *, for_subject: bool) -> set[UUID]:
    """The files that the matter's page shows to the one who looks."""
    definition = definition_of(case.process_version_id)
    steps = timeline(definition, case, entries_of(actor, case), all_shown=not for_subject)
    return {step.file_id for step in steps if step.file_id}


def act_page(actor: Actor, case: Case) -> dict[str, Any]:
    """What one has to know of a matter to do something with it."""
    definition = definition_of(case.process_version_id)
    return {
        "case": case,
        "process_name": definition.name,
        "step_name": definition.step(case.step).name,
        "name": display_name(actor, case.subject_id, get_language() or "th"),
        "is_open": case.is_open,
    }


def tracking_url(case: Case) -> str:
    return f"{settings.ENVIRONMENT.base_url}{reverse('tracking_link', args=[case.tracking_code])}"


def qr_code(url: str) -> SafeString:
    """The link as a picture to print or to point a camera at."""
    drawn = segno.make(url, error="m").svg_inline(scale=4, border=2, svgclass="tt-qr", lineclass=None)
    return mark_safe(drawn)
