from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.choices import PICTURES
from tidtam.kernel.files.http import download
from tidtam.kernel.verification.actions import approve_request, refuse_request
from tidtam.kernel.verification.choices import State
from tidtam.kernel.verification.forms import DecisionForm
from tidtam.kernel.verification.presenting import docket_rows, evidence_rows, told
from tidtam.kernel.verification.queries import Docket, described, get_docket, open_document, queue
from tidtam.web.errors import add_refusal
from tidtam.web.pagination import paginate


@require_safe
@officer_required(Role.ACCOUNT_ADMIN)
def verification_queue(request: ActorRequest) -> HttpResponse:
    """Documents that wait for a decision, the oldest first; or those decided, the newest first."""
    waiting = request.GET.get("show") != "decided"
    page = paginate(
        queue(request.actor, waiting=waiting),
        order=("submitted_at", "id") if waiting else ("-ended_at", "-id"),
        cursor=request.GET.get("cursor"),
        size=50,
    )
    context = {"page": page, "rows": described(request.actor, page.items), "waiting": waiting}
    return render(request, "verification/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@officer_required(Role.ACCOUNT_ADMIN)
def verification_detail(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """File and facts side by side; POST decides."""
    docket = get_docket(request.actor, request_id)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"version": docket.request.version})
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, docket, form)
            messages.success(request, _("Decided. The person has been told."))
            return redirect("verification_queue")
        except Refused as refused:
            add_refusal(form, refused)
    context = {
        "form": form if docket.request.state == State.DECIDING else None,
        "docket": docket,
        "told": told(docket.request, docket.reason),
        "rows": docket_rows(docket),
        "evidence": evidence_rows(docket.evidence),
        "is_picture": docket.file is not None and docket.file.kind in PICTURES,
    }
    return render(request, "verification/detail.html", context)


def _decide(request: ActorRequest, docket: Docket, form: DecisionForm) -> None:
    given = form.cleaned_data
    if given["decision"] == "approve":
        approve_request(request.actor, docket.request, version=given["version"])
    else:
        refuse_request(request.actor, docket.request, reason=given["reason"], version=given["version"])


@require_safe
@officer_required(Role.ACCOUNT_ADMIN)
def verification_file(request: ActorRequest, request_id: UUID) -> StreamingHttpResponse:
    """The document itself; that it was opened is on record."""
    return download(open_document(request.actor, request_id))
