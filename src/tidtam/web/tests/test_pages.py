"""The pages that belong to no product, and those shown when something cannot be done."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import include, path

from tidtam.web import context, errors, navigation


def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


def without_database(request: HttpRequest) -> HttpResponse:
    raise OperationalError("server closed the connection")


def refusing(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("secret detail")


def absent(request: HttpRequest) -> HttpResponse:
    raise Http404("secret detail")


urlpatterns = [
    path("failing", failing),
    path("without-database", without_database),
    path("refusing", refusing),
    path("absent", absent),
    path("", include("tidtam.config.urls")),
]
handler400 = "tidtam.web.errors.bad_request"
handler403 = "tidtam.web.errors.forbidden"
handler404 = "tidtam.web.errors.not_found"
handler500 = "tidtam.web.errors.server_error"

LANGUAGES = ["th", "en"]


@pytest.fixture
def visitor(db: None) -> Client:
    return Client(raise_request_exception=False)


def speak(client: Client, language: str) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language


class Outline(HTMLParser):
    """What a screen reader finds its way by."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.headings: list[str] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.headings += [tag] if tag == "h1" else []
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        self.inline += ["script"] if tag == "script" and not found.get("src") else []


@pytest.mark.requirement("QLT-05")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["/", "/about", "/_components", "/maintenance", "/no-such-page"])
def test_every_page_has_its_title_one_heading_and_nothing_inline(visitor: Client, address: str, language: str) -> None:
    speak(visitor, language)
    html = visitor.get(address).content.decode()
    outline = Outline(html)
    assert f'<html lang="{language}"' in html
    assert "<title> –" not in html
    assert outline.headings == ["h1"]
    assert len(outline.ids) == len(set(outline.ids))
    assert outline.inline == []


@pytest.mark.requirement("QLT-04")
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize(
    ("address", "status"),
    [("/failing", 500), ("/without-database", 503), ("/refusing", 403), ("/absent", 404), ("/no-such-page", 404)],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_page_gives_a_reference_and_nothing_else_away(
    visitor: Client, address: str, status: int, language: str
) -> None:
    speak(visitor, language)
    response = visitor.get(address)
    html = response.content.decode()
    assert response.status_code == status
    assert response.headers["X-Request-Id"][:10] in html
    assert "secret" not in html
    assert "Traceback" not in html


@override_settings(ROOT_URLCONF=__name__)
def test_a_failure_stands_in_the_log_under_the_number_that_the_person_sees(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    reference = re.search(r'tt-code">([0-9a-f]{10})<', visitor.get("/failing").content.decode())
    logged = [record.request.request_id for record in caplog.records if record.name == "django.request"]  # type: ignore[attr-defined]
    assert reference is not None
    assert [number[:10] for number in logged] == [reference[1]]


@override_settings(ROOT_URLCONF=__name__)
def test_the_page_for_a_failure_asks_nothing_of_what_may_have_failed(
    visitor: Client, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(actor: object) -> bool:
        raise AssertionError("the page of a failure must not ask who may see what")

    entry = navigation.Entry("broken", "Broken", "home", 1, broken, area="footer")
    monkeypatch.setitem(navigation._entries, ("footer", "broken"), entry)
    assert visitor.get("/failing").status_code == 500


def test_while_the_database_is_away_people_are_told_when_to_come_back(visitor: Client) -> None:
    response = visitor.get("/maintenance")
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "300"


def test_a_form_without_its_token_is_refused_kindly() -> None:
    response = Client(enforce_csrf_checks=True).post("/language", {"language": "en"})
    assert response.status_code == 403
    assert response.headers["X-Request-Id"][:10] in response.content.decode()


@pytest.mark.requirement("QLT-04")
def test_a_foreign_host_is_refused_kindly() -> None:
    response = Client(raise_request_exception=False).get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_the_language_stays_chosen_and_the_page_is_kept(visitor: Client) -> None:
    response = visitor.post("/language", {"language": "en", "next": "/about?x=1"})
    assert response.headers["Location"] == "/about?x=1"
    assert '<html lang="en"' in visitor.get("/about").content.decode()


@pytest.mark.parametrize(("chosen", "spoken"), [(None, "th"), ("en", "en"), ("de", "th"), ("../../etc", "th")])
def test_pages_are_thai_until_one_chooses_whatever_the_browser_asks(
    visitor: Client, chosen: str | None, spoken: str
) -> None:
    if chosen:
        speak(visitor, chosen)
    response = visitor.get("/about", headers={"accept-language": "en-US,en;q=0.9"})
    assert f'<html lang="{spoken}"' in response.content.decode()
    assert response.headers["Content-Language"] == spoken
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.requirement("QLT-04")
@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00"])
def test_switching_the_language_leads_nowhere_else(visitor: Client, there: str) -> None:
    assert visitor.post("/language", {"language": "en", "next": there}).headers["Location"] == "/"


def test_after_a_posted_page_the_language_switch_returns_to_the_page_before() -> None:
    posted = RequestFactory().post("/x/save", headers={"referer": "http://testserver/x/?q=1"})
    foreign = RequestFactory().post("/x/save", headers={"referer": "http://evil.example/x/"})
    asked = RequestFactory().get("/x/", {"q": "1"})
    assert [context.Shell(request).return_path for request in (posted, foreign, asked)] == ["/x/?q=1", "/", "/x/?q=1"]


def test_robots_keep_out(visitor: Client) -> None:
    assert visitor.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_the_app_manifest_can_be_read() -> None:
    text = (Path(errors.__file__).parent / "static/web/manifest.webmanifest").read_text()
    assert json.loads(text)["start_url"] == "/"
