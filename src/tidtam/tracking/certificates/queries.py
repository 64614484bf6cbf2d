import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.actor.clock import date_in_bangkok
from tidtam.kernel.files.queries import OpenedFile, open_file
from tidtam.kernel.people.private_text import unseal
from tidtam.tracking.choices import UNSEEN, EventKind
from tidtam.tracking.models import Case, CaseEvent

from .facts import Shown
from .models import Certificate
from .policies import scope

MOST_LISTED = 5
_CODE = re.compile("[a-z2-7]{26}")
_UNSTATED = UNSEEN | {EventKind.NOTE_TO_SUBJECT}
"""What changes nothing of what a certificate states."""


@dataclass(frozen=True, slots=True)
class Listed:
    certificate: Certificate
    is_current: bool


@dataclass(frozen=True, slots=True)
class Verified:
    """What whoever holds the paper is told."""

    shown: Shown
    issued_at: datetime
    is_current: bool
    sha256: str


def _standing(actor: Actor) -> QuerySet[Certificate]:
    return scope(Certificate.objects.filter(ended_at=None), actor)


def stated_sequence(case: Case) -> int:
    """The latest event of what a certificate states of the matter."""
    events = CaseEvent.objects.filter(case=case).exclude(kind__in=_UNSTATED)
    return events.order_by("-sequence").values_list("sequence", flat=True)[0]


def certificates_of(actor: Actor, case: Case) -> list[Listed]:
    """The latest ones of a matter the actor was given, and whether they still say how it stands."""
    found = list(_standing(actor).filter(case=case).order_by("-issued_at", "-id")[:MOST_LISTED])
    latest = stated_sequence(case) if found else 0
    return [Listed(certificate, certificate.sequence == latest) for certificate in found]


def get_certificate(actor: Actor, certificate_id: UUID) -> Certificate:
    found = _standing(actor).filter(pk=certificate_id).first()
    if found is None:
        raise Http404
    return found


def open_certificate(actor: Actor, certificate: Certificate) -> OpenedFile:
    return open_file(actor, certificate.file_id)


def same_today(actor: Actor, case: Case, sequence: int, language: str) -> Certificate | None:
    """One that says the same in the same words and was issued today: a second tap gets no second paper."""
    found = _standing(actor).filter(case=case, sequence=sequence, language=language).order_by("-issued_at", "-id")
    latest = found.first()
    return latest if latest and date_in_bangkok(latest.issued_at) == actor.today() else None


def issued_since_yesterday(actor: Actor) -> int:
    """How many papers the actor printed within a day, the ended ones too."""
    issued = Certificate.objects.filter(person__in=actor.persons, issued_at__gt=actor.now() - timedelta(days=1))
    return scope(issued, actor).count()


def plain_code(typed: str) -> str:
    """The code as it is kept, however it was typed off the paper."""
    return "".join(letter for letter in typed.lower() if letter not in "- \u200b")


def verify(actor: Actor, code: str) -> Verified:
    """Anybody who has the code may ask. One that was ended answers as one that never was."""
    if not _CODE.fullmatch(code):
        raise Http404
    with acting_as(platform_for(actor)) as platform:
        certificate = _standing(platform).select_related("case").filter(code=code).first()
        text = unseal(certificate.person_id, certificate.sealed) if certificate else None
        if certificate is None or text is None:
            raise Http404
        return Verified(
            shown=Shown.from_text(text),
            issued_at=certificate.issued_at,
            is_current=stated_sequence(certificate.case) == certificate.sequence,
            sha256=certificate.sha256,
        )
