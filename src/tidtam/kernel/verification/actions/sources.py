"""What sources are asked, and what follows from their answers. Nothing is locked while they are being asked."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import heads
from tidtam.kernel.people.actions import VerifiedClaims, reveal_number
from tidtam.kernel.people.choices import IdentifierKind, Precision
from tidtam.kernel.people.models import Person
from tidtam.kernel.verification.choices import Ending, State, Way
from tidtam.kernel.verification.connectors import Answer, Employment, Outcome, Result, Source, Stated
from tidtam.kernel.verification.jobs import order_asking
from tidtam.kernel.verification.models import EvidenceRow, VerificationRequest
from tidtam.kernel.verification.notices import APPROVED, BADGE, REFUSED, WAITS
from tidtam.kernel.verification.sealing import open_card
from tidtam.thai.dates import PartialDate

from .opening import end, keep, leave_trail, tell
from .proving import prove_person, vouch_for_service

_MINUTES = (1, 5, 15, 60, 180, 360, 720, 1_440, 1_440)
"""How long after each silence the sources are asked again; in all some three days."""


@dataclass(frozen=True)
class Question:
    stated: Stated
    was_proven: bool
    """Whether it is known who the person is: then only who serves here is asked."""
    answered: frozenset[Source]
    """Who has answered already, and is not asked again."""


def take_question(actor: Actor, request_id: UUID) -> Question | None:
    """Nothing for a request that waits for no source any more."""
    row = _waiting(actor, request_id)
    if row is None:
        return None
    card, answered = open_card(row), row.evidence.values_list("source", flat=True)
    stated = card or as_known(actor, row.person_id)
    return Question(stated, was_proven=card is None, answered=frozenset(map(Source, answered)))


def keep_outcome(actor: Actor, request_id: UUID, question: Question, outcome: Outcome) -> None:
    """What was answered is kept, and the request goes on as far as the answers carry it. Safe to run twice."""
    with transaction.atomic():
        row = _waiting(actor, request_id)
        if row is None or bool(row.sealed_card) == question.was_proven:
            return
        for answer in outcome.answers:
            _keep_evidence(actor, row, answer)
        if outcome.is_contradicted:
            _refuse(actor, row, _contradiction(outcome))
        elif not outcome.is_proven:
            _wait(actor, row)
        elif question.was_proven or _prove(actor, row, question.stated):
            _look_for_service(actor, row, outcome)


def forget_cards(actor: Actor) -> int:
    """Cards that no source could be asked about in time: nothing of them remains, and the person is told."""
    over = VerificationRequest.objects.select_for_update(of=("self",), skip_locked=True)
    rows = list(over.filter(card_until__lte=actor.now())[:100])
    for row in rows:
        _refuse(actor, row, Ending.TOO_LONG)
    return len(rows)


def _waiting(actor: Actor, request_id: UUID) -> VerificationRequest | None:
    if not actor.is_system:
        raise NotAllowed(_("Sources are asked by the platform."))
    waiting = VerificationRequest.objects.select_for_update(of=("self",)).filter(pk=request_id, state=State.CHECKING)
    row = waiting.select_related("organization").first()
    if row is not None and row.card_until is not None and row.card_until <= actor.now():
        _refuse(actor, row, Ending.TOO_LONG)
        return None
    return row


def as_known(actor: Actor, person_id: UUID) -> Stated:
    """What was proven of a person, as a source is asked about it. The platform's alone: the number is opened."""
    person = Person.objects.get(pk=person_id)
    return Stated(
        national_id=reveal_number(actor, person_id),
        given_name=person.given_name,
        middle_name=person.middle_name,
        family_name=person.family_name,
        born=_born(person),
    )


def _born(person: Person) -> PartialDate:
    """A year that no list knows where none is on record: what is not known must not agree with anything."""
    day = person.birth_date
    if day is None:
        return PartialDate(1)
    month = day.month if person.birth_precision != Precision.YEAR else None
    return PartialDate(day.year, month, day.day if person.birth_precision == Precision.DAY else None)


