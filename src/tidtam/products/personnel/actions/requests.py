from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import affiliate_person
from tidtam.kernel.people.models import Person
from tidtam.products.personnel import policies
from tidtam.products.personnel.choices import TARGET_LEVELS, Kind, RequestState
from tidtam.products.personnel.groups import PAPER, facts_of, missing_of
from tidtam.products.personnel.models import PersonnelRequest
from tidtam.products.personnel.queries import get_staff_member, own_office, round_for, running_like
from tidtam.tracking import actions as tracking
from tidtam.tracking.wording import long_date

from .keeping import id_of_nobody_else, locked, must, must_be_current, one_at_a_time, save

Facts = Mapping[str, Any]


def draft_request(
    actor: Actor,
    *,
    draft_id: UUID,
    kind: str,
    person: Person,
    organization: Organization,
    is_on_paper: bool,
    facts: Facts,
) -> PersonnelRequest:
    """Begin a request. The id comes with the form, so that a form sent twice makes one draft."""
    _must_be_theirs_to_begin(actor, person, organization, is_on_paper=is_on_paper)
    with atomic():
        one_at_a_time(draft_id)
        known = PersonnelRequest.objects.filter(id=draft_id).select_related("organization").first()
        if known is not None:
            if known.drafted_by != actor.account_id:
                raise Http404
            return known
        request = PersonnelRequest(
            id=draft_id,
            kind=Kind(kind),
            organization=organization,
            person=person,
            is_on_paper=is_on_paper,
            drafted_by=actor.account_id,
            drafted_at=actor.now(),
            version=0,
        )
        _enter(actor, request, facts)
        with id_of_nobody_else():
            save(actor, request, "drafted")
    return request


def change_request(actor: Actor, request: PersonnelRequest, *, facts: Facts, version: int) -> PersonnelRequest:
    """Change some of the facts of a draft, or of a request that the office returned."""
    with atomic():
        request = locked(actor, request)
        must(policies.can_change(actor, request))
        must_be_current(request, version)
        _enter(actor, request, facts)
        if not request.is_draft:
            _must_be_complete(request)
        save(actor, request, "changed")
    return request


def submit_request(
    actor: Actor, request: PersonnelRequest, *, version: int, expected_round: str = ""
) -> PersonnelRequest:
    """Hand a draft in to the personnel office: its matter begins. Sent twice, it is handed in once.

    `expected_round` is the round of moves the person was told; another one is never taken silently.
    """
    with atomic():
        request = locked(actor, request)
        if request.state == RequestState.SUBMITTED and not policies.awaits_correction(request):
            return request
        must(request.is_draft and policies.can_submit(actor, request))
        must_be_current(request, version)
        if not request.is_on_paper:
            request.received_on = actor.today()
        _must_be_complete(request)
        _must_be_possible(actor, request)
        one_at_a_time(request.person_id)
        _must_be_only_one(actor, request)
        _take_round(actor, request, expected_round)
        if policies.is_own(actor, request):
            affiliate_person(actor, request.person, organization=request.organization)
        request.case = tracking.open_case(
            actor,
            Kind(request.kind).process_key,
            subject=request.person,
            organization=request.organization,
            received_on=request.received_on or actor.today(),
            letter_no=request.letter_no,
        )
        request.state = RequestState.SUBMITTED
        request.submitted_at = actor.now()
        save(actor, request, "submitted")
    return request


def resubmit_request(actor: Actor, request: PersonnelRequest, *, version: int) -> PersonnelRequest:
    """Hand a returned request in again after mending it."""
    with atomic():
        request = locked(actor, request)
        if request.case is None:
            raise Refused(_("The request has not been handed in yet."))
        if not policies.awaits_correction(request):
            return request
        must(policies.can_submit(actor, request))
        must_be_current(request, version)
        _must_be_complete(request)
        tracking.resume_case(actor, request.case, happened_on=actor.today(), expected_version=request.case.version)
        save(actor, request, "resubmitted")
    return request


def withdraw_request(actor: Actor, request: PersonnelRequest, *, reason: str, version: int) -> PersonnelRequest:
    """Take the request back for good; what was begun ends as withdrawn."""
    with atomic():
        request = locked(actor, request)
        if policies.is_withdrawn(request):
            return request
        must(policies.can_withdraw(actor, request))
        must_be_current(request, version)
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
        save(actor, request, "withdrawn")
    return request


def _must_be_theirs_to_begin(actor: Actor, person: Person, organization: Organization, *, is_on_paper: bool) -> None:
    """The employee in the office where they serve, or the officer for somebody in the register."""
    if is_on_paper:
        row = get_staff_member(actor, person.pk)
        serves = row.organization_id == organization.pk and row.status == "serving"
        if serves and policies.keeps_register(actor, organization.path):
            return
    elif actor.is_person(person.pk) and own_office(actor) == organization:
        return
    raise NotAllowed(
        _("Requests are begun by those who serve in the office, or entered for them by its personnel officers.")
    )


def _enter(actor: Actor, request: PersonnelRequest, facts: Facts) -> None:
    known = facts_of(request.kind, is_on_paper=request.is_on_paper)
    for name, value in facts.items():
        if name not in known:
            raise TypeError(f"a request of the kind {request.kind} has no {name}")
        if name in PAPER.fields and not request.is_draft:
            continue  # the receipt is corrected in the matter itself
        setattr(request, name, value)
    if request.target_level and request.target_level not in TARGET_LEVELS:
        raise Refused(_("Choose one of the levels of the list."), code="level", field="target_level")
    if request.received_on and request.received_on > actor.today():
        raise Refused(
            _("The paper cannot have been received in the future; today is %(today)s.")
            % {"today": long_date(actor.today())},
            code="future",
            field="received_on",
        )
    _must_leave_after_receipt(actor, request)


def _must_leave_after_receipt(actor: Actor, request: PersonnelRequest) -> None:
    received_on = request.received_on or actor.today()
    if request.leave_on and request.leave_on < received_on:
        raise Refused(
            _("Nobody can leave before the request was received, on %(received)s. Enter that day or a later one.")
            % {"received": long_date(received_on)},
            code="before_receipt",
            field="leave_on",
        )


def _must_be_possible(actor: Actor, request: PersonnelRequest) -> None:
    """What was right when it was filled in may not be right any more on the day it is handed in."""
    _must_leave_after_receipt(actor, request)
    if policies.is_own(actor, request) and own_office(actor) != request.organization:
        raise NotAllowed(_("You do not serve in this office any more, so that it cannot take the request."))


def _must_be_complete(request: PersonnelRequest) -> None:
    for _group, name in missing_of(request):
        raise Refused(
            _("Something is still missing; fill in what the request's page names."), code="incomplete", field=name
        )


def _must_be_only_one(actor: Actor, request: PersonnelRequest) -> None:
    other = running_like(actor, request)
    if other is not None and other.received_on:
        raise Refused(
            _(
                "A request of the same kind, received on %(received)s, has not ended yet. "
                "Follow that one, or withdraw it first."
            )
            % {"received": long_date(other.received_on)},
            code="duplicate",
        )


def _take_round(actor: Actor, request: PersonnelRequest, expected: str) -> None:
    if request.kind != Kind.MOVE or request.received_on is None:
        return
    found = round_for(actor, request.organization, request.received_on)
    if expected and expected != found.key:
        raise Refused(
            _("The request would now come into the round of %(round)s. Look at its dates, then send it again.")
            % {"round": found.label},
            code="round",
        )
    request.round_year, request.round_month = found.year, found.month
