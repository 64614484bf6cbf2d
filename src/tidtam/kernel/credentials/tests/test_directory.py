"""Signing in with the password of the office's directory: a slapd of the test run is asked for real."""

from contextlib import nullcontext
from dataclasses import replace
from typing import Any
from unittest import mock

import pytest
from django.conf import settings
from django.test import Client

from tests.fixtures.directory import (
    BASE,
    DASHED,
    PASSWORD,
    READER,
    READER_PASSWORD,
    SHUT,
    SUDA,
    LdapServer,
    Member,
    free_ports,
)
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.tests.factories import make_grant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.credentials.models import DirectoryLogin
from tidtam.kernel.credentials.office_directory import clean_user_name
from tidtam.kernel.credentials.personal_data import DIRECTORY
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD as OWN_PASSWORD
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.kernel.people.tests.factories import make_person
from tidtam.kernel.personal_data import Subject
from tidtam.kernel.verification.connectors import Reason, Unavailable, configured
from tidtam.kernel.verification.connectors.directory import Directory, NamedEntry
from tidtam.thai.national_id import demo_number

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-01", "IDN-06")]
PAGE, SIGN_IN, CONFIRM = "/account/directory/", "/account/sign-in/", "/account/confirm/"


def switch_on(monkeypatch: pytest.MonkeyPatch, server: LdapServer, **changed: Any) -> None:
    sources = settings.ENVIRONMENT.sources
    named: dict[str, Any] = {"directory_url": server.ldaps, "directory_base": BASE, "directory_bind_dn": READER}
    named |= {"directory_password": READER_PASSWORD, "directory_ca": server.ca, "directory_signs_in": True}
    monkeypatch.setattr(
        settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, sources=replace(sources, **named | changed))
    )


@pytest.fixture
def _office(monkeypatch: pytest.MonkeyPatch, ldap_server: LdapServer) -> None:
    switch_on(monkeypatch, ldap_server)


@pytest.fixture
def suda(_office: None) -> Account:
    return member(SUDA, given_name="สุดา", family_name="ตัวอย่างดี")


def member(of: Member, **given: Any) -> Account:
    number = "".join(filter(str.isdigit, of.number))
    return make_account(make_person(number=number, **given), username=f"own.{of.uid}", password=OWN_PASSWORD)


def switch_on_for(account: Account, user_name: str = SUDA.principal, password: str = PASSWORD) -> Any:
    return client_for(account).post(PAGE, {"user_name": user_name, "password": password})


def sign_in(login: str, password: str = PASSWORD, client: Client | None = None) -> Any:
    return (client or Client()).post(SIGN_IN, {"login": login, "password": password})


def told(answer: Any) -> list[str]:
    return [error.code for errors in answer.context["form"].errors.as_data().values() for error in errors]


def is_in(answer: Any) -> bool:
    return bool(answer.status_code == 302 and answer["Location"] == "/account/start/")


def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Directory, "entry_named", mock.Mock(side_effect=Unavailable(Reason.SLOW)))


