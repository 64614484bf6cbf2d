from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.http import download
from tidtam.kernel.identity.http import account_of
from tidtam.kernel.issuers.providers import offers
from tidtam.kernel.people.queries import get_person
from tidtam.kernel.verification.actions import begin_with_document, cancel_request, submit_document
from tidtam.kernel.verification.choices import State
from tidtam.kernel.verification.forms import DocumentForm, UploadForm
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.kernel.verification.presenting import evidence_rows, request_rows, told
from tidtam.kernel.verification.printing import print_form, responsibility
from tidtam.kernel.verification.queries import (
    evidence_of,
    get_latest,
    has_open_request,
    latest_request,
    offered_ways,
    offices_to_choose,
    open_own_document,
    own_file,
    standing_of,
    stated_before,
)
from tidtam.kernel.verification.sealing import declared_of, reason_of
from tidtam.web.errors import add_refusal


@member_required
@require_safe
def verify_account(request: ActorRequest) -> HttpResponse:
    """The ways there are for this person, each with what it needs and what it gives; or the one begun."""
    if has_open_request(request.actor):
        return redirect("verify_request")
    ways = offered_ways(request.actor)
    context = {
        "account": account_of(request),
        "ways": ways,
        "standing": ways.standing,
        "latest": latest_request(request.actor),
        "offers": offers(),
    }
    return render(request, "verification/ways.html", context)


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify_document(request: ActorRequest) -> HttpResponse:
    """What the document will show."""
    if has_open_request(request.actor):
        return redirect("verify_request")
    standing, said = standing_of(request.actor), stated_before(request.actor)
    initial = {"kind": said.personnel_kind, "unit": said.unit, "position": said.position} if said else None
    form = DocumentForm(
        offices_to_choose(request.actor),
        request.POST if request.method == "POST" else None,
        initial=initial,
        is_thai=standing.is_thai,
        has_number=bool(standing.masked),
    )
    if request.method == "POST" and form.is_valid():
        try:
            begin_with_document(request.actor, organization=form.cleaned_data["organization"], declared=form.declared())
            return redirect("verify_request")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "verification/document.html", {"form": form})


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify_request(request: ActorRequest) -> HttpResponse:
    """Where one's request stands; POST hands the document in."""
    latest = get_latest(request.actor)
    if request.method == "POST" and latest.state != State.COLLECTING:
        return redirect("verify_request")
    given = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*given, initial={"version": latest.version})
    if request.method == "POST" and form.is_valid():
        try:
            submit_document(
                request.actor, latest, upload=form.cleaned_data["file"], version=form.cleaned_data["version"]
            )
            messages.success(request, _("Your document was handed in. You are told when it was decided."))
            return redirect("verify_request")
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "verification/request.html", _shown(request, latest, form))


def _shown(request: ActorRequest, latest: VerificationRequest, form: UploadForm) -> dict[str, object]:
    return {
        "form": form if latest.state == State.COLLECTING else None,
        "told": told(latest, reason_of(latest)),
        "rows": request_rows(latest, declared_of(latest)),
        "evidence": evidence_rows(evidence_of(request.actor, latest)),
        "file": own_file(request.actor, latest),
        "responsibility": responsibility(),
        "account": account_of(request),
        "standing": standing_of(request.actor),
    }


@member_required
@require_safe
def verify_form(request: ActorRequest) -> HttpResponse:
    """The form filled in, to be signed by the person and their supervisor."""
    latest = get_latest(request.actor)
    declared = declared_of(latest)
    if latest.state != State.COLLECTING or declared is None:
        raise Http404("no form to sign")
    person = get_person(request.actor, latest.person_id)
    response = HttpResponse(print_form(latest, person, declared, request.actor.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="verification-form.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@member_required
@require_safe
def verify_file(request: ActorRequest) -> StreamingHttpResponse:
    """The document that one handed in."""
    return download(open_own_document(request.actor))


@require_POST
@member_required
def verify_cancel(request: ActorRequest) -> HttpResponse:
    """Back to the choice of ways."""
    cancel_request(request.actor, get_latest(request.actor))
    messages.success(request, _("Cancelled. Choose another way whenever you like."))
    return redirect("verify_account")
