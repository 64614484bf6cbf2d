from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client, override_settings

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.identity import middleware
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.models import Account, OpenIdAttempt
from tidtam.kernel.identity.origin import UNKNOWN_ADDRESS
from tidtam.kernel.identity.tests.factories import client_for, make_account, sign_in
from tidtam.kernel.orgs.tests.factories import make_organization

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tidtam.kernel.identity.tests.urls_for_tests")]


def officer(*roles: str) -> Account:
    account = make_account()
    with acting_as(SYSTEM):
        for number, role in enumerate(roles or (Role.MINISTRY_CASE_OFFICER,)):
            make_grant(account, role, make_organization(f"{account.username}-{number}".replace(".", "-")))
    return account


def later(monkeypatch: pytest.MonkeyPatch, **time: float) -> None:
    monkeypatch.setattr(middleware, "clock", clock_at(SYSTEM.now() + timedelta(**time)))


def traces() -> int:
    return OpenIdAttempt.objects.count()


def test_without_a_session_one_is_a_visitor() -> None:
    told = Client().get("/who/").json()
    assert told["kind"] == "visitor"
    assert told["database"] == ["visitor", "", ""]
    assert told["channel"] == "web"


@pytest.mark.requirement("IDN-23")
def test_the_actor_has_account_name_and_role_and_the_database_knows() -> None:
    account = officer()
    told = client_for(account).get("/who/").json()
    assert told["account"] == str(account.pk)
    assert told["name"] == "นายสมมติ ตัวอย่าง"
    assert told["roles"] == [Role.MINISTRY_CASE_OFFICER]
    assert told["database"] == ["member", str(account.pk), Role.MINISTRY_CASE_OFFICER]


@pytest.mark.requirement("IDN-23")
def test_one_role_is_acted_in_at_a_time() -> None:
    told = client_for(officer(Role.MINISTRY_CASE_OFFICER, Role.AUDITOR)).get("/who/").json()
    assert told["roles"] == [Role.MINISTRY_CASE_OFFICER]
    assert told["other_roles"] == [Role.AUDITOR]


@pytest.mark.requirement("IDN-07")
def test_a_password_alone_gives_an_officer_no_roles() -> None:
    told = client_for(officer(), method="password").get("/who/").json()
    assert told["kind"] == "member"
    assert (told["roles"], told["other_roles"], told["database"][2]) == ([], [], "")


def test_what_a_view_wrote_stays_only_if_it_ended_well() -> None:
    client = Client(raise_request_exception=False)
    assert client.get("/write-then-fail/").status_code == 500
    assert client.get("/write-then-404/").status_code == 404
    assert client.get("/write-then-500/").status_code == 503
    assert traces() == 0
    client.get("/write/")
    assert traces() == 1


@pytest.mark.parametrize(
    ("page", "status", "told"),
    [
        ("/write-then-refuse/", 409, "Say why, and how to mend it."),
        ("/write-then-forbid/", 403, "Only the owner may do this."),
    ],
)
def test_a_refusal_that_no_view_expects_is_told_and_undone(page: str, status: int, told: str) -> None:
    answer = client_for(make_account()).get(page)
    assert answer.status_code == status
    assert told in answer.content.decode()
    assert traces() == 0


def test_a_broken_statement_ends_on_the_error_page_and_the_next_request_works() -> None:
    client = client_for(make_account())
    client.raise_request_exception = False
    assert client.get("/broken-sql/").status_code == 500
    assert client.get("/who/").status_code == 200


def test_a_view_that_keeps_its_own_transactions_gets_the_actor_only() -> None:
    told = client_for(make_account()).get("/alone/").json()
    assert told == {"is_in_transaction": False, "kind": "member"}


def test_pages_for_somebody_are_kept_by_no_cache() -> None:
    assert "no-store" in client_for(make_account()).get("/who/")["Cache-Control"]
    assert not Client().get("/who/").has_header("Cache-Control")


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "<script>", UNKNOWN_ADDRESS),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_are_believed(proxies: int, forwarded: str, expected: str) -> None:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, trusted_proxies=proxies)):
        assert Client(headers={"x-forwarded-for": forwarded}).get("/who/").json()["address"] == expected


@pytest.mark.requirement("IDN-07")
@pytest.mark.parametrize(
    ("is_officer", "away", "is_over"),
    [
        (True, timedelta(minutes=29), False),
        (True, timedelta(minutes=31), True),
        (False, timedelta(minutes=119), False),
        (False, timedelta(minutes=121), True),
    ],
)
def test_an_idle_session_ends(
    monkeypatch: pytest.MonkeyPatch, is_officer: bool, away: timedelta, is_over: bool
) -> None:
    client = client_for(officer() if is_officer else make_account())
    later(monkeypatch, minutes=away.total_seconds() / 60)
    assert (client.get("/who/").json()["kind"] == "visitor") is is_over


