"""The central group's pages: its agencies, their tokens, and the letter."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import described as described_grants
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required, stands_on
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.agencies import actions, queries
from tidtam.kernel.agencies.forms import IssueForm, ReasonForm, SearchForm
from tidtam.kernel.agencies.printing import print_letter
from tidtam.kernel.agencies.written_token import written
from tidtam.kernel.identity import shown_secrets
from tidtam.kernel.identity.access_control import recently_proved
from tidtam.kernel.searching import asked_for, searched
from tidtam.web.errors import add_refusal
from tidtam.web.pagination import paginate


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CENTRAL_GROUP)
@searched
def agency_list(request: ActorRequest) -> HttpResponse:
    search = SearchForm(asked_for(request))
    words = search.cleaned_data["q"] if search.is_valid() else ""
    found = queries.served_agencies(request.actor, words)
    page = paginate(found, order=("thai_name", "id"), cursor=request.GET.get("cursor"), size=50)
    context = {"page": page, "rows": queries.lines(request.actor, page.items), "search": search}
    return render(request, "agencies/agency_list.html", context)


@require_safe
@officer_required(Role.CENTRAL_GROUP)
def agency_detail(request: ActorRequest, organization_id: UUID) -> HttpResponse:
    agency = queries.get_served_agency(request.actor, organization_id)
    officer = queries.officer_of(request.actor, agency)
    context = {
        "agency": agency,
        "officer": described_grants([officer])[0] if officer else None,
        "tokens": queries.tokens_of(request.actor, agency),
        "requests": queries.described(request.actor, list(queries.open_requests_of(request.actor, agency)[:20])),
    }
    return render(request, "agencies/agency.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CENTRAL_GROUP)
@recently_proved
def issue(request: ActorRequest, organization_id: UUID) -> HttpResponse:
    agency = queries.get_served_agency(request.actor, organization_id)
    present = queries.open_token(request.actor, agency)
    form = IssueForm(request.POST if request.method == "POST" else None, replaces=present is not None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = actions.issue_token(
                request.actor,
                agency,
                letter_no=given["letter_no"],
                lives=timedelta(days=given["lives_days"]),
                reason=given.get("reason", ""),
            )
        except Refused as refused:
            add_refusal(form, refused)
        else:
            shown_secrets.put(request.session, made.token.pk, made.secret)
            return redirect("agencies:token", made.token.pk)
    return render(request, "agencies/issue.html", {"agency": agency, "present": present, "form": form})


@require_safe
@officer_required(Role.CENTRAL_GROUP)
def token_detail(request: ActorRequest, token_id: UUID) -> HttpResponse:
    token = queries.get_token(request.actor, token_id)
    secret = shown_secrets.take(request.session, token.pk)
    context = {
        "token": token,
        "agency": token.organization,
        "has_run_out": token.expires_at <= request.actor.now(),
        "secret": written(secret) if secret else "",
    }
    return render(request, "agencies/token.html", context)


@stands_on("agencies:list")
@officer_required(Role.CENTRAL_GROUP)
def letter(request: ActorRequest, token_id: UUID) -> HttpResponse:
    """From the page that shows the token: it brings it along, for nobody else knows it any more."""
    token = queries.get_token(request.actor, token_id)
    secret = request.POST.get("token", "").replace("-", "")[:40]
    try:
        actions.record_letter(request.actor, token, secret)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("agencies:token", token.pk)
    response = HttpResponse(print_letter(request.actor, token, secret), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="letter.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CENTRAL_GROUP)
def revoke(request: ActorRequest, token_id: UUID) -> HttpResponse:
    token = queries.get_token(request.actor, token_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.revoke_token(request.actor, token, reason=form.cleaned_data["reason"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The token was revoked. Whoever enters it is told so."))
            return redirect("agencies:agency", token.organization_id)
    return render(request, "agencies/revoke.html", {"token": token, "agency": token.organization, "form": form})