def _contradiction(outcome: Outcome) -> Ending:
    too_little = any(answer.result is Result.INCOMPLETE for answer in outcome.answers)
    return Ending.INCOMPLETE if too_little else Ending.MISMATCH


def _keep_evidence(actor: Actor, row: VerificationRequest, answer: Answer) -> None:
    told = answer.evidence
    EvidenceRow.objects.create(
        request=row,
        source=told.source,
        result=told.result,
        checked=[part.value for part in told.checked],
        differing=[part.value for part in told.differing],
        checked_at=told.at,
    )
    leave_trail(actor, "verification.checked", row, source=told.source.value, result=told.result.value)


def _prove(actor: Actor, row: VerificationRequest, card: Stated) -> bool:
    """The card agrees with the civil registry: it is needed no more, whatever comes."""
    claims = VerifiedClaims(
        source=Source.CIVIL_REGISTRY.value,
        given_name=card.given_name,
        middle_name=card.middle_name or None,
        family_name=card.family_name,
        birth_date=card.born.earliest,
        birth_precision=Precision.DAY if card.born.day else Precision.MONTH if card.born.month else Precision.YEAR,
    )
    row.sealed_card, row.card_until = "", None
    try:
        with transaction.atomic():
            prove_person(actor, row, kind=IdentifierKind.NATIONAL_ID, number=card.national_id, claims=claims)
    except Refused as refused:
        taken = refused.code == "number_in_use"
        _refuse(actor, row, Ending.NUMBER_IN_USE if taken else Ending.OTHER_NUMBER)
        return False
    return True


def _look_for_service(actor: Actor, row: VerificationRequest, outcome: Outcome) -> None:
    found = outcome.personnel
    office = _office_of(found.employment) if found and found.employment else None
    if found and office:
        vouch_for_service(
            actor,
            row.person_id,
            organization=office,
            unit=_unit_of(found.employment, office),
            position=found.employment.position if found.employment else "",
            source_kind=found.evidence.source.value,
            source_id=row.pk,
        )
        _approve(actor, row, office)
    elif outcome.to_ask_again and row.tries < len(_MINUTES):
        _wait(actor, row)
    elif row.way == Way.CARD:
        _approve(actor, row, None)
    else:
        _refuse(actor, row, Ending.TOO_LONG if outcome.to_ask_again else Ending.NOT_LISTED)


def _office_of(employment: Employment) -> Organization | None:
    """The office by its code, or by its name; else the ministry itself, with the name as the unit."""
    living = Organization.objects.filter(ended_at=None)
    code, name = employment.organization_code.strip().lower(), " ".join(employment.organization.split())
    by_code = living.filter(code=code).first() if code else None
    return by_code or (living.filter(name_th=name).order_by("path").first() if name else None) or heads().first()


def _unit_of(employment: Employment | None, office: Organization) -> str:
    name = " ".join(employment.organization.split()) if employment else ""
    return "" if name == office.name_th else name[:200]


def _wait(actor: Actor, row: VerificationRequest) -> None:
    """Asked again by itself, after longer and longer; the person is told once."""
    row.next_try_at = actor.now() + timedelta(minutes=_MINUTES[min(row.tries, len(_MINUTES) - 1)])
    if row.card_until is not None:
        row.next_try_at = min(row.next_try_at, row.card_until)
    row.tries += 1
    keep(row)
    order_asking(row.pk, row.next_try_at)
    if row.tries == 1:
        tell(actor, row, WAITS)


def _approve(actor: Actor, row: VerificationRequest, office: Organization | None) -> None:
    end(actor, row, State.APPROVED)
    leave_trail(actor, "verification.approved", row)
    if office is None:
        tell(actor, row, APPROVED)
    else:
        tell(actor, row, BADGE, {"organization": {"th": office.name_th, "en": office.name_en or office.name_th}})


def _refuse(actor: Actor, row: VerificationRequest, ending: Ending) -> None:
    end(actor, row, State.REFUSED, ending)
    leave_trail(actor, "verification.refused", row, ending=ending.value)
    tell(actor, row, REFUSED)
