"""The phone: opening the app, its tabs, and the confirmation of a sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import codes, queries
from tidtam.sandbox.thaid.actions import consent as consents
from tidtam.sandbox.thaid.actions import phones
from tidtam.sandbox.thaid.choices import Stage
from tidtam.sandbox.thaid.claims import preview_of
from tidtam.sandbox.thaid.clock import now
from tidtam.sandbox.thaid.models import Holder, Phone, SignIn
from tidtam.sandbox.thaid.scopes import SCOPES

PHONE_COOKIE = "thaid_sandbox_phone"
P = ParamSpec("P")


def phone_of(request: HttpRequest) -> Phone | None:
    return queries.find_phone(request.COOKIES.get(PHONE_COOKIE, ""))


def phone_made_for(request: HttpRequest) -> tuple[Phone, str]:
    """The phone this browser plays; a new one, with the key to remember, if it plays none yet."""
    phone = phone_of(request)
    if phone is not None:
        return phone, ""
    key = codes.new_secret()
    return phones.make_phone(key), key


def remember_phone(response: HttpResponse, key: str) -> HttpResponse:
    if key:
        response.set_cookie(PHONE_COOKIE, key, max_age=365 * 24 * 3600, path="/phone", httponly=True, samesite="Lax")
    return response


def opened(
    view: Callable[Concatenate[HttpRequest, Phone, Holder, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For pages behind the PIN: the phone is registered and open, and stays open while it is used."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        phone = phone_of(request)
        if phone is None or phone.holder is None:
            return redirect("phone")
        if phone.open_until is None or now() >= phone.open_until:
            wanted = request.get_full_path() if request.method == "GET" else reverse("phone_home")
            return redirect(f"{reverse('phone_unlock')}?{urlencode({'next': wanted})}")
        phones.keep_open(phone)
        return view(request, phone, phone.holder, *args, **kwargs)

    return guarded


def _next(request: HttpRequest) -> str:
    """Where to go after the PIN: a page of the phone, never anywhere else."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/phone/")
    return wanted if is_ours else reverse("phone_home")


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    phone = phone_of(request)
    if phone is not None and phone.holder is not None:
        return redirect("phone_home")
    return render(request, "thaid/phone/start.html", {"has_begun": bool(phone and phone.registration)})


@require_http_methods(["GET", "HEAD", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    phone = phone_of(request)
    if phone is None or phone.holder is None:
        return redirect("phone")
    context: dict[str, Any] = {"holder": phone.holder, "next": _next(request)}
    if request.method != "POST":
        return render(request, "thaid/phone/unlock.html", context)
    try:
        if "face" in request.POST:
            phones.unlock_by_face(phone)
        else:
            phones.unlock_phone(phone, request.POST.get("pin", ""))
    except Refused as refused:
        return render(request, "thaid/phone/unlock.html", context | {"error": refused.message}, status=422)
    return redirect(_next(request))


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    phone = phone_of(request)
    if phone is not None:
        phones.lock_phone(phone)
    return redirect("phone_unlock")


@require_safe
@opened
def home(request: HttpRequest, phone: Phone, holder: Holder) -> HttpResponse:
    return render(request, "thaid/phone/home.html", {"holder": holder, "tab": "home"})


@require_safe
@opened
def documents(request: HttpRequest, phone: Phone, holder: Holder) -> HttpResponse:
    return render(request, "thaid/phone/documents.html", {"holder": holder, "tab": "documents"})


@require_safe
@opened
def notices(request: HttpRequest, phone: Phone, holder: Holder) -> HttpResponse:
    language = get_language() or "th"
    rows = [
        (notice, client.name(language) if (client := queries.client_of(notice.client_id)) else "")
        for notice in queries.notices_of(holder)
    ]
    return render(request, "thaid/phone/notices.html", {"holder": holder, "rows": rows, "tab": "notices"})


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def preferences(request: HttpRequest, phone: Phone, holder: Holder) -> HttpResponse:
    if request.method == "POST":
        phones.set_preferences(
            holder,
            wants_notices="wants_notices" in request.POST,
            unlocks_by_face="unlocks_by_face" in request.POST,
        )
        return redirect("phone_preferences")
    return render(request, "thaid/phone/preferences.html", {"holder": holder, "tab": "preferences"})


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def change_pin(request: HttpRequest, phone: Phone, holder: Holder) -> HttpResponse:
    context: dict[str, Any] = {"tab": "preferences"}
    if request.method != "POST":
        return render(request, "thaid/phone/change_pin.html", context)
    names = ("pin", "new_pin", "new_pin_again")
    try:
        phones.change_pin(phone, **{name: request.POST.get(name, "") for name in names})
    except Refused as refused:
        context |= {"error": refused.message, "field": refused.field}
        return render(request, "thaid/phone/change_pin.html", context, status=422)
    return render(request, "thaid/phone/pin_changed.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def scan(request: HttpRequest, phone: Phone, holder: Holder) -> HttpResponse:
    """Read a QR code (its address leads here) or take the typed code."""
    code = request.POST.get("code", request.GET.get("code", ""))
    if not code:
        return render(request, "thaid/phone/scan.html", {"tab": "scan"})
    try:
        sign_in = consents.scan_code(phone, code[:200])
    except Refused as refused:
        context = {"tab": "scan", "error": refused.message, "typed": code if request.method == "POST" else ""}
        return render(request, "thaid/phone/scan.html", context, status=422)
    return redirect("phone_consent", sign_in.id)


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def consent(request: HttpRequest, phone: Phone, holder: Holder, sign_in_id: UUID) -> HttpResponse:
    """Which service asks, for what; the PIN says yes."""
    error = ""
    if request.method == "POST":
        try:
            _answer(request, phone, sign_in_id)
        except Refused as refused:
            error = str(refused.message)
        else:
            return redirect("phone_consent", sign_in_id)
    context = _consent_context(queries.phones_sign_in(phone, sign_in_id), holder) | {"error": error}
    return render(request, "thaid/phone/consent.html", context, status=422 if error else 200)


def _consent_context(sign_in: SignIn, holder: Holder) -> dict[str, Any]:
    client = queries.client_of(sign_in.client_id)
    moment = now()
    stage = sign_in.stage(moment)
    is_open = stage in {Stage.SCANNED, Stage.WRONG_PIN}
    return {
        "stage": stage,
        "is_open": is_open,
        "is_signed_in": sign_in.approved_at is not None,
        "seconds_left": sign_in.seconds_left(moment),
        "client_name": client.name(get_language() or "th") if client else sign_in.client_id,
        "asked": [(SCOPES[scope], preview_of(holder, scope)) for scope in sign_in.scopes.split()],
        "tab": "" if is_open else "scan",
    }


def _answer(request: HttpRequest, phone: Phone, sign_in_id: UUID) -> None:
    if "refuse" in request.POST:
        consents.refuse_sign_in(phone, sign_in_id)
    else:
        consents.approve_sign_in(phone, sign_in_id, request.POST.get("pin", ""))


@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """A convenience of the sandbox: choose whose phone this browser plays."""
    if request.method == "POST":
        phone, key = phone_made_for(request)
        phones.become_holders_phone(phone, queries.get_holder(_uuid(request.POST.get("holder", ""))))
        return remember_phone(redirect("phone_unlock"), key)
    phone_now = phone_of(request)
    context = {"holders": queries.holders(), "now": phone_now.holder if phone_now else None}
    return render(request, "thaid/phone/devices.html", context)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)
