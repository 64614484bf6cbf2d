"""Correction letters: written by the ministry, answered by the institution, judged point by point."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.products.registry import actions, policies
from tidtam.products.registry.forms import CorrectionForm, JudgeForm, PointFormSet, ReportForm, points_of
from tidtam.products.registry.models import Correction, CorrectionPoint
from tidtam.products.registry.presenting import notices as presenting
from tidtam.products.registry.queries import entries
from tidtam.products.registry.queries import notices as queries

from .answering import approvers_only, done, no_longer, officers_only, page_with_form


@page_with_form
@approvers_only
def correction_new(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    entry = entries.get_entry(request.actor, entry_id)
    if not policies.can_ask_correction(request.actor, entry):
        return no_longer(request, entry)
    form = CorrectionForm(request.POST or None, initial={"version": entry.version})
    points = PointFormSet(request.POST or None, prefix="points")
    if points.is_bound and points.is_valid():
        written = done(
            form,
            lambda: actions.write_correction(
                request.actor,
                entry,
                letter=form.letter(),
                points=points_of(points),
                version=form.cleaned_data["version"],
            ),
        )
        if written:
            return _to_letter(request, written, _("The institution is told of the letter and its points."))
    return render(request, "registry/correction_new.html", {"form": form, "points": points, "entry": entry})


@page_with_form
@officers_only
def correction(request: ActorRequest, correction_id: UUID) -> HttpResponse:
    """The letter with its points; the form of whoever has the next move."""
    found = queries.get_correction(request.actor, correction_id)
    path = found.organization.path
    record_view(request.actor, "registry_correction", found.pk, found.person_id, organization_path=path)
    points = queries.points_of(request.actor, found)
    form = _form_of(request, found, points)
    if isinstance(form, ReportForm):
        moved = done(form, lambda: actions.report_correction(request.actor, found, **form.given()))
    elif form is not None:
        moved = done(form, lambda: actions.judge_correction(request.actor, found, **form.given()))
    else:
        moved = None
    if moved:
        return _to_letter(request, moved, _("Recorded. The other side is told."))
    page = presenting.correction_page(request.actor, found, points)
    context = {"form": form, "reports": isinstance(form, ReportForm), **page}
    return render(request, "registry/correction.html", context)


def _form_of(request: ActorRequest, found: Correction, points: list[CorrectionPoint]) -> ReportForm | JudgeForm | None:
    initial = {"version": found.version}
    if policies.can_report(request.actor, found):
        files, has_copy = request.FILES or None, found.file_id is not None
        return ReportForm(request.POST or None, files, points=points, has_copy=has_copy, initial=initial)
    if policies.can_judge(request.actor, found):
        return JudgeForm(request.POST or None, points=points, initial=initial)
    return None


def _to_letter(request: ActorRequest, found: Correction, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("registry:correction", found.pk)
