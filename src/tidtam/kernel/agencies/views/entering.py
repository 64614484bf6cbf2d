"""Whoever has a token, or lost it; and the officer it makes."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required, officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.agencies import actions, queries
from tidtam.kernel.agencies.forms import AskForm, TokenForm
from tidtam.kernel.identity.http import account_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.next_page import address
from tidtam.kernel.identity.queries.acting import is_named_by_digital_id
from tidtam.web.errors import add_refusal

_SHOWN = 20


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: ActorRequest) -> HttpResponse:
    account = account_of(request)
    if not actions.may_enter(request, account):
        return _ask_for_more(request, account)
    form = TokenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enter_token(request, request.actor, account, form.cleaned_data["token"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The token was accepted. Check the name of the agency and your own."))
            return redirect("agencies:mine")
    return render(request, "agencies/enter.html", {"form": form})


def _ask_for_more(request: ActorRequest, account: Account) -> HttpResponse:
    """Whom Digital ID named sets up a second factor of their own; everybody else lets a provider name them first."""
    here = reverse("agencies:enter")
    context = {
        "is_named": is_named_by_digital_id(request, account),
        "next": here,
        "setup_url": address("second_factor_setup", here),
        "code_url": address("prove_for_second_factor", here),
        "environment": settings.ENVIRONMENT,
    }
    return render(request, "agencies/not_strong.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: ActorRequest) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_for_token(request.actor, form.cleaned_data["organization"], reason=form.cleaned_data["reason"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The central group has your request. The answer comes as a notice."))
            return redirect("agencies:ask")
    rows = queries.described(request.actor, list(queries.my_requests(request.actor)[:_SHOWN]))
    return render(request, "agencies/ask.html", {"form": form, "rows": rows})


@require_safe
@officer_required(Role.SERVICE_POINT_OFFICER)
def mine(request: ActorRequest) -> HttpResponse:
    """What one is the officer of, and since when."""
    grants = queries.officer_grants(request.actor)
    return render(request, "agencies/mine.html", {"grants": grants})
