from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.tracking.choices import EventKind
from tidtam.tracking.history import Written
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_note

from . import checks
from .recording import Draft, is_repeat, lock, record


def add_note(actor: Actor, case: Case, *, text: str, for_subject: bool, expected_version: int) -> Case:
    """Write a note: to the person concerned, who is told of it, or among those who are in charge."""
    case = lock(actor, case)
    draft = Draft(
        kind=EventKind.NOTE_TO_SUBJECT if for_subject else EventKind.INTERNAL_NOTE,
        happened_on=actor.today(),
        written=Written(remark=checks.remark(text, "text")),
    )
    checks.must(can_note(actor, case), _("Only the offices in charge of the matter write notes."))
    if is_repeat(actor, case, expected_version, draft):
        return case
    if not draft.written:
        raise Refused(_("Write the note first."), code="missing", field="text")
    record(actor, case, draft)
    return case
