from datetime import date

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.tracking.choices import EventKind
from tidtam.tracking.history import Written
from tidtam.tracking.models import Case
from tidtam.tracking.policies import can_open
from tidtam.tracking.queries.processes import process_to_open
from tidtam.tracking.versions import definition_of

from . import checks
from .recording import Draft, new_tracking_code, record


def open_case(
    actor: Actor,
    process_key: str,
    *,
    subject: Person,
    organization: Organization,
    received_on: date,
    letter_no: str = "",
    remark: str = "",
) -> Case:
    """Begin a matter under the version of the process that is in force.

    A product calls this inside its own action; the product decides what makes two matters the same one.
    """
    process, version_id = process_to_open(process_key, actor.today())
    definition = definition_of(version_id)
    checks.must(
        can_open(actor, definition, organization.path, subject.pk),
        _("Your role does not hand in matters of this kind for this organisation."),
    )
    checks.received_date(actor, received_on)
    draft = Draft(
        kind=EventKind.OPENED,
        happened_on=received_on,
        leads_to=definition.first.key,
        process_version_id=version_id,
        letter_no=checks.line(letter_no, "letter_no"),
        written=Written(remark=checks.remark(remark)),
    )
    case = Case(
        process=process,
        process_version_id=version_id,
        subject=subject,
        organization=organization,
        organization_path=organization.path,
        letter_no=draft.letter_no,
        tracking_code=new_tracking_code(),
        version=0,
    )
    record(actor, case, draft)
    return case
