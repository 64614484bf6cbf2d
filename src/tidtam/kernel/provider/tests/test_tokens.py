"""How long what a service was given lasts, and everything that ends it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tidtam.kernel.access.actions import grant_role
from tidtam.kernel.actor import SYSTEM, ActorKind, acting_as, clock_at
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.identity.actions.accounts import change_password, lock_account
from tidtam.kernel.identity.actions.sessions import end_other_sessions
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import PASSWORD, make_account
from tidtam.kernel.provider.actions import services, signing, tokens
from tidtam.kernel.provider.models import Authorization, Consent, Service, ServiceToken, SigningKey
from tidtam.kernel.provider.queries.signing import key_set, published_keys, signing_key
from tidtam.kernel.provider.queries.tokens import shown_token

from .factories import FACTS, LEFT, RelyingParty, browser_of, make_service, read_id_token, userinfo

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


@pytest.fixture
def party() -> RelyingParty:
    return RelyingParty(make_service())


@pytest.fixture
def account() -> Account:
    return make_account(password=PASSWORD)


@pytest.fixture
def browser(account: Account) -> Client:
    return browser_of(account)


def lives(party: RelyingParty, given: dict[str, Any]) -> bool:
    """Whether the tokens still count: the one kind and the other."""
    told = userinfo(given["access_token"]).status_code == 200
    asked = party.call("introspect", token=given["refresh_token"]).json()["active"]
    assert told == asked
    return bool(told)


def test_a_refresh_token_is_exchanged_for_another_pair(party: RelyingParty, browser: Client, account: Account) -> None:
    first = party.tokens(browser)
    answer = party.refresh(first["refresh_token"])
    assert answer.status_code == 200
    second = answer.json()
    assert second["refresh_token"] != first["refresh_token"]
    assert userinfo(second["access_token"]).json()["sub"] == str(account.pk)
    before, after = (read_id_token(pair["id_token"], party.client_id) for pair in (first, second))
    assert after["auth_time"] == before["auth_time"]
    assert after["sub"] == before["sub"]
    assert "nonce" not in after


def test_a_used_refresh_token_ends_the_whole_family(party: RelyingParty, browser: Client) -> None:
    first = party.tokens(browser)
    second = party.refresh(first["refresh_token"]).json()
    assert party.refresh(first["refresh_token"]).json()["error"] == "invalid_grant"
    assert party.refresh(second["refresh_token"]).json()["error"] == "invalid_grant"
    assert userinfo(second["access_token"]).status_code == 401
    assert is_recorded("service.refresh_reused")


def is_recorded(verb: str) -> bool:
    with acting_as(SYSTEM):
        return AuditRecord.objects.filter(verb=verb).exists()


def test_less_may_be_asked_for_and_more_may_not(party: RelyingParty, browser: Client) -> None:
    first = party.tokens(browser, scope="openid profile")
    less = party.refresh(first["refresh_token"], scope="openid").json()
    assert less["scope"] == "openid"
    assert "name" not in userinfo(less["access_token"]).json()
    more = party.refresh(less["refresh_token"], scope="openid email")
    assert more.json()["error"] == "invalid_scope"


def test_a_refresh_token_is_nothing_to_another_service(party: RelyingParty, browser: Client) -> None:
    other = RelyingParty(make_service(name_th="บริการอื่น"))
    given = party.tokens(browser)
    assert other.refresh(given["refresh_token"]).json()["error"] == "invalid_grant"
    assert other.call("introspect", token=given["access_token"]).json() == {"active": False}
    assert other.call("revoke", token=given["refresh_token"]).status_code == 200
    assert lives(party, given)


def test_giving_back_a_refresh_token_ends_all_and_twice_is_fine(party: RelyingParty, browser: Client) -> None:
    given = party.tokens(browser)
    for _time in range(2):
        assert party.call("revoke", token=given["refresh_token"]).status_code == 200
    assert not lives(party, given)


def test_giving_back_an_access_token_ends_that_one(party: RelyingParty, browser: Client) -> None:
    given = party.tokens(browser)
    for _time in range(2):
        assert party.call("revoke", token=given["access_token"]).status_code == 200
    assert userinfo(given["access_token"]).status_code == 401
    assert party.refresh(given["refresh_token"]).status_code == 200


def _sign_out(browser: Client, account: Account, party: RelyingParty) -> None:
    browser.post("/account/sign-out/")


def _end_session_elsewhere(browser: Client, account: Account, party: RelyingParty) -> None:
    with acting_as(SYSTEM):
        end_other_sessions(SYSTEM, account, keep=None)


def _lock(browser: Client, account: Account, party: RelyingParty) -> None:
    with acting_as(SYSTEM):
        lock_account(SYSTEM, account)


def _new_password(browser: Client, account: Account, party: RelyingParty) -> None:
    with acting_as(SYSTEM):
        change_password(SYSTEM, account, password="มะม่วง-อกร่อง-12-ผล")


def _new_role(browser: Client, account: Account, party: RelyingParty) -> None:
    with acting_as(SYSTEM):
        office = Service.objects.get(pk=party.client_id).organization
        grant_role(SYSTEM, account.pk, role="auditor", organization=office, reason="คำสั่งทดสอบ")


def _expire(browser: Client, account: Account, party: RelyingParty) -> None:
    Account.objects.filter(pk=account.pk).update(temporary_until=SYSTEM.today() - timedelta(days=1))


def _withdraw(browser: Client, account: Account, party: RelyingParty) -> None:
    with acting_as(SYSTEM):
        consent = Consent.objects.get(account=account, ended_at=None)
    assert browser.post(f"/account/services/withdraw/{consent.pk}/").status_code == 302


def _end_service(browser: Client, account: Account, party: RelyingParty) -> None:
    with acting_as(SYSTEM):
        services.end_service(SYSTEM, Service.objects.get(pk=party.client_id))


@pytest.mark.parametrize(
    "end",
    [_sign_out, _end_session_elsewhere, _lock, _new_password, _new_role, _expire, _withdraw, _end_service],
)
def test_what_a_sign_in_rests_on_ends_and_its_tokens_with_it(
    party: RelyingParty, browser: Client, account: Account, end: Callable[[Client, Account, RelyingParty], None]
) -> None:
    given, code = party.tokens(browser), party.sign_in(browser)
    assert userinfo(given["access_token"]).status_code == 200
    end(browser, account, party)
    assert userinfo(given["access_token"]).status_code == 401
    assert party.refresh(given["refresh_token"]).status_code in {400, 401}
    assert party.exchange(code).status_code in {400, 401}


def test_a_scope_taken_from_a_service_is_taken_from_its_tokens(party: RelyingParty, browser: Client) -> None:
    given = party.tokens(browser)
    assert "name" in userinfo(given["access_token"]).json()
    with acting_as(SYSTEM):
        service = Service.objects.get(pk=party.client_id)
        services.change_service(SYSTEM, service, version=1, facts=services.Facts(**(FACTS | {"scopes": []})))
    assert "name" not in userinfo(given["access_token"]).json()


def test_nothing_outlives_its_time(party: RelyingParty, browser: Client) -> None:
    given, service = party.tokens(browser), Service.objects.get(pk=party.client_id)

    def at(**later: int) -> Any:
        return replace(SYSTEM, clock=clock_at(SYSTEM.now() + timedelta(**later)))

    code = party.sign_in(browser)
    with acting_as(at(seconds=61)) as late:
        assert tokens.redeem_code(late, service, code, FACTS["redirect_uris"][0]) is None
    with acting_as(at(minutes=16)) as later:
        assert shown_token(later, given["access_token"]) is None
        assert shown_token(later, given["refresh_token"], "refresh") is not None
    with acting_as(at(hours=13)) as next_day:
        assert tokens.use_refresh_token(next_day, service, given["refresh_token"]) is None
    with acting_as(at(hours=37)) as much_later:
        assert tokens.clear_away(much_later) == 2
        assert not ServiceToken.objects.exists()


def test_another_service_or_a_member_reads_none_of_it(party: RelyingParty, browser: Client, account: Account) -> None:
    """The second wall: the database itself shows codes and tokens to the platform alone, consents to their owner."""
    party.tokens(browser)
    stranger, owner = make_account(), account
    seen = {}
    for name, who in (("stranger", stranger), ("owner", owner)):
        actor = replace(SYSTEM, kind=ActorKind.MEMBER, account_id=who.pk, person_id=who.person_id)
        with acting_as(actor):
            tables = (Consent, Authorization, ServiceToken, SigningKey)
            seen[name] = [table._default_manager.count() for table in tables]
    assert seen == {"stranger": [0, 0, 0, 0], "owner": [1, 1, 0, 0]}


def test_nothing_that_could_be_shown_is_kept(party: RelyingParty, browser: Client) -> None:
    code = party.sign_in(browser)
    given = party.exchange(code).json()
    texts = [code, party.secret, given["access_token"], given["refresh_token"]]
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in ("provider_authorization", "provider_servicetoken", "provider_servicesecret", "audit_record"):
            wanted = [[f"%{text}%" for text in texts]]
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE ANY (%s)", wanted)  # noqa: S608
            assert cursor.fetchone()[0] == 0, table


def test_right_calls_are_counted_too(
    party: RelyingParty, browser: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"token_call": "2/m/key"}
    given = party.tokens(browser)
    assert party.call("introspect", token=given["access_token"]).status_code == 200
    answer = party.call("introspect", token=given["access_token"])
    assert (answer.status_code, answer.json()["error"]) == (429, "slow_down")
    # Another service is not slowed down by it.
    other = RelyingParty(make_service(name_th="บริการอื่นอีก"))
    assert other.call("introspect", token="nothing").status_code == 200


class TestKeys:
    def test_keys_change_and_overlap(self) -> None:
        start = SYSTEM.now()

        def at(days: float) -> Any:
            return replace(SYSTEM, clock=clock_at(start + timedelta(days=days)))

        with acting_as(at(0)) as now:
            first = signing.key_to_sign_with(now)
            assert signing.key_to_sign_with(now) == first
        with acting_as(at(87)) as now:
            signing.change_keys(now)
            assert len(key_set(now)["keys"]) == 1
        with acting_as(at(89)) as now:
            signing.change_keys(now)
            signing.change_keys(now)
            # Published, and not yet signing.
            assert len(key_set(now)["keys"]) == 2
            assert signing_key(now) == first
        with acting_as(at(91.1)) as now:
            second = signing_key(now)
            assert second != first
            assert published_keys(now) == [second, first]
        with acting_as(at(94)) as now:
            signing.change_keys(now)
            assert published_keys(now) == [second]
            assert not SigningKey.objects.filter(pk=first.pk).exists()

    def test_a_key_opens_only_in_its_own_row(self) -> None:
        with acting_as(SYSTEM):
            key = signing.key_to_sign_with(SYSTEM)
            assert "PRIVATE" not in key.sealed
            assert key.sealed.startswith("v1.")


def test_a_service_cannot_sign_anybody_out_and_is_returned_to_at_its_own_address_only(
    party: RelyingParty, browser: Client
) -> None:
    hint = party.tokens(browser)["id_token"]
    asked = {"id_token_hint": hint, "client_id": party.client_id, "post_logout_redirect_uri": LEFT}
    page = browser.get("/oauth/logout", asked)
    assert page.status_code == 200
    assert browser.get("/account/").status_code == 200, "only asked"
    elsewhere = browser.get("/oauth/logout", asked | {"post_logout_redirect_uri": "https://elsewhere.example/"})
    assert elsewhere.context["back_url"] == ""
    browser.post("/oauth/sign-out", {"asked": page.context["query"]})
    assert browser.get("/account/").status_code == 302
