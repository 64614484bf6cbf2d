"""What this product hands over to the engine and to the navigation."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.kernel.notifications import kinds
from tidtam.kernel.programs import api_scopes
from tidtam.tracking.models import Case, CaseResult
from tidtam.tracking.plugins import Panel, ProductPlugin
from tidtam.tracking.queries.results import is_last_word
from tidtam.web.navigation import Entry

from .actions import take_request
from .notice_kinds import KINDS
from .personal_data import ENTRIES, RECORDERS
from .policies import records, takes_part
from .queries.justifications import justification_of_case
from .saying import reason_of
from .scopes import SCOPES

_PROCESSES = Path(__file__).parent / "processes"


def take_result(actor: Actor, result: CaseResult) -> None:
    """An appointment that came of a matter, of whichever product, fills an entry in.

    One that was overtaken before it was handed over, because the matter was taken up again or corrected, does not.
    """
    if is_last_word(actor, result):
        take_request(actor, result)


def case_panel(actor: Actor, case: Case) -> Panel | None:
    """The reasons behind a matter, for officers."""
    justification = justification_of_case(actor, case.pk)
    if justification is None:
        return None
    return Panel("registry/case_panel.html", {"justification": justification, "reason": reason_of(justification)})


def api_router() -> object:
    from .api import make_router

    return make_router()


plugin = ProductPlugin(
    name="registry",
    process_files=tuple(sorted(_PROCESSES.glob("*.toml"))),
    case_panel=case_panel,
    api_router=api_router,
    result_subscriptions={"academic_appointment": take_result},
    opens_itself=True,
    personal_data=(ENTRIES, RECORDERS),
)


def _everybody(actor: Actor) -> bool:
    return True


_PUBLIC = _("Look up who holds which academic position, in which field and at which institution.")
_ENTRIES = _("Entries of holders of academic positions: enter, send for approval, approve.")

NAVIGATION = (
    Entry("register", _("Register of academic positions"), "registry:search", 50, _everybody, "home", _PUBLIC),
    Entry("register", _("Register of academic positions"), "registry:search", 50, _everybody, "footer"),
    Entry("register_entries", _("Register entries"), "registry:entries", 51, takes_part, "side"),
    Entry("register_entries", _("Register entries"), "registry:entries", 51, takes_part, "home", _ENTRIES),
    Entry("register_notices", _("Notices and letters of the register"), "registry:notices", 52, takes_part, "side"),
    Entry("register_quality", _("Quality of the register's data"), "registry:quality", 53, takes_part, "side"),
    Entry("register_contact", _("My contact for the register"), "registry:contact", 54, records, "side"),
)


def register_words() -> None:
    """What the codes of this product mean in the audit trail, and what its people are told about."""
    kinds.register(*KINDS)
    api_scopes.register(*SCOPES)
    register_verbs(
        {
            "registry_entry.begun": _("Took a holder up in the register"),
            "registry_entry.imported": _("Brought an entry of the register in from a table"),
            "registry_entry.exported": _("Took entries of the register out as a table"),
            "registry_import.begun": _("Uploaded a table of holders"),
            "registry_import.ordered": _("Ordered a table of holders to be brought in"),
            "registry_import.ended": _("A table of holders was settled"),
            "registry_entry.changed": _("Changed an entry of the register"),
            "registry_entry.explained": _("Gave reasons in an entry of the register"),
            "registry_entry.submitted": _("Sent an entry of the register for approval"),
            "registry_entry.recalled": _("Took an entry of the register back"),
            "registry_entry.approved": _("Approved an entry of the register"),
            "registry_entry.requested": _("Filled an entry of the register in from a request"),
            "registry_entry.returned": _("Gave an entry of the register back for correction"),
            "registry_entry.notice_applied": _("Carried a notice of change into the register"),
            "registry_notice.filed": _("Filed a notice of change"),
            "registry_notice.accepted": _("Accepted a transfer"),
            "registry_notice.declined": _("Declined a transfer"),
            "registry_notice.withdrawn": _("Withdrew a notice of change"),
            "registry_notice.refused": _("Did not approve a notice of change"),
            "registry_notice.approved": _("Approved a notice of change"),
            "registry_correction.written": _("Wrote a correction letter"),
            "registry_correction.reported": _("Reported a correction"),
            "registry_correction.reopened": _("Opened points of a correction letter again"),
            "registry_correction.closed": _("Closed a correction letter"),
            "registry_justification.filed": _("Justified why a holder cannot be entered"),
            "registry_recorder.confirmed": _("Confirmed how a recorder of the register is reached"),
            "registry_recorder.bounced": _("Reported that mail to a recorder of the register came back"),
        }
    )
    register_things(
        {
            "registry_entry": _("Entry of the register"),
            "registry_notice": _("Notice of change"),
            "registry_correction": _("Correction letter"),
            "registry_justification": _("Justification for the register"),
            "registry_import": _("Table of holders"),
            "registry_recorder": _("Recorder of the register"),
        }
    )
