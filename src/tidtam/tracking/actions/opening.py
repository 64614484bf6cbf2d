from datetime import date
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.tracking.choices import EventKind
from tidtam.tracking.definitions import Appeal
from tidtam.tracking.history import Written
from tidtam.tracking.models import Case, CaseEvent
from tidtam.tracking.policies import appeal_until, can_appeal, can_enter_appeal, can_open
from tidtam.tracking.queries.processes import process_to_open
from tidtam.tracking.versions import definition_of
from tidtam.tracking.wording import long_date

from . import checks
from .going_on import checked_to_go_on
from .recording import Draft, is_repeat, lock, new_tracking_code, record


def open_case(
    actor: Actor,
    process_key: str,
    *,
    subject: Person,
    organization: Organization,
    received_on: date,
    letter_no: str = "",
    remark: str = "",
    appeals: Case | None = None,
    carries_on: Case | None = None,
) -> Case:
    """Begin a matter under the version of the process that is in force.

    A product calls this inside its own action; the product decides what makes two matters the same one. `appeals` is
    the matter that this one objects to; whoever may object may begin it. `carries_on` is one that ended elsewhere and
    goes on as this one.
    """
    process, version_id = process_to_open(process_key, actor.today())
    definition = definition_of(version_id)
    if appeals is not None:
        _check_objection(actor, process_key, appeals, subject, received_on)
    checks.must(
        can_open(actor, process, definition, organization.path, subject.pk)
        or (appeals is not None and (can_appeal(actor, appeals) or can_enter_appeal(actor, appeals))),
        _("Your role does not hand in matters of this kind for this organisation."),
    )
    checks.received_date(actor, received_on)
    if carries_on is not None:
        carries_on = checked_to_go_on(actor, carries_on, process_key, subject, organization, received_on)
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
        appeals=appeals,
        carries_on=carries_on,
        version=0,
    )
    record(actor, case, draft)
    return case


def appeal_case(
    actor: Actor, case: Case, *, received_on: date, expected_version: int, letter_no: str = "", remark: str = ""
) -> Case:
    """Object to how a matter ended: the matter that begins is of the process which its ending names, and linked to it.

    Sent twice it begins once; the first one is answered again.
    """
    case = lock(actor, case)
    is_repeat(actor, case, expected_version, Draft(kind=EventKind.OPENED, happened_on=received_on))
    earlier = _objection_to(case)
    if earlier is not None and earlier.received_on == received_on and _opened_by(earlier) == actor.account_id:
        return earlier
    process_key = _appeal(case).process
    try:
        return open_case(
            actor,
            process_key,
            subject=case.subject,
            organization=case.organization,
            received_on=received_on,
            letter_no=letter_no,
            remark=remark,
            appeals=case,
        )
    except Http404 as missing:
        raise Refused(_("The process for objections (%(key)s) is not published.") % {"key": process_key}) from missing


def _appeal(case: Case) -> Appeal:
    ending = definition_of(case.process_version_id).ending(case.ended_how)
    if ending is None or ending.appeal is None:
        raise Refused(_("Against this matter, as it is now, there is no objection."), code="no_appeal")
    return ending.appeal


def _check_objection(actor: Actor, process_key: str, case: Case, subject: Person, received_on: date) -> None:
    if _appeal(case).process != process_key or case.subject_id != subject.pk:
        raise Refused(_("Against this matter, as it is now, there is no objection."), code="no_appeal")
    last = appeal_until(case)
    if last is None or received_on > last:
        raise Refused(
            _("The time to object ended on %(last)s.") % {"last": long_date(last or case.step_since)},
            code="late",
            field="received_on",
        )
    checks.date_not_before(received_on, case.step_since, field="received_on")
    if received_on != actor.today() and not can_enter_appeal(actor, case):
        raise NotAllowed(_("An objection counts as received today; only the office in charge enters an earlier day."))
    if _objection_to(case) is not None:
        raise Refused(_("An objection to this matter was handed in already."), code="appealed")


def _objection_to(case: Case) -> Case | None:
    """The one that was handed in since the matter ended; one that was reopened and ended anew can have another."""
    return Case.objects.filter(appeals=case, received_on__gte=case.step_since).order_by("-received_on", "-id").first()


def _opened_by(case: Case) -> UUID | None:
    return CaseEvent.objects.get(case=case, sequence=1).recorded_by
