"""What this product hands over to the engine and to the navigation."""

from collections.abc import Mapping
from pathlib import Path

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.products.academic.actions.dossiers import close_what_goes_on, open_what_was_withdrawn
from tidtam.products.academic.experts import plugin as experts
from tidtam.products.academic.personal_data import EXPERTS, REQUESTS
from tidtam.products.academic.policies import can_answer, can_return
from tidtam.products.academic.presenting import case_facts, inside_facts
from tidtam.products.academic.queries import opened_experts, outcome_of, request_of_case, request_of_inside
from tidtam.tracking.models import Case
from tidtam.tracking.parts import Part
from tidtam.tracking.plugins import Panel, ProductPlugin
from tidtam.tracking.versions import definition_of
from tidtam.web.navigation import Entry

_PROCESSES = Path(__file__).parent / "processes"


def case_panel(actor: Actor, case: Case) -> Panel | None:
    """The request behind a matter, or the experts to approve, for the institution and the ministry only."""
    if definition_of(case.process_version_id).key in experts.PROCESSES:
        return experts.case_panel(actor, case)
    item = request_of_case(actor, case.id)
    if item is None:
        return None
    buttons: list[tuple[str, str | Promise]] = []
    if can_return(actor, item):
        buttons.append((reverse("academic:request_return", args=[item.id]), _("Return with reasons")))
    if can_answer(actor, item):
        buttons.append((reverse("academic:request_detail", args=[item.id]), _("Mend it and hand it in again")))
    # What goes in again is kept as it was sent, with an answer to everything that was asked.
    return Panel(
        "academic/case_panel.html",
        case_facts(actor, item),
        buttons=buttons,
        replaced_acts=frozenset({"return", "resume"}),
    )


def result_of(actor: Actor, case: Case) -> Mapping[str, object] | None:
    """What is known of an appointment when its matter ends."""
    is_of_experts = definition_of(case.process_version_id).key in experts.PROCESSES
    return None if is_of_experts else outcome_of(actor, case)


def inside_part(actor: Actor, case: Case) -> Part | None:
    """On the officers' page of an institution's own steps, the request that they are for."""
    endings = definition_of(case.process_version_id).endings
    if not any(plugin.owns(key) for ending in endings for key in ending.goes_on_as):
        return None
    item = request_of_inside(actor, case.pk)
    return Part("academic/inside_part.html", inside_facts(actor, item)) if item else None


def opened_part(actor: Actor, case: Case) -> Part | None:
    """The names of the experts on the applicant's own page, where the institution's policy opened them."""
    names = opened_experts(actor, case.pk)
    return Part("academic/opened_experts.html", {"names": names}) if names else None


def _files_requests(actor: Actor) -> bool:
    return actor.holds_any((Role.INSTITUTION_OFFICER, Role.MINISTRY_CASE_OFFICER))


plugin = ProductPlugin(
    name="academic",
    process_files=tuple(sorted(_PROCESSES.glob("*.toml"))),
    case_panel=case_panel,
    result_of=result_of,
    withdrawn=open_what_was_withdrawn,
    reopened=close_what_goes_on,
    opens_itself=True,
    personal_data=(REQUESTS, EXPERTS),
)

navigation = Entry(
    key="academic_requests",
    label=_("Academic position requests"),
    url_name="academic:request_list",
    order=30,
    visible=_files_requests,
    area="side",
)


def register_words() -> None:
    """What the codes of this product mean in the audit trail."""
    register_verbs(
        {
            "academic_request_drafted": _("Drafted a request"),
            "academic_request_dossier_begun": _("Began the dossier of a request"),
            "academic_request_inside_begun": _("Began the steps inside the institution"),
            "academic_request_changed": _("Changed a request"),
            "academic_request_submitted": _("Sent a request to the ministry"),
            "academic_request_resubmitted": _("Sent a corrected request"),
            "academic_request_answered": _("Answered what the ministry asks to be mended"),
            "academic_request_returned": _("Returned a request"),
            "academic_request_withdrawn": _("Withdrew a request"),
        }
    )
    register_things({"academic_request": _("Academic position request")})