class TestSwitchingItOn:
    def test_who_proves_the_entry_signs_in_with_it(self, suda: Account) -> None:
        assert switch_on_for(suda, f" {SUDA.principal.upper()} ")["Location"] == PAGE
        browser = Client()
        assert is_in(sign_in(SUDA.principal, client=browser))
        assert SUDA.principal in browser.get("/account/").content.decode()
        assert is_in(sign_in(f" {SUDA.principal.title()} "))
        assert is_in(sign_in(suda.username or "", OWN_PASSWORD))
        with acting_as(SYSTEM):
            assert Notice.objects.filter(kind="account.protection").count() == 1
            last = AuditRecord.objects.filter(verb="account.signed_in").order_by("-pk")[0]
            assert last.details == {"by": ["password"]}
            assert AuditRecord.objects.filter(verb="account.directory_joined").count() == 1

    def test_without_it_nobody_signs_in_so(self, suda: Account) -> None:
        assert told(sign_in(SUDA.principal)) == ["wrong_password"]
        assert told(sign_in(SUDA.uid)) == ["wrong_password"]

    @pytest.mark.parametrize(
        ("user_name", "password", "code"),
        [
            (SUDA.uid, "wrong", "wrong_password"),
            ("*", PASSWORD, "wrong_password"),
            (f"{SUDA.uid})(objectClass=*", PASSWORD, "wrong_password"),
            (DASHED.uid, PASSWORD, "other_person"),
            (SHUT.uid, PASSWORD, "wrong_password"),
            (SUDA.uid, "", "required"),
        ],
    )
    def test_nothing_less_than_ones_own_entry_does(
        self, suda: Account, user_name: str, password: str, code: str
    ) -> None:
        assert told(switch_on_for(suda, user_name, password)) == [code]
        with acting_as(SYSTEM):
            assert not DirectoryLogin.objects.exists()

    @pytest.mark.usefixtures("_office")
    def test_another_name_than_the_directorys_is_somebody_else(self) -> None:
        other = member(SUDA, given_name="สุดใจ", family_name="ตัวอย่างดี")
        assert told(switch_on_for(other)) == ["other_person"]

    def test_one_switches_it_off_and_everybody_else_is_out(self, suda: Account) -> None:
        switch_on_for(suda)
        elsewhere = Client()
        sign_in(SUDA.principal, client=elsewhere)
        client_for(suda).post(f"{PAGE}end/")
        assert elsewhere.get("/account/").status_code == 302
        assert told(sign_in(SUDA.principal)) == ["wrong_password"]

    def test_where_the_office_does_not_offer_it_there_is_no_page(
        self, suda: Account, monkeypatch: pytest.MonkeyPatch, ldap_server: LdapServer
    ) -> None:
        switch_on_for(suda)
        switch_on(monkeypatch, ldap_server, directory_signs_in=False)
        assert client_for(suda).get(PAGE).status_code == 404
        assert told(sign_in(SUDA.principal)) == ["wrong_password"]

    def test_erasure_leaves_no_user_name(self, suda: Account) -> None:
        switch_on_for(suda)
        with acting_as(SYSTEM):
            assert DIRECTORY.erase_person is not None
            DIRECTORY.erase_person(SYSTEM, Subject(person_id=suda.person_id, account_id=suda.pk))
            row = DirectoryLogin.objects.get()
        assert (row.user_name, row.ended_at is not None) == ("", True)


