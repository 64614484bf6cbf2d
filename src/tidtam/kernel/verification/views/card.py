"""The ways on which sources are asked."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.verification.actions import begin_with_card, begin_with_staff_lists
from tidtam.kernel.verification.forms import CardForm
from tidtam.kernel.verification.limits import require_patience
from tidtam.kernel.verification.queries import has_open_request, offered_ways
from tidtam.web.errors import add_refusal


@sensitive_post_parameters("number", "laser", "given_name", "family_name", "born")
@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify_card(request: ActorRequest) -> HttpResponse:
    """What the card says."""
    if has_open_request(request.actor):
        return redirect("verify_request")
    if not offered_ways(request.actor).card:
        return redirect("verify_account")
    form = CardForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            card = form.card()
            require_patience(request, request.actor, card.national_id)
            begin_with_card(request.actor, card=card)
            return redirect("verify_request")
        except Refused as refused:
            add_refusal(form, refused)
    context = {"form": form, "environment": settings.ENVIRONMENT}
    return render(request, "verification/card.html", context)


@require_POST
@member_required
def verify_staff_lists(request: ActorRequest) -> HttpResponse:
    """For whom was verified before: whether the lists of the ministry know them."""
    try:
        begin_with_staff_lists(request.actor)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("verify_account")
    return redirect("verify_request")
