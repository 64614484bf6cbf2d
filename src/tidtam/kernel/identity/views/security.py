import segno
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tidtam.kernel.actor import Refused, acting_as
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.access_control import own_transactions, recently_proved
from tidtam.kernel.identity.actions import second_factor as actions
from tidtam.kernel.identity.actions.accounts import change_password as store_new_password
from tidtam.kernel.identity.actions.accounts import choose_username as store_username
from tidtam.kernel.identity.actions.sessions import renew_session
from tidtam.kernel.identity.actions.sign_in import confirm_with_password, names_for_password
from tidtam.kernel.identity.forms import ConfirmForm, NewPasswordForm, SetUpForm, UsernameForm
from tidtam.kernel.identity.http import account_of, facts_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.next_page import address, next_of
from tidtam.kernel.identity.parts import parts_of
from tidtam.kernel.identity.queries.acting import is_proven_anew, is_vouched_for
from tidtam.kernel.identity.queries.second_factor import second_factor_of
from tidtam.web.errors import add_refusal


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_setup(request: ActorRequest) -> HttpResponse:
    """The QR code for the authenticator app, and the proof that the app has it."""
    account, form = account_of(request), SetUpForm(request.POST or None)
    if not actions.may_set_up(request, request.actor, account):
        return redirect(address("prove_for_second_factor", next_of(request)))
    kept = second_factor_of(request.actor)
    replaces = kept.has_app and is_proven_anew(request, account)
    if kept.has_app and not replaces and not (kept.is_own and is_vouched_for(request, account)):
        return redirect("second_factor_codes")
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_up_app(request, request.actor, account, code=form.cleaned_data["code"])
            return redirect(address("second_factor_codes", next_of(request)))
        except Refused as refused:
            add_refusal(form, refused)
    secret = actions.new_secret(request.session)
    context = {
        "form": form,
        "picture": _picture(account, secret),
        "secret": _in_fours(secret),
        "is_needed": facts_of(request).roles_wait_for_second_factor,
        "replaces": "own" if kept.is_own else "lost" if replaces else "",
        "next": next_of(request),
    }
    return render(request, "identity/second_factor_setup.html", context)


def _picture(account: Account, secret: str) -> str:
    """What the app scans."""
    made = segno.make(get_adapter().build_totp_url(account, secret), micro=False)
    return str(made.svg_data_uri(scale=5, border=4))


def _in_fours(secret: str) -> str:
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_codes(request: ActorRequest) -> HttpResponse:
    """The recovery codes, once; POST makes new ones."""
    account = account_of(request)
    if not second_factor_of(request.actor).is_set_up:
        return redirect("second_factor_setup")
    if request.method == "POST":
        actions.replace_recovery_codes(request.actor, account)
        return redirect(address("second_factor_codes", next_of(request)))
    context = {
        "codes": actions.show_recovery_codes(request.actor, account),
        "may_replace": is_proven_anew(request, account),
        "second_factor": second_factor_of(request.actor),
        "next": next_of(request) or reverse("landing"),
    }
    return render(request, "identity/second_factor_codes.html", context)


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor_remove(request: ActorRequest) -> HttpResponse:
    if request.method != "POST":
        return render(request, "identity/second_factor_remove.html")
    try:
        actions.remove_app(request.actor, account_of(request))
        messages.success(request, _("The authenticator app was removed."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("account_home")


@recently_proved
@sensitive_post_parameters("password", "repeated")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: ActorRequest) -> HttpResponse:
    """All other sessions end; this one goes on."""
    account, form = account_of(request), NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = store_new_password(request.actor, account, password=form.cleaned_data["password"])
            renew_session(request, changed)
            messages.success(request, _("The new password is in force. You were signed out everywhere else."))
            return redirect("account_home")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "identity/change_password.html", {"form": form})


@recently_proved
@require_http_methods(["GET", "HEAD", "POST"])
def choose_username(request: ActorRequest) -> HttpResponse:
    """For who came with ThaiD: a name by which a role can be given, and a password be used."""
    account, form = account_of(request), UsernameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            store_username(request.actor, account, username=form.cleaned_data["username"])
            messages.success(request, _("The user name is yours."))
            return redirect("account_home")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "identity/choose_username.html", {"form": form})


@own_transactions
@member_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_identity(request: ActorRequest) -> HttpResponse:
    """Proving once more who one is, before something that a borrowed session must not do."""
    account, form = account_of(request), ConfirmForm(request.POST or None)
    next_page = next_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            confirm_with_password(request, account, password=form.cleaned_data["password"])
            return redirect(next_page or "account_home")
        except Refused as refused:
            add_refusal(form, refused)
    context = {
        "form": form,
        "has_password": bool(names_for_password(request, account)),
        "next": next_page,
        "parts": parts_of("confirm", request),
    }
    with acting_as(request.actor):
        return render(request, "identity/confirm_identity.html", context)
