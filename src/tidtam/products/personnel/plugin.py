"""What this product hands over to the engine and to the navigation."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.tracking.models import Case, CaseResult
from tidtam.tracking.parts import Part
from tidtam.tracking.plugins import Panel, ProductPlugin
from tidtam.tracking.policies import may_be_in_charge
from tidtam.tracking.queries.results import is_last_word
from tidtam.web.navigation import Entry

from .actions import enter_from_elsewhere, enter_in_register, outcome_of_order, take_out_of_register
from .personal_data import REQUESTS
from .policies import can_set_order
from .presenting import panel
from .queries import ordered_on, request_of_case

_PROCESSES = Path(__file__).parent / "processes"


def case_panel(actor: Actor, case: Case) -> Panel | None:
    """The request behind a matter, for the personnel office."""
    item = request_of_case(actor, case.id)
    if item is None:
        return None
    ordering = (reverse("personnel:request_order", args=[item.pk]), _("What the order says"))
    return Panel(
        "personnel/case_panel.html",
        panel(actor, item),
        buttons=[ordering] if can_set_order(actor, item) else [],
    )


def own_part(actor: Actor, case: Case) -> Part | None:
    """The same on the employee's own page."""
    item = request_of_case(actor, case.id) if plugin.owns(case.process.key) else None
    return Part("personnel/own_part.html", {"item": item}) if item else None


def result_of(actor: Actor, case: Case) -> Mapping[str, Any]:
    """What the order says, for whoever ends the matter without saying it: a page, many at once, a program."""
    item, day = request_of_case(actor, case.pk), ordered_on(actor, case)
    if item is None:  # brought in from elsewhere while it ran: what was asked for is not known here
        return {"effective_on": day.isoformat()}
    return outcome_of_order(actor, item, ordered_on=day)


def take_result(actor: Actor, result: CaseResult) -> None:
    """What the matter says goes into the register, unless it was taken up again or corrected meanwhile."""
    if not is_last_word(actor, result):
        return
    item = request_of_case(actor, result.case_id)
    if item is not None:
        enter_in_register(actor, item, result.content)
    elif not plugin.owns(result.case.process.key):
        enter_from_elsewhere(actor, result.case, result.content)


def take_back(actor: Actor, case: Case) -> None:
    """A matter that is taken up again has no order any more."""
    item = request_of_case(actor, case.pk)
    if item is not None:
        take_out_of_register(actor, item)


plugin = ProductPlugin(
    name="personnel",
    process_files=tuple(sorted(_PROCESSES.glob("*.toml"))),
    case_panel=case_panel,
    result_of=result_of,
    result_subscriptions={"assignment": take_result},
    reopened=take_back,
    own_list="personnel:follow",
    opens_itself=True,
    personal_data=(REQUESTS,),
)


def _is_staff(actor: Actor) -> bool:
    return actor.office_id is not None


def _is_only_staff(actor: Actor) -> bool:
    return _is_staff(actor) and not may_be_in_charge(actor)


def _is_staff_in_charge(actor: Actor) -> bool:
    """To whoever is in charge of matters, following means those of others; their own have a name of their own."""
    return _is_staff(actor) and may_be_in_charge(actor)


def _is_office(actor: Actor) -> bool:
    return actor.holds(Role.HR_OFFICER)


_FOLLOW = _("See at which step your promotion, transfer, move or resignation is, and begin one.")
_KINDS = _("Promotion, transfer, move or resignation")
_BEGIN = _("You are asked a few questions, one page at a time, and nothing is handed in before you say so.")
_OFFICE = _("Requests of the staff: what was handed in, what is short of notice, which round it is in.")

NAVIGATION = (
    Entry("personnel_follow", _("Follow matters"), "personnel:follow", 4, _is_only_staff, "side"),
    Entry("personnel_own", _("My personnel matters"), "personnel:follow", 30, _is_staff_in_charge, "side"),
    Entry("personnel_follow", _("My personnel matters"), "personnel:follow", 30, _is_staff, "home", _FOLLOW),
    Entry("personnel_start", _KINDS, "personnel:start", 1, _is_staff, "begin", _BEGIN),
    Entry("personnel_office", _("Personnel requests"), "personnel:office_list", 31, _is_office, "side"),
    Entry("personnel_office", _("Personnel requests"), "personnel:office_list", 31, _is_office, "home", _OFFICE),
    Entry("personnel_staff", _("Staff register"), "personnel:staff_list", 32, _is_office, "side"),
    Entry("personnel_rounds", _("Rounds of moves"), "personnel:round_list", 33, _is_office, "side"),
)


def register_words() -> None:
    """What the codes of this product mean in the audit trail."""
    register_verbs(
        {
            "personnel_request.drafted": _("Drafted a personnel request"),
            "personnel_request.changed": _("Changed a personnel request"),
            "personnel_request.submitted": _("Handed in a personnel request"),
            "personnel_request.resubmitted": _("Handed in a corrected personnel request"),
            "personnel_request.withdrawn": _("Withdrew a personnel request"),
            "personnel_request.order_set": _("Entered what an order says"),
            "personnel_round.set": _("Set the dates of a round of moves"),
        }
    )
    register_things({"personnel_request": _("Personnel request"), "personnel_round": _("Round of moves")})
