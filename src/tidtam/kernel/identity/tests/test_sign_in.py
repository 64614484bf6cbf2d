from collections import Counter
from typing import Any

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.orgs.tests.factories import make_organization

pytestmark = pytest.mark.django_db
SIGN_IN = "/account/sign-in/"


def post(client: Client, login: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.mark.requirement("IDN-01")
def test_the_page_offers_both_ways_apart_and_says_whom_to_ask() -> None:
    page = Client().get(SIGN_IN, headers={"accept-language": "th"}).content.decode()
    thaid, password = page.index('action="/account/thaid/"'), page.index('name="password"')
    assert thaid < password
    assert "เจ้าของผลงาน เข้าสู่ระบบด้วย ThaiD" in page
    digital_id = page.index('action="/account/digital-id/"')
    assert thaid < digital_id < password
    assert "เข้าสู่ระบบด้วย Digital ID" in page


@pytest.mark.requirement("IDN-01")
@pytest.mark.parametrize("login", ["malee.s", "MALEE.S", " malee.s ", "malee@example.go.th", "Malee@Example.go.th"])
def test_user_name_or_email_and_password_sign_in(login: str) -> None:
    make_account(username="malee.s", email="malee@example.go.th", password=PASSWORD)
    client = Client()
    answer = post(client, login)
    assert answer["Location"] == "/account/start/"
    assert is_signed_in(client)


@pytest.mark.requirement("IDN-03")
def test_one_goes_on_to_where_one_was_going() -> None:
    make_account(username="malee.s", password=PASSWORD)
    client = Client()
    page = client.get(f"{SIGN_IN}?next=/t/abc%3Ffrom%3Dsms")
    assert page.context["next"] == "/t/abc?from=sms"
    assert post(client, "malee.s", next="/t/abc?from=sms")["Location"] == "/t/abc?from=sms"


@pytest.mark.requirement("IDN-03")
@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_signing_in_leads_to_no_other_site(evil: str) -> None:
    make_account(username="malee.s", password=PASSWORD)
    assert post(Client(), "malee.s", next=evil)["Location"] == "/account/start/"
    assert client_for(make_account()).get(SIGN_IN, {"next": evil})["Location"] == "/account/start/"


def test_who_is_signed_in_already_goes_on() -> None:
    assert client_for(make_account()).get(SIGN_IN, {"next": "/t/abc"})["Location"] == "/t/abc"


@pytest.mark.requirement("IDN-06")
def test_the_answer_is_the_same_whether_the_account_exists() -> None:
    make_account(username="malee.s", email="malee@example.go.th", password=PASSWORD)
    make_account(username="thaid.only")
    answers = {
        str(post(Client(), login, "wrong-wrong-wrong").context["form"].errors)
        for login in ("malee.s", "malee@example.go.th", "thaid.only", "nobody", "nobody@example.go.th")
    }
    assert len(answers) == 1


@pytest.mark.requirement("IDN-06")
def test_the_work_is_the_same_whether_the_account_exists(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(username="malee.s", email="malee@example.go.th", password=PASSWORD)
    make_account(username="thaid.only")
    hashings: Counter[str] = Counter()
    login = ""

    def counted(name: str) -> None:
        real = getattr(Argon2PasswordHasher, name)

        def count(self: Argon2PasswordHasher, *given: object) -> object:
            hashings[login] += 1
            return real(self, *given)

        monkeypatch.setattr(Argon2PasswordHasher, name, count)

    counted("encode")
    counted("verify")
    logins = ("malee.s", "malee@example.go.th", "thaid.only", "nobody", "nobody@example.go.th")
    for login in logins:
        post(Client(), login, "wrong-wrong-wrong")
    assert dict(hashings) == dict.fromkeys(logins, 1)


@pytest.mark.requirement("IDN-06")
def test_strangers_are_slowed_down_and_the_owner_at_the_own_desk_is_not() -> None:
    make_account(username="malee.s", password=PASSWORD)
    at_desk = Client()
    post(at_desk, "malee.s")
    at_desk.post("/account/sign-out/")
    for number in range(10):
        post(Client(REMOTE_ADDR=f"198.51.100.{number}"), "malee.s", "wrong-wrong-wrong")
    stranger = Client(REMOTE_ADDR="198.51.100.99")
    answer = post(stranger, "malee.s")
    assert answer.context["form"].non_field_errors().as_data()[0].code == "too_many_tries"
    assert post(at_desk, "malee.s").status_code == 302
    assert is_signed_in(at_desk)


@pytest.mark.requirement("IDN-06")
def test_one_address_cannot_try_many_names() -> None:
    make_account(username="malee.s", password=PASSWORD)
    for number in range(30):
        post(Client(), f"nobody{number}", "wrong-wrong-wrong")
    assert post(Client(), "malee.s").status_code == 200
    assert post(Client(REMOTE_ADDR="203.0.113.5"), "malee.s").status_code == 302


@pytest.mark.requirement("IDN-06")
def test_a_flood_from_one_address_costs_no_hash_and_keeps_no_owner_out(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    limits = {"login_failed": "3/10m/ip,10/15m/key", "login_failed_at_home": "2/15m/key"}
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | limits
    make_account(username="malee.s", password=PASSWORD)
    at_desk, stranger = Client(), Client()
    post(at_desk, "malee.s")
    at_desk.post("/account/sign-out/")
    for number in range(3):
        post(stranger, f"nobody{number}", "wrong-wrong-wrong")
    with monkeypatch.context() as no_more:
        no_more.setattr(Argon2PasswordHasher, "encode", lambda *_: pytest.fail("it was hashed"))
        for number in range(3, 10):
            form = post(stranger, f"nobody{number}", "wrong-wrong-wrong").context["form"]
            assert form.non_field_errors().as_data()[0].code == "too_many_tries"
    # The owner sits at the same address as the stranger: behind the one address of a university.
    assert post(at_desk, "malee.s").status_code == 302
    at_desk.post("/account/sign-out/")
    for _number in range(2):
        post(at_desk, "malee.s", "wrong-wrong-wrong")
    assert post(at_desk, "malee.s").status_code == 200


@pytest.mark.requirement("IDN-06")
def test_an_endless_password_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    make_account(username="malee.s", password=PASSWORD)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", lambda *_: pytest.fail("it was hashed"))
    form = post(Client(), "malee.s", "x" * 10_000).context["form"]
    assert form.errors.as_data()["password"][0].code == "max_length"


@pytest.mark.parametrize(
    ("login", "password"),
    [("malee\x00.s", PASSWORD), ("malee.s", f"{PASSWORD}\x00"), ("m" * 10_000, PASSWORD), ("🙂", PASSWORD), ("", "")],
    ids=["null in name", "null in password", "endless name", "emoji", "empty"],
)
def test_odd_input_gets_an_answer_and_keeps_what_was_typed(login: str, password: str) -> None:
    answer = post(Client(), login, password)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert answer.context["form"]["login"].value() == login


@pytest.mark.requirement("IDN-05")
def test_a_locked_account_is_told_so_only_with_the_right_password() -> None:
    account = make_account(username="malee.s", password=PASSWORD)
    with acting_as(SYSTEM):
        lock_account(SYSTEM, account)
    client = Client()
    assert "ended" not in str(post(client, "malee.s", "wrong-wrong-wrong").context["ended"])
    assert post(client, "malee.s")["Location"] == SIGN_IN
    assert client.get(SIGN_IN).context["ended"] == "closed"
    assert not is_signed_in(client)


def test_a_session_planted_before_signing_in_is_worth_nothing_afterwards() -> None:
    make_account(username="malee.s", password=PASSWORD)
    client = Client()
    client.post("/account/thaid/")
    planted = client.cookies["tidtam_session"].value
    post(client, "malee.s")
    assert client.cookies["tidtam_session"].value != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_forms_without_the_csrf_token_do_nothing() -> None:
    account = make_account(username="malee.s", password=PASSWORD)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(SIGN_IN, {"login": "malee.s", "password": PASSWORD}).status_code == 403
    strict.force_login(account)
    for url in ("/account/sign-out/", "/account/role/", "/account/sessions/", "/account/", "/account/thaid/"):
        assert strict.post(url).status_code == 403


def test_no_other_site_can_frame_the_sign_in_page_and_no_cache_keeps_it() -> None:
    answer = Client().get(SIGN_IN)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]


def test_pages_of_the_machinery_underneath_are_not_there() -> None:
    paths = ("signup/", "login/", "password/reset/", "email/", "2fa/", "reauthenticate/", "logout/", "inactive/")
    for path in paths:
        assert Client().get(f"/account/{path}").status_code == 404


def test_signing_out_ends_the_session_itself() -> None:
    client = client_for(make_account())
    key = client.cookies["tidtam_session"].value
    assert client.get("/account/sign-out/").status_code == 200
    assert is_signed_in(client)
    assert client.post("/account/sign-out/")["Location"] == "/account/signed-out/"
    assert not Session.objects.filter(pk=key).exists()
    assert not is_signed_in(client)
    assert client.post("/account/sign-out/").status_code == 302


def test_signing_out_can_lead_to_the_same_page_as_somebody_else() -> None:
    answer = client_for(make_account()).post("/account/sign-out/", {"next": "/t/abc"})
    assert answer["Location"] == f"{SIGN_IN}?next=%2Ft%2Fabc"


@pytest.mark.requirement("IDN-07")
def test_an_officer_with_a_password_alone_sets_up_the_second_factor_first() -> None:
    account: Account = make_account(username="officer.one", password=PASSWORD)
    with acting_as(SYSTEM):
        make_grant(account, Role.AUDITOR, make_organization("office"))
    answer = post(Client(), "officer.one", next="/work/")
    assert answer["Location"] == "/account/second-factor/?next=%2Fwork%2F"


@pytest.mark.requirement("IDN-03")
def test_a_member_begins_at_their_own_requests() -> None:
    client = client_for(make_account())
    assert client.get("/account/start/")["Location"] == "/my/cases/"
