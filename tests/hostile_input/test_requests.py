"""Whatever stands around a form: addresses, methods, headers and cookies (QLT-04)."""

from typing import cast
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from tests.access.asking import ASKING
from tests.access.routes import all_routes
from tests.access.walking import cells_of, expected
from tests.access.world import World

from .nasties import NASTY

pytestmark = pytest.mark.requirement("QLT-04")

PARAMETERS = (
    "cursor", "q", "status", "process", "step", "order", "late", "state", "position", "letter", "office", "next",
    "show", "who", "whose", "verb", "object_kind", "object_id", "since", "until", "code", "error",
)  # fmt: skip
RAW = ["%FF%FE", "%00", "%ED%A0%80", "%", "%u0e01", "a&a=b&a", "[]=1", ";", "%E0%B8"]


def readable() -> list[tuple[str, str, str]]:
    """Each page with the first one who is given it."""
    found: dict[str, tuple[str, str, str]] = {}
    for route in all_routes():
        for cell in cells_of(route):
            if cell.method == "GET" and expected(cell) in {"200", "302"}:
                found.setdefault(route, (route, cell.label, cell.actor))
    return list(found.values())


def url_of(world: World, route: str, label: str) -> str:
    return reverse(route, kwargs=ASKING[route][label](world).kwargs)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses whose parameters somebody looked at."""
    read, found = vars(WSGIRequest)["GET"].func, list[str]()

    def watched(request: WSGIRequest) -> QueryDict:
        found.append(request.path)
        return cast("QueryDict", read(request))

    monkeypatch.setattr(WSGIRequest, "GET", property(watched))
    return found


@pytest.mark.parametrize(("route", "label", "actor"), readable())
def test_nonsense_in_the_address_is_no_error(
    world: World, looked: list[str], route: str, label: str, actor: str
) -> None:
    """To a page that looks at no parameter, one nonsense is as good as another."""
    url = url_of(world, route, label)
    nonsense = [*(quote(text) for text in NASTY.values()), *RAW]
    for shift in range(0, len(nonsense), 4):
        given = [f"{name}={nonsense[(place + shift) % len(nonsense)]}" for place, name in enumerate(PARAMETERS)]
        with transaction.atomic():
            response = world.browser(actor).get(f"{url}?{'&'.join(given)}")
            assert response.status_code < 500, (route, given)
            transaction.set_rollback(True)
        if not looked:
            return


@pytest.mark.parametrize(("route", "label", "actor"), readable())
def test_other_methods_are_answered_or_not_allowed(world: World, route: str, label: str, actor: str) -> None:
    if route == "maintenance":
        return
    url = url_of(world, route, label)
    for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "BREW"):
        with transaction.atomic():
            response = world.browser(actor).generic(method, url)
            allowed = {200, 302, 405} if method == "HEAD" else {405}
            if route == "set_language":
                allowed = {302}  # Django's own view: whatever the method, it goes back
            if route == "dossier:override":
                allowed |= {404}  # which finding is meant stands in what is sent, and nothing is sent here
            assert response.status_code in allowed, (route, method, response.status_code)
            transaction.set_rollback(True)


ODD_ADDRESSES = [
    "/my/cases/%00/",
    "/my/cases/%FF/",
    "/my/cases/01900000-0000-7000-8000-00000000000g/",
    "/work/01900000-0000-7000-8000-000000000000/correct/99999999999999999999/",
    "/t/%00",
    "/t/" + "a" * 5_000,
    "/processes/" + "a" * 5_000 + "/",
    "/notices/stop/%00/",
    "/notices/stop/a:b:c/",
    "/demo/become/%E0%B8%81/",
    "/..%2f..%2fetc/passwd",
    "//evil.example/",
    "/static/../../etc/passwd",
    "/static/%00",
]


@pytest.mark.parametrize("address", ODD_ADDRESSES)
@pytest.mark.parametrize("actor", ["visitor", "ministry"])
def test_odd_addresses(world: World, address: str, actor: str) -> None:
    assert world.browser(actor).get(address).status_code < 500


def test_the_greatest_sequence_is_no_error(world: World) -> None:
    case = world.cases["a"].pk
    for sequence in (2**31, 2**63, 10**40):
        assert world.browser("ministry").get(f"/work/{case}/correct/{sequence}/").status_code == 404


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "a b", "", "[::1", "x" * 3_000, "127.0.0.1@evil"]
)
def test_a_forged_host_is_refused_in_words(world: World, host: str) -> None:
    for actor in ("visitor", "ministry"):
        response = world.browser(actor).get("/work/", headers={"host": host})
        assert response.status_code == 400
        assert b"evil" not in response.content
    posted = world.browser("visitor").post("/account/sign-in/", {"login": "a", "password": "b"}, headers={"host": host})
    assert posted.status_code == 400


COOKIES = ["x" * 8_000, "\x00", "….…", "a.b.c", "';--", "😀" * 10, "0" * 32]


@pytest.mark.parametrize("cookie", COOKIES, ids=ascii)
@pytest.mark.parametrize("name", ["tidtam_session", "tidtam_csrf", "tidtam_language", "messages", "unknown"])
def test_broken_cookies_make_a_visitor_of_nobody_known(world: World, name: str, cookie: str) -> None:
    # As a server hands bytes over: each one a letter.
    sent = {"cookie": f"{name}={cookie.encode().decode('latin-1')}"}
    browser = world.browser("visitor")
    assert browser.get("/", headers=sent).status_code == 200
    assert browser.get("/work/", headers=sent).status_code == 302
    assert browser.post("/account/sign-in/", {"login": "a", "password": "b"}, headers=sent).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "x" * 5_000},
        {"accept-encoding": "gzip;q=x, *"},
        {"referer": "\x00http://["},
        {"referer": "http://[::1"},
        {"origin": "null"},
        {"x-forwarded-for": "'; DROP TABLE x; --" * 50},
        {"x-forwarded-for": "\x00"},
        {"x-forwarded-host": "evil.example"},
        {"user-agent": "\x00" + "x" * 9_000},
        {"if-none-match": "\x00"},
        {"if-modified-since": "never"},
        {"range": "bytes=9999999999-"},
        {"content-length": "-1"},
        {"content-length": "x"},
    ],
    ids=str,
)
def test_odd_headers(world: World, headers: dict[str, str]) -> None:
    for actor, url in (("visitor", "/account/sign-in/"), ("ministry", "/work/"), ("applicant", "/account/sessions/")):
        assert world.browser(actor).get(url, headers=headers).status_code < 500
        assert world.browser(actor).post(url, {"session": "x", "login": "a"}, headers=headers).status_code < 500


def test_no_form_is_taken_without_its_token(world: World) -> None:
    """Each place that changes something, but for the one that a mail program calls by itself.

    Programs show a proof of their own and are answered 401 without it; no cookie counts for them.
    """
    unguarded = set()
    for route in all_routes():
        if route.startswith("tracking_api:"):
            continue
        label = next(iter(ASKING[route]))
        with transaction.atomic():
            asked = ASKING[route][label](world)
            url = reverse(route, kwargs=asked.kwargs)
            for actor in ("visitor", "applicant", "ministry"):
                with transaction.atomic():
                    status = world.browser(actor, enforce_csrf_checks=True).post(url, asked.form).status_code
                    transaction.set_rollback(True)
                if status not in {401, 403, 405}:
                    unguarded.add(route)
            transaction.set_rollback(True)
    # Health is asked by machines before anything else; it has nothing to post to. What a service posts by way of a
    # browser only asks, as its address does; the person then answers by a form of ours.
    assert unguarded == {"notice_stop", "oauth_authorize", "oauth_logout"}
