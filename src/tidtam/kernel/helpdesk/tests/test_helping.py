"""Whom an account administrator finds and helps, what it does, and who is told."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, NotAllowed, Refused, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.helpdesk.actions import help_account
from tidtam.kernel.helpdesk.choices import Deed
from tidtam.kernel.helpdesk.models import Intervention
from tidtam.kernel.helpdesk.queries import accounts_found, state_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, client_for, make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.actions import record_assignment, set_contact_address
from tidtam.kernel.people.tests.factories import make_person, next_number
from tidtam.kernel.registration.actions import keep_consent, withdraw_consent
from tidtam.kernel.registration.consents import text_on
from tidtam.kernel.registration.queries import standing_consent

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-50")]
REASON = "ทำโทรศัพท์หาย มาแสดงตนที่สำนักงาน"


@pytest.fixture
def ministry() -> Organization:
    with acting_as(SYSTEM):
        return make_ministry()


@pytest.fixture
def college(ministry: Organization) -> Organization:
    with acting_as(SYSTEM):
        return make_organization("college", ministry)


def hold(account: Account, role: Role, office: Organization) -> Account:
    with acting_as(SYSTEM):
        grant_role(SYSTEM, account.pk, role=role, organization=office, reason="คำสั่งทดสอบ")
    return account


def administrator(office: Organization) -> Account:
    return hold(make_account(), Role.ACCOUNT_ADMIN, office)


def acting(account: Account) -> Actor:
    return Actor(
        kind=ActorKind.MEMBER,
        account_id=account.pk,
        person_id=account.person_id,
        name=account.display_name,
        grants=grants_of(account.pk, SYSTEM.today()),
    )


def serving(office: Organization, **given: Any) -> Account:
    """Somebody whom a register names as personnel of the office."""
    account = make_account(**given)
    assert account.person is not None
    with acting_as(SYSTEM):
        record_assignment(
            SYSTEM,
            account.person,
            organization=office,
            position="อาจารย์",
            level="",
            unit="",
            effective_on=SYSTEM.today(),
            source_kind="directory",
            source_id=new_id(),
        )
    return account


def found(admin: Account, words: str) -> list[str | None]:
    actor = acting(admin)
    with acting_as(actor):
        return [line.account.username for line in accounts_found(actor, words)]


def help_with(admin: Account, account: Account, deed: Deed, reason: str = REASON) -> Intervention:
    actor = acting(admin)
    with acting_as(actor):
        return help_account(actor, account, deed=deed, reason=reason)


def test_an_office_finds_its_own_personnel_and_nobody_else(ministry: Organization, college: Organization) -> None:
    with acting_as(SYSTEM):
        other = make_organization("other-college", ministry)
    admin, above = administrator(college), administrator(ministry)
    serving(college, username="own.one")
    hold(make_account(username="own.two"), Role.INSTITUTION_OFFICER, college)
    serving(other, username="theirs")
    make_account(username="nobodys")
    # That the office entered somebody's number, for a matter or to pry, makes nobody its personnel.
    make_account(make_person(number=next_number(), organization=college), username="entered")
    names = ("own.one", "own.two", "theirs", "nobodys", "entered", admin.username)
    assert [name for name in names if name and found(admin, name)] == ["own.one", "own.two"]
    assert [name for name in names if name and found(above, name)] == list(names)
    assert found(admin, "") == []
    assert found(hold(make_account(), Role.ROLE_ADMIN, college), "own.one") == []


@pytest.mark.requirement("IDN-52")
def test_found_by_whole_numbers_and_by_name_and_the_number_is_shown_masked(college: Organization) -> None:
    admin, number = administrator(college), next_number()
    account = make_account(
        make_person(number=number, given_name="ธาราทิพย์", family_name="ทดสอบระบบ"),
        username="thara",
        email="thara@example.test",
    )
    hold(account, Role.INSTITUTION_OFFICER, college)
    assert account.person is not None
    with acting_as(SYSTEM):
        set_contact_address(SYSTEM, account.person, kind="mobile", value="081-000-0009")
    for words in (number, "THARA", "thara@example.test", "081 000 0009", "ธาราทิพย์ ทดสอบ"):
        assert found(admin, words) == ["thara"], words
    for words in (number[:12], "thar", "thara@", "081 000", "\x00", "%", "' OR 1=1 --"):
        assert found(admin, words) == [], words
    page = client_for(admin).post(reverse("helpdesk:search"), {"q": number}, follow=True).content.decode()
    _before, table = page.split("<table", 1)
    assert "ธาราทิพย์" in table
    assert number not in table


def test_each_deed_is_done_told_and_recorded_with_its_reason(college: Organization) -> None:
    admin, account = administrator(college), serving(college, username="malee.s", password=PASSWORD)
    browser = client_for(account)
    for deed in (Deed.END_SESSIONS, Deed.LOCK, Deed.UNLOCK):
        help_with(admin, account, deed)
    account.refresh_from_db()
    assert account.locked_at is None
    assert browser.get("/account/").status_code == 200  # opened again, and this browser was never in the list
    actor = acting(admin)
    with acting_as(actor):
        history = state_of(actor, account).history
    assert {done.reason for done in history} == {REASON}
    assert [done.intervention.deed for done in history] == ["unlock", "lock", "end-sessions"]
    with acting_as(SYSTEM):
        assert Notice.objects.filter(subject_id=account.pk, kind__startswith="helpdesk.").count() == 3
        records = AuditRecord.objects.filter(verb__startswith="helpdesk.", object_id=str(account.pk))
        assert {record.organization_path for record in records} == {college.path}
        assert len(records) == 3
        assert REASON.encode() not in bytes(Intervention.objects.all()[0].sealed_reason)


def test_a_locked_account_is_signed_out_and_cannot_come_back(college: Organization) -> None:
    admin, account = administrator(college), serving(college, username="malee.s", password=PASSWORD)
    browser = client_for(account)
    help_with(admin, account, Deed.LOCK)
    assert browser.get("/account/").status_code == 302
    stranger = Client()
    stranger.post("/account/sign-in/", {"login": "malee.s", "password": PASSWORD})
    assert stranger.get("/account/").status_code == 302


def test_who_holds_a_role_elsewhere_or_higher_up_is_helped_from_there(
    ministry: Organization, college: Organization
) -> None:
    admin, above = administrator(college), administrator(ministry)
    account = hold(serving(college), Role.MINISTRY_CASE_OFFICER, ministry)
    with pytest.raises(NotAllowed):
        help_with(admin, account, Deed.END_SESSIONS)
    assert help_with(above, account, Deed.LOCK).deed == Deed.LOCK
    # Nor does anybody help themselves, or the administrator above by way of a colleague below.
    assert not found(admin, str(admin.username))
    with pytest.raises(NotAllowed):
        help_with(admin, hold(above, Role.INSTITUTION_OFFICER, college), Deed.LOCK)


@pytest.mark.parametrize(("first", "second", "code"), [("lock", "lock", "locked"), ("unlock", "", "open")])
def test_what_was_done_already_is_said(college: Organization, first: str, second: str, code: str) -> None:
    admin, account = administrator(college), serving(college)
    if second:
        help_with(admin, account, Deed(first))
    with pytest.raises(Refused) as caught:
        help_with(admin, account, Deed(second or first))
    assert caught.value.code == code


@pytest.mark.parametrize("reason", ["", "   ", "ก" * 301])
def test_nothing_is_done_without_a_reason(college: Organization, reason: str) -> None:
    admin, account = administrator(college), serving(college)
    with pytest.raises(Refused):
        help_with(admin, account, Deed.LOCK, reason)
    account.refresh_from_db()
    assert account.locked_at is None


@pytest.mark.requirement("IDN-51")
def test_what_was_done_stays_and_strangers_do_not_see_it(college: Organization) -> None:
    admin, account = administrator(college), serving(college)
    help_with(admin, account, Deed.LOCK)
    with acting_as(acting(make_account())):
        assert not Intervention.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(acting(admin)):
        Intervention.objects.update(deed=Deed.UNLOCK)
    with pytest.raises(DatabaseError), transaction.atomic(), acting_as(acting(admin)):
        Intervention.objects.all().delete()


def test_the_pages_from_the_search_to_the_deed(college: Organization) -> None:
    browser, account = client_for(administrator(college)), serving(college, username="malee.s")
    detail = reverse("helpdesk:account", args=[account.pk])
    assert detail in browser.get(reverse("helpdesk:search"), {"q": "malee.s"}).content.decode()
    deed = reverse("helpdesk:deed", args=[account.pk, "lock"])
    assert deed in browser.get(detail).content.decode()
    assert "error-summary" in browser.post(deed, {"reason": ""}).content.decode()
    assert browser.post(deed, {"reason": REASON}).headers["location"] == detail
    page = browser.get(detail).content.decode()
    assert REASON in page
    assert reverse("helpdesk:deed", args=[account.pk, "unlock"]) in page
    assert browser.get(reverse("helpdesk:deed", args=[account.pk, "end"])).status_code == 404
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(object_id=str(account.pk), person_id=account.person_id).exists()


def agreed_and_withdrew(account: Account) -> None:
    assert account.person is not None
    with acting_as(SYSTEM):
        keep_consent(SYSTEM, account, account.person, text_on(SYSTEM.today()).version, "th")
    actor = acting(account)
    with acting_as(actor):
        consent = standing_consent(actor)
        assert consent is not None
        withdraw_consent(actor, consent.pk)


@pytest.mark.requirement("IDN-16")
def test_an_account_without_consent_is_opened_with_a_new_one_only(college: Organization) -> None:
    admin, account = administrator(college), serving(college)
    agreed_and_withdrew(account)
    with pytest.raises(Refused) as refused:
        help_with(admin, account, Deed.UNLOCK)
    assert (refused.value.code, refused.value.field) == ("consent", "agreed")
    browser, page = client_for(admin), reverse("helpdesk:deed", args=[account.pk, "unlock"])
    assert text_on(SYSTEM.today()).th.paragraphs[0] in browser.get(page).content.decode()
    assert browser.post(page, {"reason": REASON}).context["form"].errors.keys() == {"agreed"}
    account.refresh_from_db()
    assert account.locked_at is not None
    assert browser.post(page, {"reason": REASON, "agreed": "on"}).status_code == 302
    account.refresh_from_db()
    assert account.locked_at is None
    actor = acting(account)
    with acting_as(actor):
        assert standing_consent(actor) is not None
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(verb="consent.given", object_id=str(account.pk)).count() == 2


def test_who_took_nothing_back_is_asked_for_nothing(college: Organization) -> None:
    admin, account = administrator(college), serving(college)
    help_with(admin, account, Deed.LOCK)
    page = reverse("helpdesk:deed", args=[account.pk, "unlock"])
    assert client_for(admin).post(page, {"reason": REASON}).status_code == 302
    with acting_as(SYSTEM):
        assert not AuditRecord.objects.filter(verb="consent.given", object_id=str(account.pk)).exists()
