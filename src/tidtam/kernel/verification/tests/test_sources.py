"""What the sources answer, and what becomes of a request."""

import re

import pytest
from django.db import connection

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.queries import find_person_id
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.kernel.verification.actions import (
    begin_with_staff_lists,
    cancel_request,
)
from tidtam.kernel.verification.connectors import (
    Result,
)
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.thai import national_id
from tidtam.thai.numerals import to_thai

from .factories import NAMES, acting, make_temporary
from .outside import Outside, Said, ask, has_badge, kinds_told, office, outside, run

__all__ = ["office", "outside"]

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-13")]


def card(number: str, **given: str) -> dict[str, str]:
    return {"number": number, "laser": "jt9-9887766-55", "born": "29/2/2535", **NAMES, **given}


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
    assert "ThaiD หรือ Digital ID เพื่อรวมสองบัญชี" in page
    assert str(first.username) not in page
    second.refresh_from_db()
    assert second.temporary_until is not None


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
