"""Whatever is asked of an account's pages, in any order: no error of ours, nothing stored by half, nobody led astray.

`script/torture accounts` is the long run.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from tests.access.asking import ASKING
from tests.access.routes import all_routes
from tests.access.world import World
from tests.torture.examples import examples
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.files.tests.factories import make_pdf
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import sign_in
from tidtam.kernel.people.models import Person
from tidtam.kernel.provider.tests.factories import BACK, LEFT, RelyingParty, browser_of, make_service
from tidtam.kernel.registration.models import Consent, Statement
from tidtam.kernel.registration.tests.factories import ANSWERS, END, code
from tidtam.kernel.verification.choices import OPEN
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.kernel.verification.tests.factories import make_temporary

from .visiting import TEXTS, Visit

pytestmark = pytest.mark.requirement("QLT-04", "IDN-11", "IDN-14", "IDN-30")
EXAMPLES = examples(30)
ASKED = (
    "account", "add", "agencies:", "address", "audit", "change_pass", "check_acc", "choose_user", "confirm_id",
    "datarights:", "digital_id_c", "digital_id_f", "enrol", "factor", "forgotten", "helpdesk:", "my_", "oauth_",
    "openid_", "passkey", "prove", "recovery", "register", "reset", "role", "second", "service", "sign", "switch",
    "thaid_c", "thaid_f", "verif",
)  # fmt: skip
PAGES = [route for route in all_routes() if route.startswith(ASKED) and route in ASKING]
WHO = ("visitor", "member", "applicant", "account_admin", "central", "service_point", "client_admin", "role_admin")
NAMES = (
    "next", "state", "code", "error", "client_id", "redirect_uri", "response_type", "scope", "prompt", "max_age",
    "nonce", "id_token_hint", "claims", "request", "post_logout_redirect_uri", "asked", "fresh", "q", "cursor", "page",
    "code_challenge", "code_challenge_method", "response_mode", "login_hint", "acr_values", "iss", "session_state",
)  # fmt: skip
HEADERS = st.builds(
    lambda scheme, rest: {"Authorization": f"{scheme} {rest}"},
    st.sampled_from(["Basic", "Bearer", "basic", "Digest", ""]),
    st.text(st.characters(max_codepoint=255), max_size=30) | st.sampled_from(["Og==", "©", "/////w==", "A" * 9_000]),
)
"""As a server hands bytes over: each one a letter."""
FILES = st.binary(max_size=60) | st.sampled_from(
    [b"", b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"\xff\xd8\xff\xe0" + b"\0" * 40, make_pdf(), b"<svg/>"]
)


@pytest.fixture
def party(world: World) -> RelyingParty:
    return RelyingParty(make_service(world.a))


@pytest.fixture
def newcomer(world: World) -> Account:
    return make_temporary()


Journey = Callable[[World, RelyingParty, Account, st.DataObject], None]


def any_address(world: World, party: RelyingParty, _newcomer: Account, data: st.DataObject) -> None:
    """Every page of an account, asked for with whatever stands behind the question mark."""
    route = data.draw(st.sampled_from(PAGES))
    asked = ASKING[route][data.draw(st.sampled_from(list(ASKING[route])))](world)
    world.ask_as_nobody()
    visit = Visit(world.browser(data.draw(st.sampled_from(WHO))), data)
    query = data.draw(st.dictionaries(st.sampled_from(NAMES), TEXTS | st.just(party.client_id), max_size=4))
    url = reverse(route, kwargs=asked.kwargs)
    if data.draw(st.booleans()):
        visit.get(url, query)
    else:
        visit.post(f"{url}?{urlencode(query)}", visit.mutated({**asked.form, "version": "1"}))


def signing_in_at_a_service(world: World, party: RelyingParty, _newcomer: Account, data: st.DataObject) -> None:
    """From the service's request over the agreement to its tokens, each step a little wrong perhaps."""
    visit = Visit(browser_of(world.accounts["applicant"]), data)
    answer = visit.get("/oauth/authorize", visit.mutated(party.request(), *NAMES))
    if answer.status_code == 200 and answer.context and "query" in answer.context:
        answer = visit.post("/oauth/agree", visit.mutated({"asked": answer.context["query"]}))
        answer = visit.get(answer.headers["Location"])
        if answer.status_code == 200 and answer.context and "target" in answer.context:
            answer = visit.get(answer.context["target"])
    query = parse_qs(urlsplit(answer.headers.get("Location", "")).query)
    wanted = {"grant_type": "authorization_code", "code": query.get("code", ["x"])[0], "redirect_uri": BACK}
    got = _called(party, visit, "token", {**wanted, "code_verifier": party.verifier})
    tokens = got.json() if got.status_code == 200 else {"refresh_token": "x", "access_token": "y"}
    for path, form in data.draw(st.permutations(_calls(tokens)))[:3]:
        _called(party, visit, path, form)
    visit.get("/oauth/logout", visit.mutated({"client_id": party.client_id, "post_logout_redirect_uri": LEFT}))
    visit.post("/oauth/sign-out", visit.mutated({"asked": ""}))


