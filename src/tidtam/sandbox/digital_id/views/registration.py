"""The registration's pages: one view that knows the way, and for each step its form and what is done with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.sandbox.digital_id import forms, queries
from tidtam.sandbox.digital_id.actions import registration as actions
from tidtam.sandbox.digital_id.actions.one_time_codes import prove_mobile, seconds_to_wait, send_code
from tidtam.sandbox.digital_id.environment import read_environment
from tidtam.sandbox.digital_id.models import Draft
from tidtam.sandbox.digital_id.presenting import answers_as_typed, answers_to_review, invented_number
from tidtam.sandbox.digital_id.steps import (
    STEPS,
    Step,
    first_open_step,
    may_enter,
    place_of,
    step_after,
    step_before,
    step_of,
)

from .browser import browser_of, refused_page, remember

_FORMS: dict[str, type[forms.StepForm]] = {
    "terms": forms.TermsForm,
    "proofing": forms.ProofingForm,
    "details": forms.DetailsForm,
    "account": forms.AccountForm,
    "mobile": forms.MobileForm,
    "code": forms.CodeForm,
    "review": forms.ReviewForm,
}


def _mobile(draft: Draft, *, mobile: str) -> None:
    """A code goes out for a number that is not proven yet, unless one was sent to it a moment ago."""
    actions.name_mobile(draft, mobile=mobile)
    if draft.answer("proven_mobile") != mobile and not (queries.latest_code(draft) and seconds_to_wait(mobile)):
        send_code(draft)


_TAKERS: dict[str, Callable[..., Any]] = {
    "terms": actions.consent,
    "proofing": actions.choose_proofing,
    "details": actions.prove_details,
    "account": actions.choose_account,
    "mobile": _mobile,
    "code": prove_mobile,
    "review": actions.confirm_registration,
}


@require_safe
def begin(request: HttpRequest) -> HttpResponse:
    """On with the registration of this browser, at the first step that is not done."""
    browser = browser_of(request)
    wanted = request.GET.get("sign_in", "")
    try:
        sign_in_id = queries.sign_in_of(browser, UUID(wanted)).id if wanted else None
    except ValueError:
        raise Http404 from None
    draft = actions.begin_registration(browser, sign_in_id=sign_in_id)
    return remember(redirect("digital_id_sandbox:register", first_open_step(draft).key), browser)


@sensitive_post_parameters("password", "repeated", "laser_code", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, key: str) -> HttpResponse:
    step, draft = step_of(key), queries.draft_of(browser_of(request))
    if step is None:
        raise Http404
    if draft is None or not may_enter(step, draft):
        return redirect("digital_id_sandbox:register_begin")
    if request.method != "POST":
        return _page(request, draft, step, _FORMS[key](initial=answers_as_typed(draft, get_language() or "th")))
    form = _FORMS[key](request.POST)
    if not form.is_valid():
        return _page(request, draft, step, form)
    for_sign_in = draft.sign_in_id
    try:
        _TAKERS[key](draft, **form.cleaned_data)
    except Refused as refused:
        form.refuse(refused)
        return _page(request, draft, step, form)
    if step is not STEPS[-1]:
        return redirect("digital_id_sandbox:register", step_after(step).key)
    return render(request, "digital_id/registered.html", {"sign_in_id": for_sign_in})


@require_POST
def send_again(request: HttpRequest) -> HttpResponse:
    draft, step = queries.draft_of(browser_of(request)), step_of("code")
    if draft is None or step is None or not may_enter(step, draft):
        return redirect("digital_id_sandbox:register_begin")
    try:
        send_code(draft)
    except Refused as refused:
        return refused_page(request, refused, 429 if refused.code in {"wait", "too_many_codes"} else 503)
    return redirect("digital_id_sandbox:register", "code")


def _page(request: HttpRequest, draft: Draft, step: Step, form: forms.StepForm) -> HttpResponse:
    form.label_suffix = ""
    before = step_before(step)
    context = {
        "step": step,
        "place": place_of(step),
        "places": len(STEPS),
        "before": before.key if before else "",
        "form": form,
        "draft": draft,
        "mobile": answers_as_typed(draft, get_language() or "th").get("mobile", ""),
        "review": answers_to_review(draft, get_language() or "th") if step is STEPS[-1] else [],
        "wait": seconds_to_wait(draft.answer("mobile")) if step.key == "code" else 0,
        "invented_number": invented_number(draft) if step.key == "details" else "",
        "messages_url": read_environment().messages_url if step.key == "code" else "",
    }
    return render(request, "digital_id/step.html", context, status=422 if form.errors else 200)
