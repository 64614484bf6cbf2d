"""What the sources answer, and what becomes of a request."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.queries import badge_of, find_person_id
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.kernel.verification import queries, tasks
from tidtam.kernel.verification.actions import (
    begin_with_card,
    begin_with_staff_lists,
    cancel_request,
    keep_outcome,
    take_question,
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
from tidtam.kernel.verification.models import EvidenceRow, VerificationRequest
from tidtam.thai import national_id
from tidtam.thai.numerals import to_thai

from .factories import BORN, NAMES, acting, make_temporary

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-13")]

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


def at(moment: Any, monkeypatch: pytest.MonkeyPatch) -> Actor:
    worker = replace(SYSTEM, clock=clock_at(moment))
    monkeypatch.setattr(tasks, "_WORKER", worker)
    return worker


def card(number: str, **given: str) -> dict[str, str]:
    return {"number": number, "laser": "jt9-9887766-55", "born": "29/2/2535", **NAMES, **given}


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


@pytest.mark.parametrize(
    ("says", "badge"),
    [
        ((Result.MATCH, Result.MATCH), True),
        ((Result.MATCH, Result.NOT_FOUND, Result.MATCH), True),
        ((Result.MATCH, Result.NOT_FOUND, Result.NOT_FOUND), False),
    ],
)
def test_the_registry_makes_permanent_and_a_list_gives_the_badge(
    office: Organization, outside: Outside, says: tuple[Said, ...], badge: bool
) -> None:
    account = make_temporary()
    browser, number = client_for(account), next_number()
    assert "/account/verify/card/" in browser.get("/account/verify/").content.decode()
    typed = to_thai(national_id.display(number))
    assert browser.post("/account/verify/card/", card(typed)).status_code == 302
    with acting_as(SYSTEM):
        request = VerificationRequest.objects.get()
    assert run(request, outside, *says).state == "approved"
    assert outside.asked[0].national_id == number
    account.refresh_from_db()
    assert account.temporary_until is None
    assert account.person_id == find_person_id("national_id", number)
    assert has_badge(account) is badge
    assert kinds_told(account) == ["verification.badge" if badge else "verification.approved"]
    page = browser.get("/account/verify/request/").content.decode()
    assert "ทะเบียนราษฎร" in page
    assert request.sealed_card == ""


def test_matters_entered_earlier_for_the_number_are_theirs(office: Organization, outside: Outside) -> None:
    number = next_number()
    known = make_person(number=number, organization=office)
    account = make_temporary()
    run(ask(account, number), outside, Result.MATCH, Result.NOT_FOUND, Result.NOT_FOUND)
    account.refresh_from_db()
    assert account.person_id == known.pk
    known.refresh_from_db()
    assert known.given_name == NAMES["given_name"]


def test_what_does_not_agree_ends_the_request_and_leaves_nothing_of_the_card(outside: Outside) -> None:
    account, number = make_temporary(), next_number()
    request = run(ask(account, number), outside, Result.MISMATCH)
    assert (request.state, request.ending, request.sealed_card) == ("refused", "mismatch", "")
    assert find_person_id("national_id", number) is None
    assert kinds_told(account) == ["verification.refused"]
    account.refresh_from_db()
    assert account.temporary_until is not None


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


@pytest.mark.requirement("IDN-52")
def test_the_code_on_the_back_stands_nowhere(outside: Outside, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG", logger="tidtam")
    account, number = make_temporary(), next_number()
    browser = client_for(account)
    wrong = browser.post("/account/verify/card/", card(number, born="33/33/2535"))
    assert wrong.status_code == 200
    assert "9887766" not in wrong.content.decode()
    browser.post("/account/verify/card/", card(number))
    with acting_as(SYSTEM):
        request = VerificationRequest.objects.get()
        jobs = connection.cursor()
        jobs.execute("SELECT string_agg(args::text, ' ') FROM procrastinate_jobs")
        queued = str(jobs.fetchone())
        trail = " ".join(str(row) for row in AuditRecord.objects.values_list("details", "object_id"))
    assert request.sealed_card.startswith("v1.")
    for text in (queued, trail, caplog.text, browser.get("/account/verify/request/").content.decode()):
        assert not re.search(r"9887766|9988776655", text)
        assert number not in text
    actor = acting(account)
    with acting_as(actor):
        cancel_request(actor, request)
    with acting_as(SYSTEM):
        request.refresh_from_db()
    assert request.sealed_card == ""


def test_one_number_has_one_account_and_the_second_is_told_kindly(outside: Outside) -> None:
    number, first, second = next_number(), make_temporary(), make_temporary()
    run(ask(first, number), outside, Result.MATCH, Result.NOT_FOUND, Result.NOT_FOUND)
    request = run(ask(second, number), outside, Result.MATCH, Result.NOT_FOUND, Result.NOT_FOUND)
    assert (request.state, request.ending) == ("refused", "number_in_use")
    page = client_for(second).get("/account/verify/request/").content.decode()
    assert "บุคคลหนึ่งมีได้บัญชีเดียว" in page
    assert str(first.username) not in page
    second.refresh_from_db()
    assert second.temporary_until is not None


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


def test_whose_number_is_proven_is_only_looked_up_in_the_lists(office: Organization, outside: Outside) -> None:
    account = make_account(make_person())
    actor = acting(account)
    with acting_as(actor):
        request = begin_with_staff_lists(actor)
    assert run(request, outside, Result.MISMATCH, Result.MATCH).state == "approved"
    assert has_badge(account)
    other = make_account(make_person())
    assert client_for(other).post("/account/verify/staff-lists/").status_code == 302
    with acting_as(SYSTEM):
        asked = VerificationRequest.objects.get(account=other)
    ended = run(asked, outside, Result.MISMATCH, Result.NOT_FOUND, Result.NOT_FOUND)
    assert (ended.state, ended.ending) == ("refused", "not_listed")


def test_an_unknown_request_is_no_question() -> None:
    with acting_as(SYSTEM):
        assert take_question(SYSTEM, UUID(int=1)) is None
