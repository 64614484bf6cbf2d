"""Where a person was going before they had to sign in. It never leads out of this site."""

from urllib.parse import unquote, urlencode, urlsplit

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from tidtam.kernel.actor import gate

LONGEST = 2_000
_not_again = {"sign_in", "sign_out", "second_factor", "signed_out"}


def never_go_on_to(*url_names: str) -> None:
    """Pages of signing in itself: whoever has signed in has no business there."""
    _not_again.update(url_names)


def safe_next(url: str | None) -> str:
    """The path and query of `url` if it is a page of ours, else nothing."""
    if not url or len(url) > LONGEST or not _is_plain_path(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not _is_plain_path(unquote(parts.path)):
        return ""
    if not url_has_allowed_host_and_scheme(url, allowed_hosts=None):
        return ""
    if any(parts.path.rstrip("/") == reverse(name).rstrip("/") for name in _not_again):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def next_of(request: HttpRequest) -> str:
    """What the form or the address says about where to go on."""
    return safe_next(request.POST.get("next") or request.GET.get("next"))


def page_of(request: HttpRequest) -> str:
    """The page a person is at, if one can come back to it."""
    return safe_next(gate.page_of(request))


def address(name: str, next_page: str = "") -> str:
    """The page of this name, leading on to `next_page`."""
    return f"{reverse(name)}?{urlencode({'next': next_page})}" if next_page else reverse(name)


def _is_plain_path(text: str) -> bool:
    """One slash at the start, and nothing that browsers read in their own way (\\\\evil, control characters)."""
    return (
        text.startswith("/")
        and not text.startswith("//")
        and "\\" not in text
        and all(char.isprintable() for char in text)
    )
