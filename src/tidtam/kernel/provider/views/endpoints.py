"""What services themselves ask, beside the token endpoint that they share with programs."""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import acting_as, platform_for
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.provider.actions.signing import key_to_sign_with
from tidtam.kernel.provider.actions.telling import tell_service
from tidtam.kernel.provider.choices import Scope
from tidtam.kernel.provider.discovery import configuration
from tidtam.kernel.provider.patience import WAIT_SECONDS, asks_too_often
from tidtam.kernel.provider.queries.signing import key_set
from tidtam.kernel.provider.queries.tokens import shown_token

_HOUR = 60 * 60


@require_safe
@own_transactions
@cache_control(public=True, max_age=_HOUR)
def openid_configuration(request: HttpRequest) -> HttpResponse:
    return JsonResponse(configuration())


@require_safe
@own_transactions
@cache_control(public=True, max_age=_HOUR)
def jwks(request: HttpRequest) -> HttpResponse:
    with acting_as(platform_for(actor_of(request))) as platform:
        key_to_sign_with(platform)
        return JsonResponse(key_set(platform))


@csrf_exempt
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def userinfo(request: HttpRequest) -> HttpResponse:
    """By RFC 6750: the token in the header, or in a posted form; never in the address, which is written down."""
    try:
        posted = request.POST.get("access_token", "")
    except (SuspiciousOperation, BadRequest):
        return _refused("invalid_request", 400)
    scheme, _, header = request.headers.get("Authorization", "").partition(" ")
    given = header.strip() if scheme.lower() == "bearer" else ""
    if given and posted:
        return _refused("invalid_request", 400)
    if not given and not posted:
        return _refused("", 401)
    token = given or posted
    if asks_too_often(request, "userinfo_refused", is_glance=True) or asks_too_often(request, "userinfo", key=token):
        return _refused("slow_down", 429, {"Retry-After": str(WAIT_SECONDS)})
    answer = _told(request, token)
    if answer.status_code == 401:
        asks_too_often(request, "userinfo_refused")
    return answer


def _told(request: HttpRequest, token: str) -> HttpResponse:
    with acting_as(platform_for(actor_of(request))) as platform:
        shown = shown_token(platform, token)
        if shown is None:
            return _refused("invalid_token", 401)
        if Scope.OPENID not in shown.scopes:
            return _refused("insufficient_scope", 403)
        return JsonResponse(tell_service(platform, shown), headers={"Cache-Control": "no-store"})


def _refused(error: str, status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    """Whoever showed nothing is told how to ask, and no more."""
    realm = 'Bearer realm="Tidtam"' + (f', error="{error}"' if error else "")
    answer = {"error": error} if error else {}
    told = {"WWW-Authenticate": realm, "Cache-Control": "no-store", **(headers or {})}
    return JsonResponse(answer, status=status, headers=told)
