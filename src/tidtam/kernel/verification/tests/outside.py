"""The sources as a test lets them answer, and an account that is asked about."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.queries import badge_of
from tidtam.kernel.verification import queries, tasks
from tidtam.kernel.verification.actions import (
    begin_with_card,
)
from tidtam.kernel.verification.connectors import (
    Answer,
    Employment,
    Evidence,
    Outcome,
    Reason,
    Result,
    Silence,
    Source,
    Stated,
)
from tidtam.kernel.verification.models import VerificationRequest

from .factories import BORN, NAMES, acting

LASER = "JT9988776655"
WORK = Employment(organization_code="PSU", organization="สถาบันสมมติ", position="นักวิชาการ")
REGISTRY, DIRECTORY, HR = Source.CIVIL_REGISTRY, Source.DIRECTORY, Source.HR_SYSTEM
Said = Result | Reason


@dataclass
class Outside:
    """What the sources say to whoever asks; each entry is one of them."""

    says: dict[Source, Said]
    asked: list[Stated]

    def __call__(self, stated: Stated, *, now: Any, was_proven: bool, without: frozenset[Source]) -> Outcome:
        self.asked.append(stated)
        outcome = Outcome(was_proven=was_proven)
        for source, said in self.says.items():
            if source in without or (was_proven if source is REGISTRY else not outcome.is_proven or outcome.personnel):
                continue
            if isinstance(said, Reason):
                silence = Silence(source=source, reason=said)
                outcome = replace(outcome, silences=(*outcome.silences, silence))
                continue
            evidence = Evidence(source=source, checked=(), result=said, at=now)
            work = WORK if said is Result.MATCH and source is not REGISTRY else None
            outcome = replace(outcome, answers=(*outcome.answers, Answer(evidence=evidence, employment=work)))
        return outcome


@pytest.fixture
def office() -> Organization:
    return make_organization("psu", make_ministry())


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    played = Outside({}, [])
    monkeypatch.setattr(tasks, "ask_all", played)
    monkeypatch.setattr(queries, "is_configured", lambda source: True)
    return played


def ask(account: Account, number: str) -> VerificationRequest:
    actor = acting(account)
    stated = Stated(national_id=number, laser_code=LASER, born=BORN, **NAMES)
    with acting_as(actor):
        return begin_with_card(actor, card=stated)


def run(request: VerificationRequest, outside: Outside, *says: Said) -> VerificationRequest:
    """The job, run by hand."""
    outside.says = dict(zip((REGISTRY, DIRECTORY, HR), says, strict=False))
    tasks.ask_sources_job(str(request.pk))
    with acting_as(SYSTEM):
        request.refresh_from_db()
    return request


def has_badge(account: Account) -> bool:
    account.refresh_from_db()
    with acting_as(SYSTEM):
        return account.person_id is not None and badge_of(SYSTEM, account.person_id) is not None


def kinds_told(account: Account) -> list[str]:
    account.refresh_from_db()
    with acting_as(SYSTEM):
        told = Notice.objects.filter(person=account.person_id, kind__startswith="verification.")
        return list(told.order_by("pk").values_list("kind", flat=True))