@pytest.mark.requirement("IDN-07")
def test_a_session_in_use_ends_after_twelve_hours(monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(make_account())
    for hour in range(1, 13):
        later(monkeypatch, hours=hour, minutes=-1)
        assert client.get("/who/").json()["kind"] == "member"
    later(monkeypatch, hours=12, minutes=1)
    assert client.get("/who/").json()["kind"] == "visitor"


@pytest.mark.requirement("IDN-07")
def test_an_ended_session_says_so_once_and_keeps_where_one_was(monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(make_account())
    key = client.cookies["tidtam_session"].value
    later(monkeypatch, hours=3)
    answer = client.get("/members/?tab=2")
    assert answer["Location"] == "/account/sign-in/?next=/members/%3Ftab%3D2"
    assert not Session.objects.filter(pk=key).exists()
    client.cookies["tidtam_language"] = "en"
    page = client.get(answer["Location"])
    assert "You were away for a while" in page.content.decode()
    assert page.context["ended"] == "idle"
    assert client.get("/account/sign-in/").context["ended"] is None


@pytest.mark.requirement("IDN-07")
def test_a_role_given_or_ended_ends_the_sessions_begun_before() -> None:
    account = officer()
    at_desk, at_home = client_for(account), client_for(account)
    with acting_as(SYSTEM):
        make_grant(account, Role.AUDITOR, make_organization("another"))
    assert at_desk.get("/who/").json()["kind"] == "visitor"
    assert at_home.get("/account/sign-in/").context["ended"] == "roles_changed"
    assert client_for(account).get("/who/").json()["roles"] != []


def test_a_locked_account_is_out_with_the_next_request() -> None:
    account = make_account()
    client = client_for(account)
    with acting_as(SYSTEM):
        lock_account(SYSTEM, account)
    assert client.get("/who/").json()["kind"] == "visitor"
    assert client.get("/account/sign-in/").context["ended"] == "closed"


@pytest.mark.requirement("IDN-03")
def test_a_visitor_is_led_to_sign_in_and_back() -> None:
    assert Client().get("/members/?a=1")["Location"] == "/account/sign-in/?next=/members/%3Fa%3D1"
    assert Client().get("/officers/")["Location"] == "/account/sign-in/?next=/officers/"


@pytest.mark.requirement("IDN-03")
def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_for(make_account())
    later(monkeypatch, hours=3)
    answer = client.post("/members/send/", headers={"referer": "http://testserver/members/?tab=2"})
    assert answer["Location"] == "/account/sign-in/?next=/members/%3Ftab%3D2"


def test_a_page_for_officers_does_not_exist_for_others() -> None:
    assert client_for(make_account()).get("/officers/").status_code == 404
    assert client_for(officer(Role.AUDITOR)).get("/officers/").status_code == 404
    assert client_for(officer()).get("/officers/").content == b"for officers"


@pytest.mark.requirement("IDN-07")
def test_an_officer_without_second_factor_is_led_to_set_it_up() -> None:
    answer = client_for(officer(), method="password").get("/officers/")
    assert answer["Location"] == "/account/second-factor/?next=%2Fofficers%2F"


@pytest.mark.requirement("IDN-07", "IDN-23")
def test_the_pages_of_other_shelves_lead_officers_the_same_way() -> None:
    waiting = client_for(officer(Role.AUDITOR), method="password").get("/audit/")
    assert waiting["Location"] == "/account/second-factor/?next=%2Faudit%2F"
    assert client_for(officer(Role.MINISTRY_CASE_OFFICER, Role.AUDITOR)).get("/audit/").status_code == 403
    assert client_for(officer(Role.MINISTRY_CASE_OFFICER)).get("/audit/").status_code == 404


@pytest.mark.requirement("IDN-23")
def test_a_page_of_another_role_offers_to_switch_and_come_back() -> None:
    client = client_for(officer(Role.AUDITOR, Role.MINISTRY_CASE_OFFICER))
    page = client.get("/officers/")
    assert page.status_code == 403
    (choice,) = page.context["choices"]
    answer = client.post("/account/role/", {"grant": choice.grant, "next": page.context["next"]})
    assert answer["Location"] == "/officers/"
    assert client.get("/officers/").content == b"for officers"


def test_signing_in_again_as_somebody_else_leaves_nothing_of_the_first() -> None:
    first, second = make_account(), make_account()
    client = client_for(first)
    sign_in(client, second)
    assert client.get("/who/").json()["account"] == str(second.pk)
