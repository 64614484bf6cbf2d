"""Pages that only tests have: each shows one thing that ActorMiddleware must get right."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import include, path

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import NotAllowed, Refused
from tidtam.kernel.actor.gate import member_required, officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.http import IdentityRequest
from tidtam.kernel.identity.models import OpenIdAttempt


def _setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [name])
        return str(cursor.fetchone()[0] or "")


def who(request: ActorRequest) -> JsonResponse:
    return JsonResponse(
        {
            "kind": request.actor.kind,
            "account": str(request.actor.account_id or ""),
            "name": request.actor.name,
            "roles": [grant.role for grant in request.actor.grants],
            "other_roles": [grant.role for grant in request.actor.other_grants],
            "address": request.actor.origin.address,
            "channel": request.actor.origin.channel,
            "database": [_setting("tidtam.actor_kind"), _setting("tidtam.account"), _setting("tidtam.roles")],
        }
    )


def _leave_a_trace(request: ActorRequest) -> None:
    now = request.actor.now()
    OpenIdAttempt.objects.create(state_hash=request.path, browser_hash="x", begun_at=now, expires_at=now)


def write(request: ActorRequest) -> HttpResponse:
    _leave_a_trace(request)
    return HttpResponse("written")


def write_then_fail(request: ActorRequest) -> HttpResponse:
    _leave_a_trace(request)
    raise RuntimeError("a mistake in a view")


def write_then_404(request: ActorRequest) -> HttpResponse:
    _leave_a_trace(request)
    raise Http404


def write_then_500(request: ActorRequest) -> HttpResponse:
    _leave_a_trace(request)
    return HttpResponse(status=503)


def write_then_refuse(request: ActorRequest) -> HttpResponse:
    _leave_a_trace(request)
    raise Refused("Say why, and how to mend it.")


def write_then_forbid(request: ActorRequest) -> HttpResponse:
    _leave_a_trace(request)
    raise NotAllowed("Only the owner may do this.")


def broken_sql(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column")
    return HttpResponse("never")


@member_required
def members(request: ActorRequest) -> HttpResponse:
    return HttpResponse("for members")


@officer_required(Role.MINISTRY_CASE_OFFICER)
def officers(request: ActorRequest) -> HttpResponse:
    return HttpResponse("for officers")


@own_transactions
def alone(request: IdentityRequest) -> JsonResponse:
    return JsonResponse({"is_in_transaction": request.is_in_transaction, "kind": request.actor.kind})


urlpatterns = [
    path("who/", who),
    path("write/", write),
    path("write-then-fail/", write_then_fail),
    path("write-then-404/", write_then_404),
    path("write-then-500/", write_then_500),
    path("write-then-refuse/", write_then_refuse),
    path("write-then-forbid/", write_then_forbid),
    path("broken-sql/", broken_sql),
    path("members/", members),
    path("members/send/", members),
    path("officers/", officers),
    path("alone/", alone),
    path("", include("tidtam.config.urls")),
]

handler404 = "tidtam.web.errors.not_found"
handler500 = "tidtam.web.errors.server_error"
