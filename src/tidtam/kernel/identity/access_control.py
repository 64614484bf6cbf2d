"""Who may enter a page at all. What they may do there is decided by policies."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from tidtam.kernel.actor.http import ActorRequest

from .http import account_of, facts_of
from .next_page import address, page_of
from .queries.acting import proved_within
from .queries.roles import role_choices

P = ParamSpec("P")
AnyView = TypeVar("AnyView", bound=Callable[..., HttpResponseBase])
Inner = Callable[Concatenate[ActorRequest, P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]

_SHORT_WHILE_SECONDS = 15 * 60


def member_required(view: Inner[P]) -> View[P]:
    """A visitor signs in first and comes back to the page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        acting = cast(ActorRequest, request)
        if acting.actor.is_visitor:
            return _redirect("sign_in", request)
        return view(acting, *args, **kwargs)

    return guarded


def officer_required(*roles: str) -> Callable[[Inner[P]], View[P]]:
    """A visitor signs in first. For whoever holds none of these roles the page does not exist; who holds one but
    acts in another is told so."""

    def decorate(view: Inner[P]) -> View[P]:
        @wraps(view)
        def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if request.actor.holds_any(roles):
                return view(request, *args, **kwargs)
            if facts_of(request).roles_wait_for_second_factor:
                return _redirect("second_factor_setup", request)
            fitting = [grant for grant in request.actor.other_grants if grant.role in roles]
            if fitting:
                context = {"choices": role_choices(request.actor, fitting), "next": page_of(request)}
                return render(request, "identity/other_role.html", context, status=403)
            raise Http404

        return member_required(guarded)

    return decorate


def recently_proved(view: Inner[P]) -> View[P]:
    """For what a stolen session must not do: the person proves once more who they are."""

    @wraps(view)
    def guarded(request: ActorRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        now = request.actor.now().timestamp()
        if not proved_within(request, account_of(request), now, _SHORT_WHILE_SECONDS):
            return _redirect("confirm_identity", request)
        return view(request, *args, **kwargs)

    return member_required(guarded)


def own_transactions(view: AnyView) -> AnyView:
    """The view opens its transactions itself, because it waits for the outside in between."""
    view.own_transactions = True  # type: ignore[attr-defined]  # a mark that ActorMiddleware reads
    return view


def _redirect(name: str, request: HttpRequest) -> HttpResponseRedirect:
    """To a page that leads back to this one."""
    return HttpResponseRedirect(address(name, page_of(request)))
