"""Where experts show up in the pages' frame, on the page of a matter, and in the audit trail."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.products.academic.dossier.elsewhere import Keeper, Page
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.structure import Dossier as Content
from tidtam.tracking.models import Case
from tidtam.tracking.plugins import Panel
from tidtam.web.navigation import Entry

from .actions.approval import PROCESS
from .dossier_data import PLACES, names_in, with_experts
from .policies import OFFICERS, can_resume_approval
from .queries import committee_of_case, committee_of_request, proposal_of

PROCESSES = frozenset({PROCESS})


def _committee_page(actor: Actor, dossier: Dossier) -> Page | None:
    committee = committee_of_request(actor, dossier.pk)
    if committee is None:
        return None
    return Page(_("The expert committee"), reverse("academic_experts:committee_detail", args=[committee.pk]))


def _fill_in(actor: Actor, dossier: Dossier, content: Content) -> Content:
    committee = committee_of_request(actor, dossier.pk)
    return with_experts(content, proposal_of(actor, committee, names_in(content))) if committee else content


KEEPER = Keeper(PLACES, _committee_page, _fill_in)
"""A dossier carries the id of its request, and so does the committee."""


def _reads_experts(actor: Actor) -> bool:
    return actor.holds_any(OFFICERS)


NAVIGATION = Entry(
    key="academic_experts",
    label=_("Experts"),
    url_name="academic_experts:expert_list",
    order=35,
    visible=_reads_experts,
    area="side",
)


def case_panel(actor: Actor, case: Case) -> Panel | None:
    """The committee behind a request for approval."""
    committee = committee_of_case(actor, case.pk)
    if committee is None:
        return None
    buttons = []
    if can_resume_approval(actor, committee):
        buttons = [(reverse("academic_experts:approval", args=[committee.pk]), _("Hand in again"))]
    return Panel(
        "academic_experts/case_panel.html",
        {"committee": committee},
        buttons=buttons,
        replaced_acts=frozenset({"resume"}),
    )


def register_words() -> None:
    register_verbs(
        {
            "expert.entered": _("Took up an expert"),
            "expert.changed": _("Changed the record of an expert"),
            "expert_committee.begun": _("Began to propose an expert committee"),
            "expert_committee.taken_anew": _("Took the facts of a request anew"),
            "expert_committee.member_added": _("Proposed an expert"),
            "expert_committee.member_removed": _("Took an expert off a committee"),
            "expert_committee.answered": _("Answered what the rules found"),
            "expert_committee.approached": _("Recorded an approach to an expert"),
            "expert_committee.reasoned": _("Gave reasons for the experts"),
            "expert_committee.approval_requested": _("Asked that experts be approved"),
            "expert_committee.approval_resumed": _("Asked again that experts be approved"),
            "expert_policy.recorded": _("Recorded the institution's policy on experts"),
        }
    )
    register_things(
        {
            "expert": _("Expert"),
            "expert_committee": _("Expert committee"),
            "expert_policy": _("Policy on experts"),
        }
    )
