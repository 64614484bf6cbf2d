"""A sign-in really begun at ThaiD or Digital ID, and whatever may come back from there: the right state with a mangled
code, an error, another issuer, an ID token of anything, twice, or in another browser.

`script/torture providers` is the long run.
"""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.access.world import World
from tests.torture.examples import examples
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account, OpenIdAttempt
from tidtam.kernel.identity.tests.factories import sign_in
from tidtam.kernel.issuers.tests.issuer import ISSUER, FakeIssuer
from tidtam.kernel.issuers.tests.journeys import PLACES
from tidtam.kernel.people.models import Person
from tidtam.kernel.verification.tests.factories import make_temporary
from tidtam.thai.national_id import demo_number
from tidtam.thai.numerals import to_thai

from .visiting import TEXTS, Visit, query_of

pytestmark = pytest.mark.requirement("QLT-04", "IDN-02", "IDN-04", "IDN-05")
EXAMPLES = examples(15)

_BINDING = ("iss", "aud", "nonce")
"""What makes an ID token one of this sign-in. None of what is drawn for them is right."""
_ABOUT = ("sub", "pid", "title", "given_name", "middle_name", "family_name", "given_name_en", "citizen_id_verified")
_CLAIMS = (*_BINDING, *_ABOUT, "iat", "exp", "nbf", "at_hash", "azp", "acr", "amr", "ial_level")
_ANSWERED = ("access_token", "token_type", "expire_in", "id_token", "refresh_token", "error", "scope")
_NUMBERS = (demo_number(481), demo_number(902), "1234567890123", "0" * 13, to_thai(demo_number(481)), "1-2345")
_NAMES = ("code", "state", "iss", "error", "error_description", "error_uri", "session_state", "id_token", "nonce")
_ERRORS = ("access_denied", "user_denied", "invalid_scope", "server_error", "login_required", "x" * 3_000, "\x00")
VALUES = TEXTS | st.none() | st.booleans() | st.integers() | st.floats() | st.lists(TEXTS, max_size=2)


@pytest.fixture
def issuers(monkeypatch: pytest.MonkeyPatch) -> dict[Provider, FakeIssuer]:
    made = {provider: FakeIssuer(provider) for provider in Provider}
    clients = {provider: issuer.client() for provider, issuer in made.items()}
    monkeypatch.setattr("tidtam.kernel.issuers.views.openid.client_of", clients.__getitem__)
    return made


@pytest.fixture
def newcomer(world: World) -> Account:
    return make_temporary()


@hypothesis_settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES <= 15
)
@given(data=st.data())
def test_no_answer_of_a_provider_makes_us_fail(
    world: World, issuers: dict[Provider, FakeIssuer], newcomer: Account, data: st.DataObject
) -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={}), transaction.atomic():
        sign_in_there_and_back(issuers, world, newcomer, data)
        transaction.set_rollback(True)


def sign_in_there_and_back(
    issuers: dict[Provider, FakeIssuer], world: World, newcomer: Account, data: st.DataObject
) -> None:
    provider = data.draw(st.sampled_from(list(Provider)))
    place, issuer = PLACES[provider], issuers[provider]
    visit = Visit(_browser(world, newcomer, data), data)
    was_in = visit.is_signed_in
    begun = visit.post(place, visit.mutated({"next": data.draw(TEXTS), **_proving(data)}))
    if not begun.headers.get("Location", "").startswith(ISSUER):
        return
    sent = query_of(begun)
    issuer.nonce = sent["nonce"]
    issuer.claims = data.draw(st.dictionaries(st.sampled_from(_CLAIMS), VALUES, max_size=2))
    if data.draw(st.booleans()):
        issuer.claims["pid"] = data.draw(st.sampled_from([*_NUMBERS, world.numbers["a"], world.numbers["b"]]))
    issuer.answer = data.draw(st.dictionaries(st.sampled_from(_ANSWERED), VALUES, max_size=1))
    before = _stored()
    back = _come_back(visit, place, sent["state"], data)
    opened, persons = (now - then for now, then in zip(_stored(), before, strict=True))
    assert (opened, persons) in {(0, 0), (1, 0), (1, 1)}, "an account comes with its person, or neither comes"
    is_foreign = not set(_BINDING).isdisjoint(issuer.claims)
    is_in = not was_in and visit.is_signed_in
    assert not (is_foreign and (is_in or opened)), issuer.claims
    assert OpenIdAttempt.objects.filter(used_at__isnull=True).count() <= 1
    if back["Location"].startswith(place):
        assert sent["state"] not in visit.get(f"{place}failed/").content.decode()
    _afterwards(visit, place, back, data)


def _browser(world: World, newcomer: Account, data: st.DataObject) -> Client:
    who = data.draw(st.sampled_from(["nobody", "nobody", "newcomer", "applicant"]))
    if who == "applicant":
        return world.browser("applicant")
    browser = Client()
    if who == "newcomer":
        sign_in(browser, newcomer, method="password")
    return browser


def _proving(data: st.DataObject) -> dict[str, str]:
    return data.draw(st.sampled_from([{}, {"prove": "1"}]))


def _come_back(visit: Visit, place: str, state: str, data: st.DataObject) -> Any:
    """With the right state most of the time: what is behind it is meant."""
    query: dict[str, Any] = {"code": "a-code", "state": state}
    for name in data.draw(st.lists(st.sampled_from(_NAMES), max_size=2)):
        query[name] = data.draw(TEXTS | st.sampled_from(_ERRORS) | st.lists(TEXTS, max_size=2))
    query |= data.draw(st.sampled_from([{}, {}, {"state": state}]))
    return visit.judged(visit.browser.get(f"{place}callback", query))


def _afterwards(visit: Visit, place: str, back: Any, data: st.DataObject) -> None:
    """Once more with the same answer, here and elsewhere; and the question about two accounts, in any way."""
    again = f"{place}callback?{back.request['QUERY_STRING']}"
    stranger = Visit(Client(), data)
    assert stranger.get(again)["Location"].startswith(place)
    assert not stranger.is_signed_in, "an answer is good in its own browser"
    assert visit.get(again)["Location"].startswith(place), "an answer is good once"
    visit.get(back["Location"])
    visit.get("/account/join/")
    visit.post("/account/join/", visit.mutated({"choice": "join", "code": ""}, "take"))
    visit.post("/account/join/", {"choice": "join"})


def _stored() -> list[int]:
    with acting_as(SYSTEM):
        return [table.objects.count() for table in (Account, Person)]
