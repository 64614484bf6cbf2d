import hashlib
from datetime import timedelta

from django.db.models import QuerySet

from tidtam.kernel.actor import system_clock

from .models import Attempt, Received, Registration, Visit

ATTEMPT_LASTS = timedelta(minutes=15)
VISIT_LASTS = timedelta(hours=12)


def digest_of(mark: str) -> str:
    return hashlib.sha256(mark.encode(errors="replace")).hexdigest()


def registration() -> Registration | None:
    return Registration.objects.first()


def attempt_of(mark: str, state: str) -> Attempt | None:
    """Of this very browser: whoever is led here with an answer to somebody else's question has none."""
    begun = Attempt.objects.filter(browser=digest_of(mark), begun_at__gt=system_clock() - ATTEMPT_LASTS)
    return begun.filter(state=state).first()


def visit_of(mark: str) -> Visit | None:
    since = system_clock() - VISIT_LASTS
    return Visit.objects.filter(browser=digest_of(mark), begun_at__gt=since).first() if mark else None


def received() -> QuerySet[Received]:
    return Received.objects.all()[:100]
