from allauth.account.stages import LoginStageController
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.identity import password_sources
from tidtam.kernel.identity.access_control import own_transactions
from tidtam.kernel.identity.actions.sessions import end_session
from tidtam.kernel.identity.actions.sign_in import pass_second_factor, sign_in_with_password
from tidtam.kernel.identity.forms import SecondFactorForm, SignInForm
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.identity.next_page import address, next_of, safe_next
from tidtam.kernel.identity.parts import parts_of
from tidtam.kernel.identity.session_state import take_end
from tidtam.kernel.identity.stages import SecondFactorStage
from tidtam.web.errors import add_refusal


@never_cache
@own_transactions
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The ways in, clearly apart."""
    actor, next_page = actor_of(request), next_of(request)
    if not actor.is_visitor:
        return redirect(next_page or "landing")
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return sign_in_with_password(request, **form.cleaned_data, next_page=next_page)
        except Refused as refused:
            add_refusal(form, refused)
    context = {
        "form": form,
        "next": next_page,
        "ended": take_end(request.session),
        "parts": parts_of("sign_in", request),
        "environment": settings.ENVIRONMENT,
        "by_directory": bool(password_sources.offered()),
    }
    return render(request, "identity/sign_in.html", context)


@never_cache
@own_transactions
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Between the right password and being signed in."""
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None or stage.login.user is None:
        return redirect("sign_in")
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return pass_second_factor(request, stage, code=form.cleaned_data["code"])
        except Refused as refused:
            add_refusal(form, refused)
    context = {"form": form, "next": safe_next(stage.login.redirect_url)}
    return render(request, "identity/second_factor.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """With `next`, for signing in again as somebody else at the same page."""
    next_page = next_of(request)
    if request.method == "POST":
        end_session(request)
        return redirect(address("sign_in", next_page) if next_page else "signed_out")
    if actor_of(request).is_visitor:
        return redirect("signed_out")
    return render(request, "identity/sign_out.html", {"next": next_page})


@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    return render(request, "identity/signed_out.html")
