"""The library's pages. Nothing here knows how Tidtam is built."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.actor import Refused

from . import actions, queries
from .membership import facts_in, member_of
from .models import Visit

_COOKIE = "service_browser"
_STATE = "service_leaving"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """At its registered name only: a cookie of another name would not come back."""
    known = queries.registration()
    if known is not None and request.get_host() != urlsplit(known.url).netloc:
        return HttpResponseRedirect(known.url)
    visit = _visit(request)
    context = {
        "is_registered": known is not None,
        "visit": visit,
        "member": member_of(visit.told) if visit else None,
        "facts": facts_in(visit.told) if visit else [],
        "proved_at": _moment(visit.proof.get("auth_time")) if visit else None,
        "received": queries.received()[:10],
    }
    return render(request, "service/start.html", context)


@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    mark = _mark(request) or actions.new_secret()
    try:
        address = actions.begin_sign_in(mark)
    except Refused as refused:
        return _refused(request, refused)
    return _remember(HttpResponseRedirect(address), mark)


@require_safe
def callback(request: HttpRequest) -> HttpResponse:
    """Where Tidtam leads the browser back to, with a code or with a reason."""
    try:
        mark = actions.finish_sign_in(request.build_absolute_uri(), _mark(request), request.GET.get("state", ""))
    except Refused as refused:
        return _refused(request, refused)
    return _remember(redirect("service:start"), mark)


@require_POST
def ask_again(request: HttpRequest) -> HttpResponse:
    visit = _visit(request)
    if visit is not None:
        try:
            actions.ask_again(visit)
        except Refused as refused:
            return _refused(request, refused)
    return redirect("service:start")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    visit = _visit(request)
    if visit is not None:
        actions.leave(visit)
    return redirect("service:signed_out")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Here at once; whether at Tidtam, too, the person says there."""
    visit, state = _visit(request), actions.new_secret()
    if visit is None:
        return redirect("service:signed_out")
    try:
        address = actions.leave_both(visit, state)
    except Refused as refused:
        return _refused(request, refused)
    return _remember(HttpResponseRedirect(address), state, name=_STATE)


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Also where Tidtam leads back to; that it was asked by this very browser, the state says."""
    came_back = bool(request.GET.get("state")) and request.GET["state"] == request.COOKIES.get(_STATE)
    response = render(request, "service/signed_out.html", {"came_back": came_back})
    response.delete_cookie(_STATE, path="/service/")
    return response


def _mark(request: HttpRequest) -> str:
    return request.COOKIES.get(_COOKIE, "")


def _visit(request: HttpRequest) -> Visit | None:
    return queries.visit_of(_mark(request))


def _remember(response: HttpResponse, mark: str, *, name: str = _COOKIE) -> HttpResponse:
    seconds = int(queries.VISIT_LASTS.total_seconds())
    response.set_cookie(name, mark, max_age=seconds, path="/service/", httponly=True, samesite="Lax")
    return response


def _moment(seconds: object) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) else None


def _refused(request: HttpRequest, refused: Refused) -> HttpResponse:
    title = _("You are not signed in") if _visit(request) is None else _("This did not work")
    context = {"title": title, "message": refused.message, "code": refused.code}
    return render(request, "service/refused.html", context, status=400)
