from django.db.transaction import atomic
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.kernel.actor import Actor, Refused
from tidtam.products.academic import policies
from tidtam.products.academic.choices import RequestState
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.queries import running_like, to_answer
from tidtam.tracking import actions as tracking

from .editions import freeze_edition
from .inside import end_inside, withdraw_inside
from .requests import locked, must, must_be_complete, must_be_current, one_at_a_time, save


def submit_request(actor: Actor, request: AcademicRequest, *, version: int) -> AcademicRequest:
    """Send a draft to the ministry: its matter begins. Sent twice, it is still sent once."""
    with atomic():
        request = locked(actor, request)
        if request.state == RequestState.SUBMITTED and policies.is_of_institution(actor, request):
            return request
        must(policies.can_submit(actor, request))
        must_be_current(request, version)
        must_be_complete(request)
        if request.person is None:
            raise Refused(_("The request has no applicant yet."), code="incomplete", field="identifier_number")
        one_at_a_time(request.person.pk)
        _must_be_only_one(actor, request)
        edition = freeze_edition(actor, request)
        inside = end_inside(actor, request)
        request.case = tracking.open_case(
            actor,
            policies.process_key_of(request),
            subject=request.person,
            organization=request.organization,
            received_on=actor.today(),
            letter_no=request.letter_no,
            carries_on=inside,
        )
        request.state = RequestState.SUBMITTED
        request.submitted_at = actor.now()
        save(actor, request, "academic_request_submitted")
        edition.save()
    return request


def resubmit_request(actor: Actor, request: AcademicRequest, *, version: int) -> AcademicRequest:
    """Hand a returned request in again after mending it."""
    with atomic():
        request = locked(actor, request)
        if request.case is None:
            raise Refused(_("The request has not been sent to the ministry yet."))
        if not policies.awaits_institution(request) and policies.is_of_institution(actor, request):
            return request
        must(policies.can_submit(actor, request))
        must_be_current(request, version)
        must_be_complete(request)
        _must_answer_everything(actor, request)
        edition = freeze_edition(actor, request)
        end_inside(actor, request)
        tracking.resume_case(
            actor,
            request.case,
            happened_on=actor.today(),
            expected_version=request.case.version,
            letter_no=request.letter_no,
        )
        save(actor, request, "academic_request_resubmitted")
        edition.save()
    return request


def withdraw_request(actor: Actor, request: AcademicRequest, *, reason: str, version: int) -> AcademicRequest:
    """Take the request back for good; what was begun ends as withdrawn."""
    with atomic():
        request = locked(actor, request)
        if policies.is_withdrawn(request) and policies.is_of_institution(actor, request):
            return request
        must(policies.can_withdraw(actor, request))
        must_be_current(request, version)
        withdraw_inside(actor, request, reason)
        if request.case is None:
            request.state = RequestState.WITHDRAWN
        else:
            request.case = tracking.withdraw_case(
                actor,
                request.case,
                remark=reason,
                happened_on=actor.today(),
                expected_version=request.case.version,
            )
        save(actor, request, "academic_request_withdrawn")
    return request


def _must_be_only_one(actor: Actor, request: AcademicRequest) -> None:
    other = running_like(actor, request)
    if other is not None:
        raise Refused(
            _(
                "A request of this applicant for the same position, letter %(letter)s, has not ended yet. "
                "Follow that one, or withdraw it first."
            )
            % {"letter": other.letter_no},
            code="duplicate",
        )


def _must_answer_everything(actor: Actor, request: AcademicRequest) -> None:
    letter = to_answer(actor, request)
    count = len(letter.unanswered) if letter else 0
    if count:
        message = ngettext(
            "%(count)s thing that the ministry asks to be mended has no answer yet.",
            "%(count)s things that the ministry asks to be mended have no answer yet.",
            count,
        )
        raise Refused(message % {"count": count}, code="unanswered")