def _calls(tokens: dict[str, str]) -> list[tuple[str, dict[str, str]]]:
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    shown = [(path, {"token": tokens["access_token"]}) for path in ("revoke", "introspect")]
    return [("token", refresh), ("token", {**refresh, "scope": "openid national_id"}), *shown, ("userinfo", tokens)]


def _called(party: RelyingParty, visit: Visit, path: str, form: dict[str, str]) -> Any:
    sent = visit.mutated(form, "client_id", "client_secret", "scope", "token_type_hint")
    header = visit.data.draw(st.none() | st.none() | HEADERS)
    answer = party.call(path, **sent) if header is None else Client().post(f"/oauth/{path}", sent, headers=header)
    assert answer.status_code < 500, (path, form)
    if answer.status_code >= 400:
        assert path == "userinfo" or json.loads(answer.content)["error"]
    return answer


def registering(_world: World, _party: RelyingParty, _newcomer: Account, data: st.DataObject) -> None:
    """The steps forwards, backwards, shown again, left out and answered twice: an account comes whole or not at all."""
    visit, before = Visit(Client(), data), _members()
    kind = data.draw(st.sampled_from(["thai", "foreign"]))
    way = ["member", "consent", "person" if kind == "thai" else "passport", "contact", "code", "personnel", "position"]
    moves = [*way[: data.draw(st.integers(0, len(way)))], *data.draw(st.lists(st.sampled_from(_MOVES), max_size=6))]
    for move in [*moves, *data.draw(st.sampled_from([[], ["confirm"], ["confirm", "confirm"]]))]:
        if move in {"", "code/again", "nothing", "done"}:
            visit.browser.get(f"/account/register/{move}/") if move else visit.browser.get("/account/register/")
            visit.post("/account/register/code/again/", {})
            continue
        fields = {**ANSWERS, "member": {"kind": kind}, "confirm": END, "code": {"code": _code()}}[move]
        is_right = move in way and data.draw(st.integers(0, 3))
        given = fields if is_right else visit.mutated(fields)
        visit.judged(visit.browser.post(f"/account/register/{move}/", given))
        visit.get(f"/account/register/{move}/", {"next": data.draw(TEXTS)})
    after = [now - then for now, then in zip(_members(), before, strict=True)]
    assert after in ([0] * 4, [1] * 4), (after, moves)


_MOVES = [*ANSWERS, "code", "confirm", "", "code/again", "done"]


def _code() -> str:
    try:
        return code()
    except IndexError:
        return "000000"


def _members() -> list[int]:
    """Accounts, persons, what was agreed to and what was stated: a registration makes one of each."""
    with acting_as(SYSTEM):
        return [table.objects.count() for table in (Account, Person, Consent, Statement)]


def verifying(world: World, _party: RelyingParty, newcomer: Account, data: st.DataObject) -> None:
    """By card and by document, with any file, cancelled and begun again: never two requests at once."""
    browser = Client()
    sign_in(browser, newcomer, method="password")
    visit = Visit(browser, data)
    for move in data.draw(st.lists(st.sampled_from(list(_VERIFY)), min_size=1, max_size=5)):
        _VERIFY[move](visit, world)
        visit.get(f"/account/verify/{data.draw(st.sampled_from(['', 'request/', 'request/file/', 'card/']))}")
    with acting_as(SYSTEM):
        assert VerificationRequest.objects.filter(account=newcomer, state__in=OPEN).count() <= 1


