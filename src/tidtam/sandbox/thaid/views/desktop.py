"""What the person sees on the computer: the QR code, its countdown, and how the phone answers."""

from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import codes, queries
from tidtam.sandbox.thaid.actions.authorize import SentBack, begin_sign_in, cancel_sign_in, finish_sign_in, renew_code
from tidtam.sandbox.thaid.choices import Stage
from tidtam.sandbox.thaid.clock import now
from tidtam.sandbox.thaid.environment import read_environment
from tidtam.sandbox.thaid.models import SignIn

from .errors import refused_page

DESKTOP_COOKIE = "thaid_sandbox_desktop"
_OPEN_STAGES = {Stage.WAITING, Stage.SCANNED, Stage.WRONG_PIN}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """The authorization endpoint: open a sign-in for this browser and show its QR code."""
    key = request.COOKIES.get(DESKTOP_COOKIE) or codes.new_secret()
    parameters = request.POST if request.method == "POST" else request.GET
    try:
        sign_in = begin_sign_in(parameters.dict(), desktop_key=key)
    except SentBack as back:
        return HttpResponseRedirect(back.url)
    except Refused as refused:
        return refused_page(request, refused)
    response = redirect("qr_page", sign_in.id)
    response.set_cookie(DESKTOP_COOKIE, key, max_age=24 * 3600, path="/thaid/", httponly=True, samesite="Lax")
    return response


def _own_sign_in(request: HttpRequest, sign_in_id: UUID) -> SignIn:
    return queries.desktops_sign_in(sign_in_id, request.COOKIES.get(DESKTOP_COOKIE, ""))


@require_safe
def qr_page(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    sign_in = _own_sign_in(request, sign_in_id)
    moment = now()
    stage = sign_in.stage(moment)
    if stage == Stage.APPROVED:
        return redirect("qr_continue", sign_in.id)
    client = queries.client_of(sign_in.client_id)
    scan_url = f"{read_environment().url}{reverse('phone_scan')}?code={sign_in.scan_code}"
    context = {
        "sign_in": sign_in,
        "stage": stage,
        "client_name": client.name(get_language() or "th") if client else sign_in.client_id,
        "seconds_left": sign_in.seconds_left(moment),
        "is_open": stage in _OPEN_STAGES,
        "typed_code": codes.shown(sign_in.typed_code),
        "scan_url": scan_url,
        "qr": qr_picture(scan_url) if stage == Stage.WAITING else "",
    }
    return render(request, "thaid/qr.html", context, status=410 if stage == Stage.OVER else 200)


def qr_picture(text: str) -> SafeString:
    """The code as SVG; segno draws it from numbers alone, so it is safe as markup."""
    code = segno.make(text, error="m", micro=False)
    return mark_safe(code.svg_inline(border=2, omitsize=True, svgclass="qr-picture", lineclass=None))  # nosec B703


@require_safe
def qr_state(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """What the page asks every other second."""
    sign_in = _own_sign_in(request, sign_in_id)
    moment = now()
    stage = sign_in.stage(moment)
    return JsonResponse({"stage": stage.value, "text": stage.label, "seconds_left": sign_in.seconds_left(moment)})


@require_POST
def qr_renew(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    renew_code(_own_sign_in(request, sign_in_id).id)
    return redirect("qr_page", sign_in_id)


@require_POST
def qr_cancel(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    cancel_sign_in(_own_sign_in(request, sign_in_id).id)
    return redirect("qr_page", sign_in_id)


@require_GET
def qr_continue(request: HttpRequest, sign_in_id: UUID) -> HttpResponse:
    """Back to the service, with its answer."""
    address = finish_sign_in(_own_sign_in(request, sign_in_id).id)
    return HttpResponseRedirect(address) if address else redirect("qr_page", sign_in_id)
