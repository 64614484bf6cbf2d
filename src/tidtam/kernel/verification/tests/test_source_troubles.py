"""What becomes of a request while sources are down, answer no, or are asked too often."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at
from tidtam.kernel.identity.tests.factories import client_for
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.tests.factories import next_number
from tidtam.kernel.verification import tasks
from tidtam.kernel.verification.actions import (
    begin_with_card,
    cancel_request,
    keep_outcome,
    take_question,
)
from tidtam.kernel.verification.connectors import (
    Answer,
    Evidence,
    Outcome,
    Reason,
    Result,
    Stated,
)
from tidtam.kernel.verification.models import EvidenceRow

from .factories import BORN, NAMES, acting, make_temporary
from .outside import (
    LASER,
    REGISTRY,
    Outside,
    ask,
    has_badge,
    kinds_told,
    office,
    outside,
    run,
)

__all__ = ["office", "outside"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-13")]


def at(moment: Any, monkeypatch: pytest.MonkeyPatch) -> Actor:
    worker = replace(SYSTEM, clock=clock_at(moment))
    monkeypatch.setattr(tasks, "_WORKER", worker)
    return worker


def test_tries_that_do_not_agree_are_slowed_and_limited(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    account, number = make_temporary(), next_number()
    actor, now = acting(account), SYSTEM.now()
    stated = Stated(national_id=number, laser_code=LASER, born=BORN, **NAMES)
    waited = []
    for minutes in (0, 1, 1, 2, 4, 7, 8, 9, 20, 40, 60, 120, 600):
        later = now + timedelta(minutes=minutes)
        at(later, monkeypatch)
        client = client_for(account)
        with acting_as(replace(actor, clock=clock_at(later))) as then:
            try:
                request = begin_with_card(then, card=stated)
            except Exception as refused:
                waited.append(getattr(refused, "code", ""))
                continue
        run(request, outside, Result.MISMATCH)
        waited.append("asked")
        assert client.get("/account/verify/").status_code == 200
    assert waited[:3] == ["asked", "asked", "too_soon"]
    assert waited.count("asked") == 5
    assert waited[-1] == "too_often"


def test_a_source_that_is_down_lets_the_request_wait_and_the_person_is_told_once(
    office: Organization, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_temporary()
    request, gaps = ask(account, next_number()), []
    now = SYSTEM.now()
    for _attempt in range(4):
        at(now, monkeypatch)
        request = run(request, outside, Reason.UNREACHABLE)
        assert request.state == "checking"
        assert request.next_try_at is not None
        gaps.append(request.next_try_at - now)
        now = request.next_try_at
    assert gaps == sorted(gaps)
    assert gaps[0] < gaps[-1]
    assert kinds_told(account) == ["verification.waits"]
    assert "ระบบจะสอบถามใหม่เอง" in client_for(account).get("/account/verify/request/").content.decode()
    assert run(request, outside, Result.MATCH, Result.MATCH).state == "approved"
    assert has_badge(account)


def test_while_only_a_list_is_down_the_account_is_permanent_and_the_card_gone(
    office: Organization, outside: Outside
) -> None:
    account, number = make_temporary(), next_number()
    request = run(ask(account, number), outside, Result.MATCH, Result.NOT_FOUND, Reason.SLOW)
    account.refresh_from_db()
    assert account.temporary_until is None
    assert (request.state, request.sealed_card, request.card_until) == ("checking", "", None)
    assert run(request, outside, Result.MISMATCH, Result.MATCH, Result.MATCH).state == "approved"
    assert outside.asked[-1].laser_code == ""
    with acting_as(SYSTEM):
        asked = list(EvidenceRow.objects.order_by("pk").values_list("source", "result"))
    assert asked == [("civil_registry", "match"), ("directory", "not_found"), ("hr_system", "match")]


@pytest.mark.requirement("IDN-52")
def test_after_a_day_nothing_of_the_card_remains(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_temporary()
    request = run(ask(account, next_number()), outside, Reason.UNREACHABLE)
    assert request.sealed_card
    at(request.begun_at + timedelta(hours=23, minutes=55), monkeypatch)
    tasks.forget_old_cards(0)
    with acting_as(SYSTEM):
        request.refresh_from_db()
    assert (request.state, request.ending, request.sealed_card) == ("refused", "too_long", "")
    assert kinds_told(account)[-1] == "verification.refused"


def test_cancelled_while_the_sources_were_asked_nothing_happens(outside: Outside, office: Organization) -> None:
    account, number = make_temporary(), next_number()
    request, actor = ask(account, number), acting(account)
    with acting_as(SYSTEM):
        question = take_question(SYSTEM, request.pk)
    assert question is not None
    with acting_as(actor):
        cancel_request(actor, request)
    proven = Outcome(
        answers=(Answer(evidence=Evidence(source=REGISTRY, checked=(), result=Result.MATCH, at=SYSTEM.now())),)
    )
    with acting_as(SYSTEM):
        keep_outcome(SYSTEM, request.pk, question, proven)
    account.refresh_from_db()
    assert account.temporary_until is not None


def test_the_job_may_run_twice(outside: Outside, office: Organization) -> None:
    account = make_temporary()
    request = run(ask(account, next_number()), outside, Result.MATCH, Result.MATCH)
    run(request, outside, Result.MISMATCH)
    assert len(outside.asked) == 1
    assert kinds_told(account) == ["verification.badge"]


def test_an_unknown_request_is_no_question() -> None:
    with acting_as(SYSTEM):
        assert take_question(SYSTEM, UUID(int=1)) is None
