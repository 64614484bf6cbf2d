from datetime import timedelta

import pytest
from django.test import Client

from tidtam.kernel.actor import SYSTEM, VISITOR, Actor, ActorKind, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.people.models import ContactAddress, Person
from tidtam.kernel.registration.consents import text_of, text_on
from tidtam.kernel.registration.models import Consent, Draft, Statement
from tidtam.kernel.registration.queries import statement_of
from tidtam.kernel.registration.tasks import clear_old_drafts

from .asked import where, wrong
from .factories import EMAIL, END, PASSWORD, answer, code, go_to, register

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-11")]


def test_from_the_first_question_to_a_signed_in_temporary_account() -> None:
    client = Client()
    account = register(client)
    assert account.temporary_until == SYSTEM.today() + timedelta(days=60)
    assert account.email == EMAIL
    assert account.check_password(PASSWORD)
    assert client.get("/account/").status_code == 200
    page = client.get("/account/register/done/")
    assert page.status_code == 200
    assert "ใช้งานแบบชั่วคราว" in page.content.decode()


def test_what_was_stated_is_kept_where_it_belongs() -> None:
    account = register(Client())
    with acting_as(SYSTEM):
        person = Person.objects.get(account=account)
        assert (person.full_name, str(person.birth_date), person.birth_precision, person.verified_at) == (
            "นางสาวมาลี สมมติ",
            "1992-02-29",
            "day",
            None,
        )
        stated = statement_of(SYSTEM, account.pk)
        assert stated is not None
        assert (stated.sex, stated.personnel_kind, stated.unit) == ("female", "ministry", "กองกลาง")
        assert "กองกลาง".encode() not in bytes(Statement.objects.get().sealed)
        addresses = ContactAddress.objects.filter(person=person).order_by("kind")
        assert [(row.value, row.verified_at is not None) for row in addresses] == [
            (EMAIL, True),
            ("+66810000001", False),
        ]


def test_the_consent_says_what_when_and_which_version() -> None:
    account = register(Client())
    with acting_as(SYSTEM):
        consent = Consent.objects.get(account=account)
    text = text_of(consent.version)
    assert text is not None
    assert consent.text_digest == text.wording("th").digest
    assert consent.given_at.date() == SYSTEM.now().date()


def test_a_foreigner_gives_name_as_in_the_passport_and_needs_no_thai_number() -> None:
    client = Client()
    go_to(client, "personnel", kind="foreign", mobile="")
    answer(client, "personnel", kind="public")
    assert answer(client, "confirm", **END).status_code == 302
    with acting_as(SYSTEM):
        person = Person.objects.get(account=Account.objects.get())
    assert (person.kind, person.full_name, person.birth_precision) == ("foreign", "Ada", "year")


def test_without_consent_nothing_goes_on() -> None:
    client = Client()
    go_to(client, "consent")
    assert wrong(client.post("/account/register/consent/", {"version": "1"})).keys() == {"agreed"}
    for version in ("0", "", "9" * 500):
        refused = answer(client, "consent", version=version)
        assert "agreed" in wrong(refused)
    assert where(client.get("/account/register/person/")) == "/account/register/consent/"


def test_the_page_of_consent_carries_the_version_that_stands_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    go_to(client, "consent")
    current = text_on(SYSTEM.today()).version
    page = client.get("/account/register/consent/")
    assert f'name="version" value="{current}"' in page.content.decode()
    # Whoever agreed to a text that was replaced meanwhile is shown the new one, and ticks it anew.
    for page in (answer(client, "consent", version="0"), client.get("/account/register/consent/")):
        assert f'name="version" value="{current}"' in page.content.decode()
        assert " checked" not in page.content.decode()


def test_nobody_skips_a_step() -> None:
    for step in ("consent", "person", "contact", "code", "position", "confirm"):
        assert where(Client().get(f"/account/register/{step}/")) == "/account/register/member/"
        assert where(answer(Client(), step)) == "/account/register/member/"
    assert Client().get("/account/register/nothing/").status_code == 404


def test_back_and_reload_lose_nothing_and_who_came_back_goes_on_where_they_were() -> None:
    client = Client()
    go_to(client, "personnel")
    page = client.get("/account/register/person/").content.decode()
    assert 'value="มาลี"' in page
    assert 'value="29/2/2535"' in page
    assert where(answer(client, "person", given_name="มาลัย")) == "/account/register/personnel/"
    assert 'value="มาลัย"' in client.get("/account/register/person/").content.decode()
    assert where(client.get("/account/register/")) == "/account/register/personnel/"