def _document(visit: Visit, world: World) -> None:
    form = {"organization": str(world.a.pk), "kind": "ministry", "unit": "กอง", "position": "ครู"}
    visit.post("/account/verify/document/", visit.mutated(form | {"number": world.numbers["a"]}))


def _handed_in(visit: Visit, _world: World) -> None:
    file = SimpleUploadedFile("x", visit.data.draw(FILES))
    file._name = visit.data.draw(TEXTS)[:200] or "x"  # type: ignore[attr-defined]  # as a hostile client names it
    visit.post("/account/verify/request/", visit.mutated({"responsible": "on", "version": "1"}) | {"file": file})


def _card(visit: Visit, world: World) -> None:
    form = {"number": world.numbers["a"], "laser": "JT0-1234567-89", "given_name": "ก", "family_name": "ข"}
    visit.post("/account/verify/card/", visit.mutated(form | {"born": "29/2/2535"}))


_VERIFY: dict[str, Callable[[Visit, World], None]] = {
    "document": _document,
    "handed in": _handed_in,
    "card": _card,
    "lists": lambda visit, _world: visit.post("/account/verify/staff-lists/", {}),
    "form": lambda visit, _world: visit.get("/account/verify/request/form/"),
    "cancel": lambda visit, _world: visit.post("/account/verify/request/cancel/", {}),
}


def recovering(world: World, _party: RelyingParty, _newcomer: Account, data: st.DataObject) -> None:
    """Forgotten passwords, other addresses, tokens of agencies, help: the steps in any order."""
    visitor = Visit(Client(), data)
    member = Visit(world.browser("applicant"), data)
    helper = Visit(world.browser("account_admin"), data)
    applicant = world.accounts["applicant"].pk
    steps: list[Callable[[], Any]] = [
        lambda: visitor.post("/account/forgotten/", visitor.mutated({"address": "somsri@example.test"})),
        lambda: visitor.post("/account/forgotten/code/", visitor.mutated({"code": "00000000"})),
        lambda: visitor.post("/account/forgotten/password/", visitor.mutated({"password": "x", "repeated": "x"})),
        lambda: visitor.post("/account/check/", visitor.mutated({"address": "๐๘๑-๐๐๐-๐๐๐๗"})),
        lambda: visitor.post("/account/sign-in/", visitor.mutated({"login": "malee.s", "password": "wrong"})),
        lambda: visitor.post("/account/sign-in/passkey/", visitor.mutated({"answer": '{"id": 1, "response": []}'})),
        lambda: member.post("/account/addresses/email/", member.mutated({"address": "new@example.test"})),
        lambda: member.post("/account/addresses/email/code/", member.mutated({"code": "00000000"})),
        lambda: member.post("/account/passkeys/add/", member.mutated({"name": "x", "answer": '{"response": {}}'})),
        lambda: member.post("/agencies/token/", member.mutated({"token": "AAAAA-AAAAA"})),
        lambda: helper.get("/account/helpdesk/", helper.mutated({"q": "มาลี"})),
        lambda: helper.post(f"/account/helpdesk/{applicant}/lock/", helper.mutated({"reason": "x"})),
    ]
    for step in data.draw(st.lists(st.sampled_from(steps), min_size=1, max_size=4)):
        step()


JOURNEYS: list[Journey] = [any_address, any_address, signing_in_at_a_service, registering, verifying, recovering]


@pytest.fixture
def uncounted() -> Iterator[None]:
    """Who is slowed down reaches nothing."""
    with override_settings(ACCOUNT_RATE_LIMITS={}):
        yield


@pytest.mark.usefixtures("uncounted")
@hypothesis_settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=EXAMPLES <= 30
)
@given(data=st.data())
def test_no_visit_makes_us_fail(world: World, party: RelyingParty, newcomer: Account, data: st.DataObject) -> None:
    journey = data.draw(st.sampled_from(JOURNEYS))
    with transaction.atomic():
        journey(world, party, newcomer, data)
        transaction.set_rollback(True)
