"""Before a view runs: who is not signed in is asked to; who lacks the role finds nothing there."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import redirect

from tidtam.kernel.actor.http import ActorRequest
from tidtam.web.addresses import without_numbers

_LONGEST_ADDRESS = 2_000
P = ParamSpec("P")
Inner = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class RoleMissing(Http404):
    """For whoever acts in none of these roles there is nothing here; who could act in one of them may be told how."""

    def __init__(self, roles: tuple[str, ...]) -> None:
        super().__init__()
        self.roles = roles


def page_of(request: HttpRequest) -> str:
    """Where the person is: the address itself, or for a posted form, which nobody can ask for, the page it stood on."""
    if request.method in {"GET", "HEAD"}:
        return without_numbers(request.get_full_path())
    referrer = urlsplit(request.headers.get("referer", "")[:_LONGEST_ADDRESS])
    if referrer.netloc != request.get_host():
        return "/"
    return f"{referrer.path}?{referrer.query}" if referrer.query else referrer.path


def member_required(view: Inner[P]) -> View[P]:
    """Only for people who are signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        acting = cast(ActorRequest, request)
        if acting.actor.account_id is None:
            return redirect_to_login(page_of(request), str(settings.LOGIN_URL))
        return view(acting, *args, **kwargs)

    return guarded


def stands_on(page: str) -> Callable[[View[P]], View[P]]:
    """For what is only ever posted, from a form on the page of this name: whoever asks for the address itself, because
    they had to sign in meanwhile or came back by the history, is led to that page.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def posted(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in {"GET", "HEAD"}:
                return redirect(page)
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return posted

    return decorate


def officer_required(*roles: str) -> Callable[[Inner[P]], View[P]]:
    """Only for people who act in one of these roles somewhere; for others the page does not exist."""

    def decorate(view: Inner[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.holds_any(roles):
                raise RoleMissing(roles)
            return view(request, *args, **kwargs)

        return member_required(guarded)

    return decorate
