import pytest
from django.test import RequestFactory

from tidtam.kernel.identity.next_page import page_of, safe_next

SAFE = [
    "/",
    "/my/cases/",
    "/t/abcdefgh?from=sms&x=1",
    "/ค้นหา/?q=ศาสตราจารย์",
    "/%E0%B8%81/?q=%E0%B8%81",
    "/page?next=//evil.example",
    "/a//b",
    "/path with blank/",
]
UNSAFE = [
    "",
    "//evil.example",
    "///evil.example",
    "////evil.example/x",
    "\\\\evil.example",
    "/\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "/%2f/evil.example",
    "/%2fevil.example",
    "/%5cevil.example",
    "/%5C%5Cevil.example",
    "/%09/evil.example",
    "http://evil.example/",
    "https:evil.example",
    "https:/evil.example",
    "http:///evil.example",
    "HTTPS://evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "evil.example",
    "user@evil.example",
    "@evil.example",
    "//user@evil.example/",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    "\x00/my/",
    "/my/\x00",
    "/my/\r\nSet-Cookie: a=b",
    "/my/%0d%0aSet-Cookie:a=b",
    " /my/",
    "//[::1",
    "/\u202egro.live",
    "/" + "a" * 3000,
    "/account/sign-in/?next=//evil.example",
    "/account/sign-in/",
    "/account/sign-out/",
    "/account/thaid/callback?code=1&state=2",
]


@pytest.mark.requirement("IDN-03")
@pytest.mark.parametrize("url", SAFE)
def test_a_page_of_ours_is_kept_as_it_is(url: str) -> None:
    assert safe_next(url) == url


@pytest.mark.requirement("IDN-03")
@pytest.mark.parametrize("url", UNSAFE)
def test_nothing_leads_out_of_the_site_or_round_in_a_circle(url: str) -> None:
    assert safe_next(url) == ""


def test_only_path_and_query_are_kept() -> None:
    assert safe_next("/my/cases/#top") == "/my/cases/"


def test_a_posted_form_leads_back_to_the_page_it_stood_on() -> None:
    factory = RequestFactory(headers={"referer": "http://testserver/my/cases/?page=2"})
    assert page_of(factory.post("/my/cases/act")) == "/my/cases/?page=2"
    elsewhere = RequestFactory(headers={"referer": "http://evil.example/my/"})
    assert page_of(elsewhere.post("/my/cases/act")) == "/"
