"""The institution's own steps before the ministry's: begun from the draft, ended by its sending."""

from datetime import date

from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.products.academic import policies
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.queries import inside_that_runs, processes_inside
from tidtam.tracking import actions as tracking
from tidtam.tracking.models import Case

from .requests import locked, must, must_be_current, one_at_a_time, save


def begin_inside(
    actor: Actor, request: AcademicRequest, *, process_key: str, received_on: date, version: int
) -> AcademicRequest:
    """Begin the institution's own matter, or take up the one that the applicant handed in. Begun twice, it is one."""
    with atomic():
        request = locked(actor, request)
        if policies.inside_of(request) is not None and policies.is_of_institution(actor, request):
            return request
        must(policies.can_begin_inside(actor, request))
        must_be_current(request, version)
        if request.person is None or process_key not in {each.key for each in processes_inside(actor, request)}:
            raise Http404
        one_at_a_time(request.person.pk)
        runs = inside_that_runs(actor, request, process_key)
        request.inside = runs or tracking.open_case(
            actor,
            process_key,
            subject=request.person,
            organization=request.organization,
            received_on=received_on,
        )
        save(actor, request, "academic_request_inside_begun")
    return request


def end_inside(actor: Actor, request: AcademicRequest) -> Case | None:
    """The institution's own matter, ended by the sending; what stands in the way of that is refused."""
    inside = policies.inside_of(request)
    if inside is None:
        return None
    return tracking.end_to_go_on(
        actor,
        inside,
        policies.process_key_of(request),
        happened_on=actor.today(),
        letter_no=request.letter_no,
    )


def withdraw_inside(actor: Actor, request: AcademicRequest, reason: str) -> None:
    """What still runs ends with the request; of what had ended to go on, the applicant is told that it does not."""
    inside = policies.inside_of(request)
    if inside is None or (not inside.is_open and request.case is not None):
        return
    try:
        if inside.is_open:
            tracking.withdraw_case(
                actor, inside, remark=reason, happened_on=actor.today(), expected_version=inside.version
            )
        else:
            text = _("The request was withdrawn and does not go on: %(reason)s") % {"reason": reason}
            tracking.add_note(actor, inside, text=text, for_subject=True, expected_version=inside.version)
    except NotAllowed as refused:
        raise Refused(
            _("The steps inside the institution are run by another role: have them end there first.")
        ) from refused
