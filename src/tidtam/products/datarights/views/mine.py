"""What is held of oneself, why and how long; and what one changes alone."""

from dataclasses import asdict

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.kernel.registration.actions import change_statement, withdraw_consent
from tidtam.kernel.registration.queries import StatedFacts, standing_consent
from tidtam.products.datarights import presenting, queries
from tidtam.products.datarights.forms import StatementForm, WithdrawalForm


@require_safe
@member_required
def overview(request: ActorRequest) -> HttpResponse:
    context = {
        "holdings": queries.describe_all(),
        "requests": presenting.request_rows(queries.my_requests(request.actor)),
        "erasure": queries.erasure_waiting(request.actor),
        "states": queries.stated_facts(request.actor) is not None,
        "consent": standing_consent(request.actor),
    }
    return render(request, "datarights/mine.html", context)


@require_safe
@member_required
def kind(request: ActorRequest, key: str) -> HttpResponse:
    holding = queries.get_holding(key)
    found = queries.records_of(request.actor, holding)
    context = {
        "holding": holding,
        "about": presenting.about(holding),
        "records": presenting.records(found),
        "more": max(0, len(found) - presenting.MOST_SHOWN),
    }
    return render(request, "datarights/kind.html", context)


@require_safe
@member_required
def how_long(request: ActorRequest) -> HttpResponse:
    """Every kind of data with its time to live and its ground (QLT-12)."""
    return render(request, "datarights/how_long.html", {"rows": queries.term_rows(request.actor)})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def stated(request: ActorRequest) -> HttpResponse:
    """What nobody has vouched for is changed at once."""
    known, account_id = queries.stated_facts(request.actor), request.actor.account_id
    if known is None or account_id is None:
        raise Http404
    form = StatementForm(request.POST or None, initial=asdict(known))
    if form.is_bound and form.is_valid():
        change_statement(request.actor, account_id, facts=StatedFacts(**form.cleaned_data))
        messages.success(request, _("What you stated is changed."))
        return redirect("datarights:kind", "registration.statement")
    return render(request, "datarights/stated.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@recently_proved
def consent(request: ActorRequest) -> HttpResponse:
    """What follows is said before; afterwards nobody is signed in any more."""
    given = standing_consent(request.actor)
    if given is None:
        raise Http404
    form = WithdrawalForm(request.POST or None)
    if form.is_bound and form.is_valid():
        withdraw_consent(request.actor, given.pk)
        messages.success(request, _("You took your consent back. The account is locked."))
        return redirect("signed_out")
    context = {"form": form, "consent": given, "cancel_url": reverse("datarights:mine")}
    return render(request, "datarights/consent.html", context)
