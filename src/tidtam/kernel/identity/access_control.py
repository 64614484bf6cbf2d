"""What stands before a page beside `actor.gate`: a fresh proof of who one is, and the way in for who lacks a role."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tidtam.kernel.actor.gate import RoleMissing, member_required
from tidtam.kernel.actor.http import ActorRequest

from .http import IdentityRequest, account_of
from .next_page import address, page_of
from .queries.acting import proved_within
from .queries.roles import role_choices

P = ParamSpec("P")
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])
Inner = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_SHORT_WHILE_SECONDS = 15 * 60
_open_to_expired = {"account_home", "confirm_identity", "set_language", "sign_out", "signed_out"}


def leave_open_to_expired(*url_names: str) -> None:
    """Pages by which the owner of an expired temporary account verifies who they are; all others are closed to them."""
    _open_to_expired.update(url_names)


def is_closed_to(request: IdentityRequest) -> bool:
    """Whether a temporary account asks that has outlived its last day, for a page that does not serve to verify it."""
    account, page = request.sign_in.account, request.resolver_match
    if account is None or not account.is_expired(request.actor.now()):
        return False
    return page is None or page.view_name not in _open_to_expired


def recently_proved(view: Inner[P]) -> View[P]:
    """For what a stolen session must not do: the person proves once more who they are."""

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        now = request.actor.now().timestamp()
        if not proved_within(request, account_of(request), now, _SHORT_WHILE_SECONDS):
            return _redirect("confirm_identity", request)
        return view(request, *args, **kwargs)

    return member_required(guarded)


def way_in(request: IdentityRequest, missing: RoleMissing) -> HttpResponse | None:
    """For an officer who acts in another role, or waits for a second factor; for all others the page does not exist."""
    if request.sign_in.roles_wait_for_second_factor:
        return _redirect("second_factor_setup", request)
    fitting = [grant for grant in request.actor.other_grants if grant.role in missing.roles]
    if not fitting:
        return None
    context = {"choices": role_choices(request.actor, fitting), "next": page_of(request)}
    return render(request, "identity/other_role.html", context, status=403)


def own_transactions(view: AnyView) -> AnyView:
    """The view opens its transactions itself, because it waits for the outside in between."""
    view.own_transactions = True  # type: ignore[attr-defined]  # a mark that ActorMiddleware reads
    return view


def _redirect(name: str, request: HttpRequest) -> HttpResponseRedirect:
    """To a page that leads back to this one."""
    return HttpResponseRedirect(address(name, page_of(request)))
