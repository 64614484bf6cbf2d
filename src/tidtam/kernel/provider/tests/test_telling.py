"""What a service is told, what the person reads before they agree, and signing out."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account
from tidtam.kernel.people.actions import record_assignment, set_contact_address
from tidtam.kernel.people.tests.factories import make_person, next_number, place
from tidtam.kernel.provider.choices import Scope, labels
from tidtam.kernel.provider.models import Consent

from .factories import LEFT, RelyingParty, agree, answer_of, browser_of, make_service, userinfo

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]
EVERYTHING = "openid profile email phone personnel national_id"


@pytest.fixture
def number() -> str:
    return next_number()


@pytest.fixture
def account(number: str) -> Account:
    person = make_person(number=number, given_name="สมหมาย", family_name="ตัวอย่าง")
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, person, kind="mobile", value="081-000-0002")
    return make_account(person=person, email="sommai@example.go.th", username="sommai.t")


@pytest.fixture
def browser(account: Account) -> Client:
    return browser_of(account)


@pytest.fixture
def party() -> RelyingParty:
    return RelyingParty(make_service(scopes=[scope for scope in Scope if scope != Scope.OPENID]))


def assign(account: Account, source: str) -> None:
    assert account.person is not None
    with acting_as(SYSTEM):
        record_assignment(
            SYSTEM,
            account.person,
            organization=place("mhesi/ops"),
            position="นักวิชาการคอมพิวเตอร์",
            level="practitioner",
            unit="ศูนย์เทคโนโลยีสารสนเทศ",
            effective_on=SYSTEM.today(),
            source_kind=source,
            source_id=new_id(),
        )


def told(party: RelyingParty, browser: Client, scope: str) -> dict[str, Any]:
    body: dict[str, Any] = userinfo(party.tokens(browser, scope=scope)["access_token"]).json()
    return body


def test_each_scope_tells_its_own_and_nothing_else(
    party: RelyingParty, browser: Client, account: Account, number: str
) -> None:
    assign(account, "directory")
    always = {"sub": str(account.pk), "verified": True}
    by_scope: dict[str, dict[str, Any]] = {
        "profile": {
            "name": account.display_name,
            "given_name": "สมหมาย",
            "family_name": "ตัวอย่าง",
            "preferred_username": "sommai.t",
            "locale": "th",
        },
        "email": {"email": "sommai@example.go.th", "email_verified": False},
        "phone": {"phone_number": "+66810000002", "phone_number_verified": False},
        "personnel": {
            "organization": "หน่วยงาน ops",
            "organization_en": "Office ops",
            "organization_id": str(place("mhesi/ops").pk),
            "unit": "ศูนย์เทคโนโลยีสารสนเทศ",
            "position": "นักวิชาการคอมพิวเตอร์",
            "badge": True,
        },
        "national_id": {"national_id": number},
    }
    for scope, claims in by_scope.items():
        assert told(party, browser, f"openid {scope}") == always | claims, scope
    assert told(party, browser, "openid") == always


def test_without_a_source_that_vouches_there_is_no_badge(
    party: RelyingParty, browser: Client, account: Account
) -> None:
    assert told(party, browser, "openid personnel")["badge"] is False
    assign(account, "personnel")
    answer = told(party, browser, "openid personnel")
    assert answer["position"] == "นักวิชาการคอมพิวเตอร์"
    assert answer["badge"] is False


def test_the_person_reads_what_is_told_by_whom_and_until_when(
    party: RelyingParty, browser: Client, account: Account
) -> None:
    page = party.send(browser, scope="openid phone national_id")
    text = page.content.decode()
    for label in labels(["openid", "phone", "national_id"]):
        assert label in text
    for label in labels(["email", "personnel"]):
        assert label not in text
    assert "ระบบจองห้องประชุม" in text
    assert "หน่วยงาน mhesi" in text
    assert "rooms@example.go.th" in text
    assert str(SYSTEM.today().year + 1 + 543) in text
    with acting_as(SYSTEM):
        assert not Consent.objects.exists()


def test_saying_no_leads_back_and_nothing_is_kept(party: RelyingParty, browser: Client) -> None:
    page = party.send(browser)
    target = urlsplit(page.context["refuse_url"])
    answer = parse_qs(target.query)
    assert (answer["error"], answer["state"]) == (["access_denied"], ["a-state"])
    assert page.context["refuse_url"].replace("&", "&amp;") in page.content.decode()
    with acting_as(SYSTEM):
        assert not Consent.objects.exists()


def test_agreeing_needs_the_page_and_somebody_signed_in(party: RelyingParty, account: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies.update(browser_of(account).cookies)
    assert strict.post("/oauth/agree", {"asked": "x"}).status_code == 403
    answer = Client().post("/oauth/agree", {"asked": "x"})
    assert answer.headers["Location"].startswith("/account/sign-in/")


def test_what_was_not_asked_rightly_cannot_be_agreed_to(party: RelyingParty, browser: Client) -> None:
    page = party.send(browser)
    asked = page.context["query"].replace("meeting.example.go.th", "evil.example")
    answer = browser.post("/oauth/agree", {"asked": asked})
    assert "evil" not in answer.headers["Location"]
    with acting_as(SYSTEM):
        assert not Consent.objects.exists()


def test_agreeing_to_more_keeps_what_was_agreed_to(party: RelyingParty, browser: Client) -> None:
    first = party.tokens(browser, scope="openid email")
    party.tokens(browser, scope="openid phone")
    assert "email" in userinfo(first["access_token"]).json()
    assert "code" in answer_of(party.send(browser, scope="openid email phone", prompt="none"))
    with acting_as(SYSTEM):
        assert Consent.objects.filter(ended_at=None).count() == 1
        assert Consent.objects.count() == 2


def test_who_was_not_verified_enters_only_where_the_service_takes_them(account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(temporary_until=SYSTEM.today())
    strict, mild = (
        RelyingParty(make_service(name_th=name, takes_temporary=takes)) for name, takes in (("ก", False), ("ข", True))
    )
    browser = browser_of(account)
    page = strict.send(browser)
    assert page.templates[0].name == "provider/not_yet.html"
    assert answer_of(strict.send(browser, prompt="none"))["error"] == "interaction_required"
    asked = page.context["query"]
    assert browser.post("/oauth/agree", {"asked": asked}).status_code == 409
    assert told(mild, browser, "openid")["verified"] is False


def test_each_telling_is_on_record_without_saying_what(party: RelyingParty, browser: Client, account: Account) -> None:
    told(party, browser, EVERYTHING)
    with acting_as(SYSTEM):
        row = AuditRecord.objects.get(verb="service.told")
        assert str(row.actor_client) == party.client_id
        assert row.person_id == account.person_id
        assert set(row.details["scopes"]) == set(EVERYTHING.split())
        verbs = set(AuditRecord.objects.values_list("verb", flat=True))
    assert {"service_consent.given", "service.signed_in"} <= verbs


def test_ones_own_services_are_listed_and_can_be_taken_back(
    party: RelyingParty, browser: Client, account: Account
) -> None:
    given = party.tokens(browser)
    page = browser.get("/account/services/")
    assert "ระบบจองห้องประชุม" in page.content.decode()
    (consent,) = page.context["page"].items
    stranger = browser_of(make_account())
    assert stranger.post(f"/account/services/withdraw/{consent.pk}/").status_code == 404
    assert browser.get(f"/account/services/withdraw/{consent.pk}/").status_code == 200
    assert browser.post(f"/account/services/withdraw/{consent.pk}/").status_code == 302
    assert userinfo(given["access_token"]).status_code == 401
    assert answer_of(party.send(browser, prompt="none"))["error"] == "consent_required"
    # Agreeing anew does not wake up what was ended.
    answer_of(agree(browser, party.send(browser)))
    assert userinfo(given["access_token"]).status_code == 401


class TestSigningOut:
    def asked(self, party: RelyingParty, browser: Client, **given: Any) -> Any:
        query = {"client_id": party.client_id, "post_logout_redirect_uri": LEFT, "state": "s", **given}
        return browser.get("/oauth/logout", {name: value for name, value in query.items() if value})

    def test_here_too_and_back(self, party: RelyingParty, browser: Client) -> None:
        tokens = party.tokens(browser)
        page = self.asked(party, browser, client_id="", id_token_hint=tokens["id_token"])
        assert page.context["name"] == "ระบบจองห้องประชุม"
        gone = browser.post("/oauth/sign-out", {"asked": page.context["query"]})
        back = browser.get(browser.get(gone.headers["Location"]).context["target"])
        assert back.headers["Location"] == f"{LEFT}&state=s"
        assert browser.get("/account/").status_code == 302
        assert userinfo(tokens["access_token"]).status_code == 401

    def test_a_link_alone_signs_nobody_out(self, party: RelyingParty, browser: Client) -> None:
        self.asked(party, browser)
        assert browser.get("/account/").status_code == 200
        strict = Client(enforce_csrf_checks=True)
        strict.cookies.update(browser.cookies)
        assert strict.post("/oauth/sign-out", {"asked": ""}).status_code == 403

    def test_posted_by_the_service(self, party: RelyingParty, browser: Client) -> None:
        answer = Client(enforce_csrf_checks=True).post("/oauth/logout", {"client_id": party.client_id})
        assert answer.status_code == 303
        assert browser.get(answer.headers["Location"]).status_code == 200

    @pytest.mark.parametrize(
        "given",
        [
            {"post_logout_redirect_uri": "https://evil.example/"},
            {"post_logout_redirect_uri": LEFT + "/"},
            {"client_id": ""},
            {"client_id": "01900000-0000-7000-8000-000000000000"},
            {"id_token_hint": "nonsense"},
        ],
    )
    def test_to_an_address_that_is_not_registered_nobody_is_sent(
        self, party: RelyingParty, browser: Client, given: dict[str, str]
    ) -> None:
        assert self.asked(party, Client(), **given).headers["Location"] == "/account/signed-out/"
        page = self.asked(party, browser, **given)
        assert page.context["back_url"] == ""
