from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, NotAllowed, acting_as, clock_at
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity import access_control, middleware
from tidtam.kernel.identity.actions import make_permanent
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account, sign_in
from tidtam.kernel.orgs.tests.factories import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-12")]


def ended(**given: Any) -> Account:
    return make_account(temporary_until=SYSTEM.today() - timedelta(days=1), **given)


def test_the_last_day_belongs_to_the_account_as_it_is_counted_in_thailand() -> None:
    account = make_account(temporary_until=SYSTEM.today())
    assert not account.is_expired(SYSTEM.now())
    assert account.is_expired(SYSTEM.now() + timedelta(days=1))
    assert not make_account().is_expired(SYSTEM.now() + timedelta(days=10_000))


def test_an_ended_one_still_signs_in_and_is_told_what_is_left_to_do() -> None:
    ended(username="malee.s", password=PASSWORD)
    client = Client()
    assert client.post("/account/sign-in/", {"login": "malee.s", "password": PASSWORD}).status_code == 302
    answer = client.get("/account/start/")
    assert answer.status_code == 403
    assert "identity/expired.html" in [template.name for template in answer.templates]
    assert client.get("/account/").status_code == 200
    assert client.get("/account/sign-out/").status_code == 200


@pytest.mark.parametrize("page", ["/my/cases/", "/work/", "/account/password/", "/account/sessions/", "/about", "/"])
def test_every_other_page_is_closed_read_or_posted(page: str) -> None:
    client = client_for(ended())
    assert (client.get(page).status_code, client.post(page).status_code) == (403, 403)


def test_roles_open_nothing_either() -> None:
    account = ended()
    with acting_as(SYSTEM):
        make_grant(account, Role.MINISTRY_CASE_OFFICER, make_organization("ended-office"))
    assert client_for(account).get("/work/").status_code == 403


def test_a_form_begun_in_time_is_not_taken_after_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_account(username="malee.s", password=PASSWORD, temporary_until=SYSTEM.today())
    client = client_for(account)
    assert client.get("/account/password/").status_code == 200
    monkeypatch.setattr(middleware, "clock", clock_at(SYSTEM.now() + timedelta(days=1)))
    sign_in(client, account)
    new = "ฝนตกแดดออกนกกระจอกเข้ารัง"
    session = client.session
    session["tidtam_started"] = session["tidtam_seen"] = (SYSTEM.now() + timedelta(days=1)).timestamp()
    session.save()
    assert client.post("/account/password/", {"password": new, "repeated": new}).status_code == 403
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_the_pages_of_verification_are_left_open_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access_control, "_open_to_expired", set(access_control._open_to_expired))
    client = client_for(ended())
    assert client.get("/account/sessions/").status_code == 403
    access_control.leave_open_to_expired("account_sessions")
    assert client.get("/account/sessions/").status_code == 200


def test_verified_it_is_permanent_and_everything_is_open_again() -> None:
    account = ended()
    with acting_as(SYSTEM):
        make_permanent(SYSTEM, account)
        make_permanent(SYSTEM, account)
        assert AuditRecord.objects.filter(verb="account.made_permanent", object_id=str(account.pk)).count() == 1
    assert client_for(account).get("/account/sessions/").status_code == 200


def test_nobody_makes_their_own_account_permanent() -> None:
    account = ended()
    owner = Actor(kind=ActorKind.MEMBER, account_id=account.pk, person_id=account.person_id)
    with acting_as(owner), pytest.raises(NotAllowed):
        make_permanent(owner, account)


def test_the_account_s_own_page_says_until_when() -> None:
    account = make_account(temporary_until=SYSTEM.today() + timedelta(days=60))
    assert "บัญชีชั่วคราว" in client_for(account).get("/account/").content.decode()
    assert "บัญชีชั่วคราว" not in client_for(make_account()).get("/account/").content.decode()