class TestSigningIn:
    @pytest.fixture(autouse=True)
    def joined(self, suda: Account) -> None:
        with acting_as(SYSTEM):
            DirectoryLogin.objects.create(account=suda, user_name=SUDA.principal, begun_at=SYSTEM.now())

    @pytest.mark.parametrize("scheme", ["ldap", "ldaps"])
    def test_over_starttls_and_ldaps(
        self, scheme: str, monkeypatch: pytest.MonkeyPatch, ldap_server: LdapServer
    ) -> None:
        switch_on(monkeypatch, ldap_server, directory_url=getattr(ldap_server, scheme))
        assert is_in(sign_in(SUDA.principal))

    @pytest.mark.parametrize(
        ("login", "password"),
        [
            (SUDA.principal, "wrong"),
            (SUDA.principal, f"{PASSWORD} "),
            (SUDA.uid, PASSWORD),
            (DASHED.principal, PASSWORD),
            ("*", PASSWORD),
            (f"{SUDA.principal})(uid=*", PASSWORD),
            (SUDA.principal.replace("s", "ｓ", 1), PASSWORD),
            (SUDA.principal.replace("a", "а"), PASSWORD),
            ("nobody@moc.example.go.th", PASSWORD),
        ],
        ids=["wrong", "blank", "other name", "not joined", "star", "injection", "full width", "cyrillic", "nobody"],
    )
    def test_all_else_is_one_answer(self, login: str, password: str) -> None:
        answer = sign_in(login, password)
        assert (answer.status_code, told(answer)) == (200, ["wrong_password"])

    def test_an_empty_password_is_never_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert told(sign_in(SUDA.principal, "")) == ["required"]
        asked = configured.directory()
        assert asked is not None
        entry = asked.entry_named(SUDA.principal)
        assert entry is not None
        assert [asked.admits(entry, password) for password in ("", "\0", f"\0{PASSWORD}")] == [False] * 3

    def test_the_same_is_asked_whether_or_not_the_account_exists(self, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[tuple[str, str]] = []
        opens = Directory._opens

        def listening(self: Directory, dn: str, password: str, deadline: Any) -> bool:
            opened.append((dn, password))
            return opens(self, dn, password, deadline)

        monkeypatch.setattr(Directory, "_opens", listening)
        for login in (SUDA.principal, DASHED.principal, "nobody@moc.example.go.th", "own.suda"):
            sign_in(login, "wrong-wrong-wrong")
        assert len(opened) == 4
        # A password goes to the entry of the account that has proven it, and to no other.
        assert opened[0] == (SUDA.dn, "wrong-wrong-wrong")
        assert all(dn.endswith(BASE) and password != "wrong-wrong-wrong" for dn, password in opened[1:])
        assert not {SUDA.dn, DASHED.dn} & {dn for dn, _password in opened[1:]}

    def test_its_own_password_asks_no_directory(self, monkeypatch: pytest.MonkeyPatch) -> None:
        failing(monkeypatch)
        assert is_in(sign_in("own.suda", OWN_PASSWORD))

    @pytest.mark.parametrize("trouble", ["down", "slow", "untrusted"])
    def test_in_trouble_it_says_so_and_the_own_password_goes_on(
        self, trouble: str, monkeypatch: pytest.MonkeyPatch, ldap_server: LdapServer
    ) -> None:
        port, _ = free_ports()
        changes: dict[str, dict[str, Any]] = {
            "down": {"directory_url": f"ldaps://127.0.0.1:{port}"},
            "slow": {"seconds": 0.3},
            "untrusted": {"directory_ca": ldap_server.strangers_ca},
        }
        switch_on(monkeypatch, ldap_server, **changes[trouble])
        with ldap_server.standing_still() if trouble == "slow" else nullcontext():
            answers = [told(sign_in(login)) for login in (SUDA.principal, "nobody@moc.example.go.th")]
            assert answers == [["directory_silent"]] * 2
            assert is_in(sign_in("own.suda", OWN_PASSWORD))

    def test_one_that_keeps_failing_is_left_alone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        failing(monkeypatch)
        for number in range(8):
            assert told(sign_in(f"nobody.{number}")) == ["directory_silent"]
        asked = Directory.entry_named
        assert isinstance(asked, mock.Mock)
        assert asked.call_count == settings.ENVIRONMENT.sources.failures

    def test_wrong_tries_slow_down_that_name_also_while_the_directory_is_silent(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        failing(monkeypatch)
        for _ in range(10):
            sign_in(SUDA.principal, "wrong-wrong-wrong")
        monkeypatch.undo()
        assert told(sign_in(SUDA.principal)) == ["too_many_tries"]

    def test_right_ones_do_not_count_as_tries(self) -> None:
        assert all(is_in(sign_in(SUDA.principal)) for _ in range(11))

    @pytest.mark.parametrize("entry", ["given to somebody else", "moved away or disabled"])
    def test_what_happens_to_the_entry_happens_to_the_right(self, entry: str, monkeypatch: pytest.MonkeyPatch) -> None:
        real = Directory.entry_named

        def changed(self: Directory, user_name: str) -> NamedEntry | None:
            found = real(self, user_name)
            assert found is not None
            return replace(found, national_id=demo_number(889_000_001)) if entry.startswith("given") else None

        monkeypatch.setattr(Directory, "entry_named", changed)
        assert told(sign_in(SUDA.principal)) == ["wrong_password"]

    def test_a_disabled_entry_is_nobodys(self) -> None:
        with acting_as(SYSTEM):
            DirectoryLogin.objects.update(user_name=SHUT.principal)
        assert told(sign_in(SHUT.principal)) == ["wrong_password"]

    def test_a_locked_account_stays_shut(self, suda: Account) -> None:
        with acting_as(SYSTEM):
            lock_account(SYSTEM, suda)
        assert sign_in(SUDA.principal)["Location"] == SIGN_IN

    def test_an_officer_needs_the_second_factor_as_always(self, suda: Account) -> None:
        make_grant(suda, Role.INSTITUTION_OFFICER, make_organization("psu"))
        browser = Client()
        assert sign_in(SUDA.principal, client=browser)["Location"].startswith("/account/second-factor/")
        assert browser.get("/work/").status_code in {302, 403}
        assert "/account/second-factor/proof/" in browser.get("/account/second-factor/")["Location"]

    def test_it_confirms_that_it_is_still_oneself(self, suda: Account) -> None:
        browser = client_for(suda)
        session = browser.session
        session["account_authentication_methods"][0]["at"] -= 3600
        session.save()
        assert browser.get(PAGE)["Location"].startswith(CONFIRM)
        assert told(browser.post(CONFIRM, {"password": "wrong-wrong-wrong"})) == ["wrong_password"]
        assert browser.post(CONFIRM, {"password": PASSWORD, "next": PAGE})["Location"] == PAGE
        assert browser.get(PAGE).status_code == 200


def test_what_is_no_user_name_of_a_directory() -> None:
    for text in ("", "ｓuda", "su da", "suda@", "a" * 65, "สุดา", "su*da", "@moc", "suda\0", f"a@{'b' * 300}"):
        assert clean_user_name(text) == "", text
