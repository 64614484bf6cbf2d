"""The account administrator of an office decides over a document."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, platform_for
from tidtam.kernel.identity.actions import make_permanent
from tidtam.kernel.people.actions import VerifiedClaims
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.registration.choices import PersonnelKind
from tidtam.kernel.verification.choices import SEEN, State
from tidtam.kernel.verification.connectors import Result
from tidtam.kernel.verification.facts import Declared
from tidtam.kernel.verification.models import EvidenceRow, VerificationRequest
from tidtam.kernel.verification.notices import APPROVED, BADGE, REFUSED
from tidtam.kernel.verification.policies import can_decide
from tidtam.kernel.verification.sealing import declared_of

from .opening import end, leave_trail, take, tell
from .proving import prove_person, vouch_for_service

LONGEST_REASON = 1_000


def approve_request(actor: Actor, request: VerificationRequest, *, version: int) -> VerificationRequest:
    """The document shows what was declared: the account is permanent, and personnel of the ministry get the badge."""
    with transaction.atomic():
        row = _take_undecided(actor, request, version)
        with acting_as(platform_for(actor)) as platform:
            declared = declared_of(row)
            if declared is None:
                raise Refused(_("What this person declared was erased; nothing can be approved."), code="erased")
            _prove(platform, row, declared)
            is_staff = declared.personnel_kind == PersonnelKind.MINISTRY
            if is_staff and row.organization is not None:
                vouch_for_service(
                    platform,
                    row.person_id,
                    organization=row.organization,
                    unit=declared.unit,
                    position=declared.position,
                    source_kind=SEEN,
                    source_id=row.pk,
                )
            _decide(actor, platform, row, State.APPROVED)
            tell(platform, row, BADGE if is_staff else APPROVED, _named(row) if is_staff else None)
        leave_trail(actor, "verification.approved", row)
    return row


def refuse_request(actor: Actor, request: VerificationRequest, *, reason: str, version: int) -> VerificationRequest:
    """The person reads the reason, and may ask anew."""
    text = reason.strip()
    if not text:
        raise Refused(_("Write why; the person reads it."), code="required", field="reason")
    if len(text) > LONGEST_REASON:
        raise Refused(_("The reason is too long."), code="long", field="reason")
    with transaction.atomic():
        row = _take_undecided(actor, request, version)
        with acting_as(platform_for(actor)) as platform:
            row.sealed_reason = seal(row.person_id, text)
            _decide(actor, platform, row, State.REFUSED)
            tell(platform, row, REFUSED)
        leave_trail(actor, "verification.refused", row)
    return row


def _take_undecided(actor: Actor, request: VerificationRequest, version: int) -> VerificationRequest:
    row = take(request, version)
    if not can_decide(actor, row):
        raise NotAllowed(_("Only the account administrator of this office decides, and nobody over their own request."))
    if row.state != State.DECIDING:
        raise Refused(_("This request was decided or cancelled already."), code="state")
    return row


def _prove(platform: Actor, row: VerificationRequest, declared: Declared) -> None:
    if not declared.number:
        make_permanent(platform, row.account)
        return
    person = Person.objects.get(pk=row.person_id)
    claims = VerifiedClaims(
        source=SEEN,
        given_name=person.given_name or None,
        family_name=person.family_name or None,
        given_name_en=person.given_name_en or None,
        family_name_en=person.family_name_en or None,
    )
    prove_person(
        platform,
        row,
        kind=declared.number_kind,
        number=declared.number,
        country=declared.country,
        claims=claims,
    )


def _decide(actor: Actor, platform: Actor, row: VerificationRequest, state: State) -> None:
    row.decided_by_id = actor.account_id
    result = Result.MATCH if state == State.APPROVED else Result.MISMATCH
    EvidenceRow.objects.create(
        request=row, source=SEEN, result=result, checked=[], differing=[], checked_at=actor.now()
    )
    end(platform, row, state)


def _named(row: VerificationRequest) -> dict[str, dict[str, str]]:
    office = row.organization
    return {"organization": {"th": office.name_th, "en": office.name_en or office.name_th}} if office else {}
