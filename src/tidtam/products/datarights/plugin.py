"""What this product hands over to the engine and to the navigation."""

from collections.abc import Mapping
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.kernel.notifications import kinds
from tidtam.tracking.models import Case, CaseResult
from tidtam.tracking.parts import Part
from tidtam.tracking.plugins import Panel, ProductPlugin
from tidtam.tracking.queries.results import is_last_word
from tidtam.web.navigation import Entry

from .actions import carry_out_request
from .notices import KINDS
from .personal_data import REQUESTS
from .policies import can_ask
from .presenting import request_facts
from .queries import request_of_case

_PROCESSES = Path(__file__).parent / "processes"


def case_panel(actor: Actor, case: Case) -> Panel | None:
    """For the officer who decides: what is asked, and what the law holds back."""
    request = request_of_case(actor, case.pk)
    return Panel("datarights/case_panel.html", request_facts(actor, request)) if request else None


def own_part(actor: Actor, case: Case) -> Part | None:
    """The same on the person's own page."""
    request = request_of_case(actor, case.pk) if plugin.owns(case.process.key) else None
    return Part("datarights/own_part.html", {"panel": request_facts(actor, request)}) if request else None


def result_of(actor: Actor, case: Case) -> Mapping[str, object]:
    return {"granted_on": actor.today().isoformat()}


def take_result(actor: Actor, result: CaseResult) -> None:
    """Unless the matter was taken up again meanwhile."""
    request = request_of_case(actor, result.case_id)
    if request is not None and is_last_word(actor, result):
        carry_out_request(actor, request)


plugin = ProductPlugin(
    name="datarights",
    process_files=tuple(sorted(_PROCESSES.glob("*.toml"))),
    case_panel=case_panel,
    result_of=result_of,
    result_subscriptions={"data_request": take_result},
    own_list="datarights:mine",
    opens_itself=True,
    personal_data=(REQUESTS,),
    binds=False,
)

NAVIGATION = (Entry("my_data", _("My data"), "datarights:mine", 94, can_ask, "side"),)


def register_words() -> None:
    """What the codes of this product mean in the audit trail, and what people are told about."""
    kinds.register(*KINDS)
    register_verbs(
        {
            "personal_data.copy_ordered": _("Asked for a copy of their data"),
            "personal_data.copy_made": _("Made a copy of somebody's data for them"),
            "personal_data.correction_asked": _("Asked for their data to be corrected"),
            "personal_data.deletion_asked": _("Asked for their data to be deleted"),
            "personal_data.correction_carried_out": _("Carried out a correction of data"),
            "personal_data.deletion_carried_out": _("Ordered an erasure that was granted"),
            "personal_data.erasure_ordered": _("Ordered the erasure of a person's data"),
            "personal_data.erasure_stopped": _("Stopped the erasure of their data"),
            "personal_data.erased": _("Erased a person's data"),
            "personal_data.erased_again": _("Erased a person again after a backup was restored"),
            "retention.set": _("Set how long a kind of data is kept"),
            "retention.ended": _("Ended data that had outlived their time"),
        }
    )
    register_things(
        {
            "data_copy": _("Copy of a person's data"),
            "data_request": _("Request about personal data"),
            "erasure": _("Erasure of a person's data"),
            "retention": _("Time to live of a kind of data"),
        }
    )
