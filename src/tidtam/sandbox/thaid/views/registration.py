"""The registration's pages: one view that knows the way, one small function for each step."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.sandbox.thaid import queries
from tidtam.sandbox.thaid.actions import registration as actions
from tidtam.sandbox.thaid.choices import PictureKind
from tidtam.sandbox.thaid.forms import CardForm, as_typed
from tidtam.sandbox.thaid.models import Holder, Phone
from tidtam.sandbox.thaid.registration import (
    STEPS,
    Step,
    first_open_step,
    may_enter,
    place_of,
    step_after,
    step_before,
    step_of,
)
from tidtam.sandbox.thaid.sample import sample_card

from .phone import opened, phone_made_for, phone_of, remember_phone


class StayHere(Exception):
    """The step is not done yet; its page is shown again."""


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """On with the registration, at the first step that is not done."""
    phone = phone_of(request)
    if phone is not None and phone.holder is not None and not phone.registration:
        return redirect("registered")  # sent twice: it was finished the first time
    step = first_open_step(queries.draft_of(phone)) if phone else STEPS[0]
    return redirect("register", step.key)


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, key: str) -> HttpResponse:
    step = step_of(key)
    if step is None:
        raise Http404
    phone = phone_of(request)
    if request.method == "POST":
        phone, new_key = phone_made_for(request)
        return remember_phone(_take(request, phone, step), new_key)
    if step != STEPS[0] and (phone is None or not may_enter(step, queries.draft_of(phone))):
        return redirect("register_begin")
    return _page(request, phone, step)


def _take(request: HttpRequest, phone: Phone, step: Step) -> HttpResponse:
    if not may_enter(step, queries.draft_of(phone)):
        return redirect("register_begin")
    if step.key == "card":
        return _take_card(request, phone, step)
    try:
        _TAKERS[step.key](phone, request)
    except Refused as refused:
        return _page(request, phone, step, error=str(refused.message))
    except StayHere:
        return redirect("register", step.key)
    return redirect("registered") if step is STEPS[-1] else redirect("register", step_after(step).key)


def _take_card(request: HttpRequest, phone: Phone, step: Step) -> HttpResponse:
    form = CardForm(request.POST)
    if form.is_valid():
        try:
            actions.confirm_card(phone, form.cleaned_data)
            return redirect("register", step_after(step).key)
        except Refused as refused:
            form.refuse(refused)
    return _page(request, phone, step, form=form)


def _page(
    request: HttpRequest, phone: Phone | None, step: Step, *, form: CardForm | None = None, error: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "step": step,
        "place": place_of(step),
        "places": len(STEPS),
        "before": step_before(step),
        "steps": STEPS[2:],
        "error": error,
        "entered": phone.registration if phone else {},
    }
    if phone is not None and step.picture:
        context["picture"] = queries.picture_of(phone, step.picture)
        context["sample_picture"] = f"thaid/sample/{step.key}.svg"
        context["card"] = sample_card(phone.registration.get("sample", 0))
    if phone is not None and step.key == "card":
        context["form"] = form or CardForm(initial=_card_to_check(request, phone))
        context["holders"] = queries.holders()
    name = f"thaid/phone/register/{step.template or step.key}.html"
    return render(request, name, context, status=422 if error or form else 200)


def _card_to_check(request: HttpRequest, phone: Phone) -> dict[str, Any]:
    """What was read from the card: a chosen person, what was entered before, or the sample."""
    language = get_language() or "th"
    if request.GET.get("person"):
        return as_typed(queries.card_of(request.GET["person"]), language)
    if "card" in phone.registration:
        return as_typed(phone.registration["card"], language)
    if "sample" in phone.registration:
        return as_typed(sample_card(phone.registration["sample"]), language)
    return {}


Taker = Callable[[Phone, HttpRequest], object]


def _take_picture(kind: PictureKind) -> Taker:
    def take(phone: Phone, request: HttpRequest) -> None:
        if "confirm" in request.POST:
            return actions.confirm_picture(phone, kind)
        if "again" in request.POST:
            actions.drop_picture(phone, kind)
        elif "sample" in request.POST:
            actions.use_sample(phone, kind)
        else:
            actions.keep_picture(phone, kind, request.FILES.get("picture"))
        raise StayHere

    return take


_TAKERS: dict[str, Taker] = {
    "way": lambda phone, _request: actions.choose_way(phone),
    "overview": lambda phone, _request: actions.see_overview(phone),
    "terms": lambda phone, request: actions.accept_terms(phone, is_accepted="terms" in request.POST),
    "front": _take_picture(PictureKind.FRONT),
    "back": _take_picture(PictureKind.BACK),
    "face": _take_picture(PictureKind.FACE),
    "pin": lambda phone, request: actions.set_pin(phone, request.POST.get("pin", "")),
    "pin-again": lambda phone, request: actions.repeat_pin(phone, request.POST.get("pin", "")),
    "consent": lambda phone, request: actions.finish_registration(phone, request.POST.get("pin", "")),
}


@require_safe
def service_point(request: HttpRequest) -> HttpResponse:
    return render(request, "thaid/phone/register/service_point.html")


@require_safe
@opened
def registered(request: HttpRequest, phone: Phone, holder: Holder) -> HttpResponse:
    return render(request, "thaid/phone/register/registered.html", {"holder": holder})


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    phone = phone_of(request)
    if phone is not None:
        actions.leave_registration(phone)
    return redirect("phone")


@require_safe
def picture(request: HttpRequest, kind: str) -> HttpResponse:
    """A photograph of the registration on this phone."""
    phone = phone_of(request)
    found = queries.picture_of(phone, PictureKind(kind)) if phone and kind in PictureKind.values else None
    if found is None or not found.jpeg:
        raise Http404
    return HttpResponse(bytes(found.jpeg), content_type="image/jpeg")
