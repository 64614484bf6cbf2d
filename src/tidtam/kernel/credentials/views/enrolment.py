from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required, officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.credentials import shown_codes
from tidtam.kernel.credentials.actions.enrolment import issue_code, use_code
from tidtam.kernel.credentials.forms import HandedCodeForm
from tidtam.kernel.credentials.policies import can_vouch_for
from tidtam.kernel.credentials.queries import factors_in_words, open_reset
from tidtam.kernel.helpdesk.queries import get_account
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.kernel.identity.http import account_of
from tidtam.kernel.identity.next_page import address, next_of
from tidtam.web.errors import add_refusal


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove_for_second_factor(request: ActorRequest) -> HttpResponse:
    """For an officer who came with a password alone: ThaiD, or the code that was handed over."""
    account, form = account_of(request), HandedCodeForm(request.POST or None)
    onward = address("second_factor_setup", next_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            use_code(request, request.actor, account, code=form.cleaned_data["code"])
            return redirect(onward)
        except Refused as refused:
            add_refusal(form, refused)
    context = {"form": form, "account": account, "onward": onward, "environment": settings.ENVIRONMENT}
    return render(request, "credentials/prove.html", context)


@require_safe
@officer_required(Role.ACCOUNT_ADMIN)
def account_helped(request: ActorRequest, account_id: UUID) -> HttpResponse:
    account = get_account(request.actor, account_id)
    record_view(request.actor, "account", account.pk, account.person_id)
    context = {
        "account": account,
        "factors": factors_in_words(request.actor, account),
        "reset": open_reset(request.actor, account),
        "can_vouch": can_vouch_for(request.actor, account),
        "code": shown_codes.take(request.session, account.pk),
    }
    return render(request, "credentials/account_helped.html", context)


@require_POST
@officer_required(Role.ACCOUNT_ADMIN)
@recently_proved
def enrolment_code(request: ActorRequest, account_id: UUID) -> HttpResponse:
    account = get_account(request.actor, account_id)
    shown_codes.put(request.session, account.pk, issue_code(request.actor, account))
    return redirect("account_helped", account.pk)
