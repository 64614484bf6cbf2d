"""Who has signed what: printed to be signed, recorded, opened for changes, refused."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.forms import CorrectionForm, RefusalForm, SignatureForm, VersionForm
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.presenting import signatures as presenting
from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.rulebook.pointing import spot_at
from tidtam.web.errors import add_refusal
from tidtam.web.forms import BaseForm as EmptyForm

from .gate import dossier_at_hand, dossier_looked_at, either_side, institution_only

page_with_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@either_side
def signatures(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    judged = queries.judge(request.actor, dossier_looked_at(request, dossier_id))
    page = presenting.signatures_page(request.actor, judged)
    return render(request, "academic_dossier/signatures.html", {"page": page})


@require_safe
@either_side
def signature_changes(request: ActorRequest, dossier_id: UUID, signer: str) -> HttpResponse:
    """What was signed and what stands now, side by side."""
    judged = queries.judge(request.actor, dossier_looked_at(request, dossier_id))
    now = judged.signing.of(signer)
    context = {
        "row": presenting.Row(now, judged),
        "changes": presenting.shown_changes(request.actor, judged, now),
    }
    return render(request, "academic_dossier/signature_changes.html", context)


@page_with_form
@institution_only
def print_to_sign(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    dossier, judged = _to_change(request, dossier_id)
    form = EmptyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        edition = actions.print_to_sign(request.actor, dossier)
        told = {"number": edition.number, "fingerprint": edition.fingerprint}
        text = _(
            "Edition %(number)s is kept, with the fingerprint %(fingerprint)s. "
            "Open its PDF, print it and have it signed."
        )
        messages.success(request, text % told)
        return redirect("dossier:signatures", dossier.pk)
    return render(request, "web/confirm.html", {"form": form, **presenting.print_question(judged)})


@page_with_form
@institution_only
def record_signature(request: ActorRequest, dossier_id: UUID, signer: str) -> HttpResponse:
    dossier, judged = _to_change(request, dossier_id)
    page, now = presenting.signatures_page(request.actor, judged), judged.signing.of(signer)
    form = SignatureForm(
        request.POST or None, request.FILES or None, now=now, editions=presenting.edition_choices(page)
    )
    if form.is_valid():
        try:
            given = form.cleaned_data
            facts = {"edition_id": form.edition_id(), "scan": given["scan"]}
            actions.record_signature(request.actor, dossier, signer, form.signed(), **facts)
            return _back(request, dossier, _("The signature is recorded."))
        except Refused as refused:
            add_refusal(form, refused)
    return _asked(request, dossier, form, title=_("Record a signature"), row=presenting.Row(now, judged))


@page_with_form
@institution_only
def confirm_correction(request: ActorRequest, dossier_id: UUID, signer: str) -> HttpResponse:
    dossier, judged = _to_change(request, dossier_id)
    page, now = presenting.signatures_page(request.actor, judged), judged.signing.of(signer)
    form = CorrectionForm(request.POST or None, request.FILES or None, editions=presenting.edition_choices(page))
    if form.is_valid():
        try:
            actions.confirm_correction(request.actor, dossier, signer, **form.given())
            return _back(request, dossier, _("It is recorded that the correction was signed."))
        except Refused as refused:
            add_refusal(form, refused)
    return _asked(request, dossier, form, title=_("The correction was signed"), row=presenting.Row(now, judged))


@page_with_form
@institution_only
def refuse_to_sign(request: ActorRequest, dossier_id: UUID, signer: str) -> HttpResponse:
    dossier, judged = _to_change(request, dossier_id)
    page, now = presenting.signatures_page(request.actor, judged), judged.signing.of(signer)
    form = RefusalForm(request.POST or None, editions=presenting.edition_choices(page))
    if form.is_valid():
        try:
            actions.refuse_to_sign(request.actor, dossier, signer, **form.given())
            return _back(request, dossier, _("The refusal is recorded; the form can be changed again."))
        except Refused as refused:
            add_refusal(form, refused)
    return _asked(request, dossier, form, title=_("Somebody refuses to sign"), row=presenting.Row(now, judged))


@page_with_form
@institution_only
def confirm_typed(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    dossier, judged = _to_change(request, dossier_id)
    form = VersionForm(request.POST or None, initial={"version": dossier.version})
    if form.is_valid():
        try:
            actions.confirm_typed(request.actor, dossier, expected_version=form.cleaned_data["version"])
            return _back(request, dossier, _("The signatures are recorded."))
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "web/confirm.html", {"form": form, **presenting.typed_question(judged)})


@page_with_form
@institution_only
def open_signed_part(request: ActorRequest, dossier_id: UUID, part: str) -> HttpResponse:
    dossier, judged = _to_change(request, dossier_id)
    if spot_at(f"/{part}") is None:
        raise Http404
    form = EmptyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.open_signed_part(request.actor, dossier, part)
        return redirect("dossier:page", dossier.pk, part)
    return render(request, "web/confirm.html", {"form": form, **presenting.opening_question(judged, part)})


def _to_change(request: ActorRequest, dossier_id: UUID) -> tuple[Dossier, Judged]:
    dossier = dossier_at_hand(request, dossier_id)
    if not can_change(request.actor, dossier):
        raise Http404
    return dossier, queries.judge(request.actor, dossier)


def _asked(request: ActorRequest, dossier: Dossier, form: EmptyForm, **context: Any) -> HttpResponse:
    return render(request, "academic_dossier/sign.html", {"form": form, "dossier": dossier, **context})


def _back(request: ActorRequest, dossier: Dossier, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("dossier:signatures", dossier.pk)
