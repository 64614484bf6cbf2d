"""Whether the person is asked anything: who is signed in, how lately, and what they agreed to."""

import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import make_account

from .factories import RelyingParty, agree, answer_of, browser_of, make_service, read_id_token

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-30")]


class TestPrompt:
    def test_none_without_anybody_signed_in(self, party: RelyingParty) -> None:
        assert answer_of(party.send(Client(), prompt="none"))["error"] == "login_required"

    def test_none_without_consent(self, party: RelyingParty, browser: Client) -> None:
        assert answer_of(party.send(browser, prompt="none"))["error"] == "consent_required"

    def test_none_with_consent_asks_nothing(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        assert "code" in answer_of(party.send(browser, prompt="none"))

    def test_none_does_not_ask_for_more_than_was_agreed_to(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        answer = answer_of(party.send(browser, prompt="none", scope="openid profile email"))
        assert answer["error"] == "consent_required"

    def test_what_another_service_was_allowed_gives_this_one_nothing(
        self, party: RelyingParty, browser: Client
    ) -> None:
        """The flaw of the library we looked at: it asked whether any token of the person had the scopes."""
        other = RelyingParty(make_service(name_th="บริการอื่น"))
        other.tokens(browser, scope="openid profile email phone personnel")
        for scope in ("openid", "openid profile", "openid email"):
            assert answer_of(party.send(browser, prompt="none", scope=scope))["error"] == "consent_required"
        assert party.send(browser).status_code == 200

    def test_what_another_person_allowed_gives_nothing(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        stranger = browser_of(make_account())
        assert answer_of(party.send(stranger, prompt="none"))["error"] == "consent_required"

    def test_none_with_too_old_a_proof(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        age(browser, seconds=100)
        assert answer_of(party.send(browser, prompt="none", max_age="50"))["error"] == "login_required"
        assert "code" in answer_of(party.send(browser, prompt="none", max_age="1000"))

    @pytest.mark.parametrize("given", [{"prompt": "login"}, {"max_age": "50"}, {"max_age": "0"}])
    def test_a_fresh_proof_is_asked_for_once(self, party: RelyingParty, browser: Client, given: dict[str, str]) -> None:
        party.tokens(browser)
        age(browser, seconds=100)
        asked = party.send(browser, **given)
        assert asked.headers["Location"].startswith("/account/confirm/?next=%2Foauth%2Fcontinue%2Fauthorize")
        back = next_of(asked)
        # Coming back without a proof is no proof.
        assert browser.get(target_of(browser, back)).headers["Location"].startswith("/account/confirm/")
        age(browser, seconds=0)
        tokens = party.exchange(answer_of(browser.get(target_of(browser, back)))["code"]).json()
        assert read_id_token(tokens["id_token"], party.client_id)["auth_time"] >= time.time() - 60

    def test_without_a_fresh_proof_the_time_of_the_first_is_told_again(
        self, party: RelyingParty, browser: Client
    ) -> None:
        """Also where the service asks how long ago at most, and it is not."""
        age(browser, seconds=100)
        tokens = [
            party.tokens(browser),
            party.tokens(browser, max_age="10000"),
            party.tokens(browser, prompt="none"),
        ]
        tokens.append(party.refresh(tokens[-1]["refresh_token"]).json())
        assert len({read_id_token(one["id_token"], party.client_id)["auth_time"] for one in tokens}) == 1

    def test_the_mark_of_one_request_serves_no_other(self, party: RelyingParty, browser: Client) -> None:
        party.tokens(browser)
        age(browser, seconds=100)
        back = next_of(party.send(browser, prompt="login"))
        age(browser, seconds=0)
        target = target_of(browser, back).replace("a-nonce", "b-nonce")
        assert browser.get(target).headers["Location"].startswith("/account/confirm/")

    @pytest.mark.parametrize("prompt", ["consent", "select_account"])
    def test_the_question_is_put_again_if_the_service_wants_it(
        self, party: RelyingParty, browser: Client, prompt: str
    ) -> None:
        party.tokens(browser)
        page = party.send(browser, prompt=prompt)
        assert page.status_code == 200
        assert "code" in answer_of(agree(browser, page))

    def test_whoever_is_not_signed_in_signs_in_and_goes_on(self, party: RelyingParty, account: Account) -> None:
        asked = party.send(Client())
        assert asked.headers["Location"].startswith("/account/sign-in/?next=")
        browser = browser_of(account)
        page = browser.get(target_of(browser, next_of(asked)))
        assert "code" in answer_of(agree(browser, page))

    def test_a_request_too_long_to_be_kept_is_refused(self, party: RelyingParty) -> None:
        assert answer_of(party.send(Client(), state="s" * 2_000))["error"] == "invalid_request"


def age(browser: Client, *, seconds: int) -> None:
    """The person proved themselves so long ago."""
    session = browser.session
    session["account_authentication_methods"] = [{"method": "thaid", "at": time.time() - seconds}]
    session.save()


def next_of(asked: Any) -> str:
    return str(parse_qs(urlsplit(asked.headers["Location"]).query)["next"][0])


def target_of(browser: Client, back: str) -> str:
    """Where the page leads on to by itself."""
    return str(browser.get(back).context["target"])
