"""The requests for tokens that the central group answers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.agencies import actions, queries
from tidtam.kernel.agencies.forms import ReasonForm
from tidtam.kernel.audit.actions import record_view
from tidtam.web.errors import add_refusal
from tidtam.web.pagination import paginate


@require_safe
@officer_required(Role.CENTRAL_GROUP)
def request_list(request: ActorRequest) -> HttpResponse:
    is_open = request.GET.get("show") != "past"
    found = queries.requests_to_answer(request.actor, is_open=is_open)
    order = ("asked_at", "id") if is_open else ("-answered_at", "-id")
    page = paginate(found, order=order, cursor=request.GET.get("cursor"), size=50)
    rows = queries.described(request.actor, page.items)
    return render(request, "agencies/request_list.html", {"page": page, "rows": rows, "is_open": is_open})


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.CENTRAL_GROUP)
def request_detail(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """POST does not grant it; to grant it one issues a token on the agency's page."""
    asked = queries.get_request(request.actor, request_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse_request(request.actor, asked, reason=form.cleaned_data["reason"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            messages.success(request, _("The request was answered. The person has been told."))
            return redirect("agencies:requests")
    record_view(
        request.actor,
        "agency_token_request",
        asked.pk,
        asked.person_id,
        organization_path=asked.organization.path,
    )
    row = queries.described(request.actor, [asked])[0]
    return render(request, "agencies/request.html", {"row": row, "form": form})
