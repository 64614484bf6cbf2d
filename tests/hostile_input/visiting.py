"""A browser that sends what no browser would, and every answer to which is judged."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.test import Client
from hypothesis import strategies as st

from tidtam.kernel.issuers.tests.issuer import ISSUER
from tidtam.kernel.provider.tests.factories import BACK, LEFT

from .forms import stored
from .nasties import NASTY

ELSEWHERE = (
    "https://evil.example/", "//evil.example", "/\\evil.example", "///evil.example", "/%2F/evil.example",
    "https:evil.example", "javascript:alert(1)", "/account/?next=//evil.example", "\t//evil.example",
    "/\n/evil.example", "http://127.0.0.1@evil.example/", BACK + ".evil.example", BACK + "/../", BACK.upper(),
    "data:text/html,x",
)  # fmt: skip
TEXTS = (
    st.sampled_from([*NASTY.values(), *ELSEWHERE, "", "0", "-1", "9" * 5_000, "openid national_id", "none login", "on"])
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
)  # fmt: skip


class Visit:
    def __init__(self, browser: Client, data: st.DataObject) -> None:
        self.browser, self.data = browser, data
        browser.raise_request_exception = False

    def get(self, url: str, query: dict[str, Any] | None = None) -> Any:
        before = stored()
        answer = self.judged(self.browser.get(url, query or {}))
        assert stored() == before, url
        return answer

    def post(self, url: str, form: dict[str, Any], **more: Any) -> Any:
        before = stored()
        answer = self.judged(self.browser.post(url, form, **more))
        if answer.status_code not in {302, 303}:
            assert stored() == before, (url, form)
        return answer

    def mutated(self, form: dict[str, Any], *more: str) -> dict[str, Any]:
        """Nearly right ones reach further than nonsense."""
        names = self.data.draw(st.lists(st.sampled_from([*form, *more, "next"]), max_size=2))
        return {**form, **{name: self.data.draw(TEXTS) for name in names}}

    def judged(self, answer: Any) -> Any:
        assert answer.status_code < 500, (answer.request["PATH_INFO"], answer.request.get("QUERY_STRING"))
        target = answer.headers.get("Location", "/")
        ours = target.startswith("/") and target[1:2] not in {"/", "\\"}
        theirs = target.split("?")[0] in {BACK, LEFT.split("?")[0]}
        origins = (*settings.ENVIRONMENT.sign_in_origins, ISSUER)
        provider = any(target.startswith(f"{origin}/") for origin in origins)
        assert ours or theirs or provider, target
        return answer

    @property
    def is_signed_in(self) -> bool:
        return bool(self.browser.get("/account/").status_code == 200)


def query_of(answer: Any) -> dict[str, str]:
    """What a redirect takes along."""
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}
