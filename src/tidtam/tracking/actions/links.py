from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.tracking.choices import EventKind
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_manage

from . import checks
from .recording import Draft, is_repeat, lock, new_tracking_code, record


def renew_link(actor: Actor, case: Case, *, expected_version: int) -> Case:
    """Give the matter a new tracking link; the old one is from now on a link that does not exist."""
    case = lock(actor, case)
    draft = Draft(kind=EventKind.LINK_RENEWED, happened_on=actor.today())
    checks.must(can_manage(actor, case), _("Only the office that runs the process renews the link."))
    if is_repeat(actor, case, expected_version, draft):
        return case
    case.tracking_code = new_tracking_code()
    record(actor, case, draft)
    return case