def test_unit_and_position_are_asked_of_the_ministry_s_personnel_only() -> None:
    client = Client()
    go_to(client, "personnel")
    assert where(answer(client, "personnel", kind="public")) == "/account/register/confirm/"
    assert where(client.get("/account/register/position/")) == "/account/register/confirm/"
    assert where(answer(client, "personnel", kind="ministry")) == "/account/register/position/"


@pytest.mark.parametrize("born", ["31/2/2535", "29/2/2534", "1/1/35", "เมื่อวาน", "1/1/2599", "9" * 500])
def test_a_birth_date_that_is_none_is_refused(born: str) -> None:
    client = Client()
    go_to(client, "person")
    assert wrong(answer(client, "person", born=born)).keys() == {"born"}


@pytest.mark.parametrize(("born", "precision"), [("๒๙/๒/๒๕๓๕", "day"), ("0/2/2535", "month"), ("2510", "year")])
def test_a_birth_date_is_taken_as_cards_have_it(born: str, precision: str) -> None:
    client = Client()
    go_to(client, "person")
    assert where(answer(client, "person", born=born)) == "/account/register/contact/"
    go_to_end(client)
    answer(client, "confirm", **END)
    with acting_as(SYSTEM):
        assert Person.objects.get(account=Account.objects.get()).birth_precision == precision


def go_to_end(client: Client) -> None:
    for step in ("contact", "code", "personnel", "position"):
        answer(client, step, **({"code": code()} if step == "code" else {}))


def test_a_draft_belongs_to_the_browser_and_is_sealed() -> None:
    go_to(Client(), "contact")
    assert where(Client().get("/account/register/")) == "/account/register/member/"
    with acting_as(SYSTEM):
        assert "มาลี" not in Draft.objects.get().sealed
    with acting_as(VISITOR):
        assert not Draft.objects.exists()


def test_a_draft_is_forgotten_after_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    go_to(client, "contact")
    with acting_as(SYSTEM):
        Draft.objects.update(expires_at=SYSTEM.now())
    assert where(client.get("/account/register/")) == "/account/register/member/"
    clear_old_drafts(0)
    with acting_as(SYSTEM):
        assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"username": "taken.name"}, "username"),
        ({"username": "taken_narne"}, "username"),
        ({"username": "มาลี"}, "username"),
        ({"password": "short", "repeated": "short"}, "password"),
        ({"repeated": "another one altogether"}, "repeated"),
        ({"password": "ก" * 10_000, "repeated": "ก" * 10_000}, "password"),
    ],
)
def test_what_is_refused_at_the_end_leaves_nothing_behind(given: dict[str, str], field: str) -> None:
    make_account(username="taken.name")
    client = Client()
    go_to(client, "confirm")
    with acting_as(SYSTEM):
        persons = Person.objects.count()
    assert field in wrong(answer(client, "confirm", **{**END, **given}))
    with acting_as(SYSTEM):
        assert (Person.objects.count(), Consent.objects.count(), Draft.objects.count()) == (persons, 0, 1)
    assert answer(client, "confirm", **END).status_code == 302


def test_a_second_click_makes_no_second_account() -> None:
    client = Client()
    register(client)
    assert where(answer(client, "confirm", **{**END, "username": "second.one"})) == "/account/"
    assert Account.objects.count() == 1
    with acting_as(SYSTEM):
        assert not Draft.objects.exists()


def test_passwords_are_never_in_a_draft() -> None:
    client = Client()
    go_to(client, "confirm")
    answer(client, "confirm", **{**END, "username": "มาลี"})
    assert PASSWORD not in client.get("/account/register/confirm/").content.decode()


def test_whoever_is_signed_in_does_not_register() -> None:
    client = client_for(make_account())
    assert where(client.get("/account/register/")) == "/account/"
    assert where(answer(client, "member")) == "/account/"


def test_the_session_has_a_new_key_once_signed_in() -> None:
    client = Client()
    go_to(client, "confirm")
    before = client.session.session_key
    answer(client, "confirm", **END)
    assert client.session.session_key != before


def test_consent_texts_follow_each_other_by_their_days() -> None:
    first = text_on(SYSTEM.today())
    assert text_on(first.in_force_from).version == first.version
    assert first.th.paragraphs
    assert len(first.th.paragraphs) == len(first.en.paragraphs)


def test_the_sign_in_page_leads_here() -> None:
    page = Client().get("/account/sign-in/").content.decode()
    assert 'href="/account/register/"' in page
    assert 'href="/account/check/"' in page


def test_others_cannot_read_what_was_stated() -> None:
    account = register(Client())
    stranger = make_account()
    other = Actor(kind=ActorKind.MEMBER, account_id=stranger.pk, person_id=stranger.person_id)
    with acting_as(other):
        assert (Statement.objects.count(), Consent.objects.count()) == (0, 0)
        assert statement_of(other, account.pk) is None
