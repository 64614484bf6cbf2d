"""The pages on which an office's administrators upload, try out, publish and end templates of its papers."""

import json
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking.wording import long_date
from tidtam.web.errors import add_refusal
from tidtam.web.paper.foreign import TemplateFailed

from . import actions, presenting, queries
from .choices import Failure, Paper
from .forms import EndForm, InForceForm, UploadForm, given_back
from .models import Layout
from .printing import DATA, print_with
from .samples import samples_of

administrators_only = officer_required(Role.PROCESS_ADMIN)
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@administrators_only
def layouts(request: ActorRequest) -> HttpResponse:
    rows = presenting.layout_rows(request.actor, queries.layouts_of(request.actor))
    return render(request, "academic_layouts/layouts.html", {"rows": rows, "papers": Paper})


@require_safe
@administrators_only
def layout(request: ActorRequest, layout_id: UUID) -> HttpResponse:
    found = queries.get_layout(request.actor, layout_id)
    return render(request, "academic_layouts/layout.html", presenting.layout_page(request.actor, found))


@require_safe
@administrators_only
def layout_file(request: ActorRequest, layout_id: UUID) -> HttpResponse:
    found = queries.get_layout(request.actor, layout_id)
    return _sent(found.template.encode(), "text/plain; charset=utf-8", f"{found.paper}-{found.number}.typ")


@require_safe
@administrators_only
def sample_data(request: ActorRequest, paper: str) -> HttpResponse:
    """What a template is given, to write it by; invented from the first letter to the last."""
    if paper not in Paper.values:
        raise Http404
    text = json.dumps(samples_of(Paper(paper)).whole(), ensure_ascii=False, indent=2)
    return _sent(text.encode(), "application/json; charset=utf-8", DATA)


@require_safe
@administrators_only
def starter(request: ActorRequest, paper: str) -> HttpResponse:
    """A template to begin with."""
    if paper not in Paper.values:
        raise Http404
    return _sent(samples_of(Paper(paper)).starter.encode(), "text/plain; charset=utf-8", f"{paper}.typ")


@require_safe
@administrators_only
def preview(request: ActorRequest, layout_id: UUID) -> HttpResponse:
    found = queries.get_layout(request.actor, layout_id)
    try:
        printed = print_with(found, samples_of(Paper(found.paper)).whole(), request.actor.now())
    except TemplateFailed as failed:
        messages.error(request, str(Failure(failed.code).label))
        return redirect("academic_layouts:layout", found.pk)
    return _sent(printed.pdf, "application/pdf", "preview.pdf")


@page_with_form
@administrators_only
def upload(request: ActorRequest) -> HttpResponse:
    return _upload(request, None)


@page_with_form
@administrators_only
def change(request: ActorRequest, layout_id: UUID) -> HttpResponse:
    """A new edition begins as the one it is made from."""
    return _upload(request, queries.get_layout(request.actor, layout_id))


def _upload(request: ActorRequest, like: Layout | None) -> HttpResponse:
    begun = {"organization": like.organization_id, "paper": like.paper, "text": like.template} if like else {}
    form = UploadForm(request.actor, request.POST or None, request.FILES or None, like=like, initial=begun)
    judged = form.judge() if form.is_valid() else None
    if judged and not judged.mistakes:
        try:
            kept = actions.keep_layout(request.actor, form.cleaned_data["organization"], judged)
            messages.success(request, _("The template was tried out and kept. Look at the preview, then publish it."))
            return redirect("academic_layouts:layout", kept.pk)
        except Refused as refused:
            add_refusal(form, refused)
    elif judged:
        form = given_back(request.actor, form, like)
    context = {"form": form, "judged": judged, "like": like, "papers": Paper}
    return render(request, "academic_layouts/upload.html", context)


@page_with_form
@administrators_only
def publish(request: ActorRequest, layout_id: UUID) -> HttpResponse:
    found = queries.get_layout(request.actor, layout_id)
    form = InForceForm(request.POST or None, today=request.actor.today())
    if form.is_valid():
        day = form.cleaned_data["in_force_from"]
        try:
            actions.publish_layout(request.actor, found, in_force_from=day)
            messages.success(request, _("Papers are printed with it from %(day)s.") % {"day": long_date(day)})
            return redirect("academic_layouts:layout", found.pk)
        except Refused as refused:
            add_refusal(form, refused)
    context = {"form": form, "layout": found, "title": presenting.title_of(found)}
    return render(request, "academic_layouts/publish.html", context)


@page_with_form
@administrators_only
def end(request: ActorRequest, layout_id: UUID) -> HttpResponse:
    found = queries.get_layout(request.actor, layout_id)
    form = EndForm(request.POST or None, today=request.actor.today())
    if form.is_valid():
        day = form.cleaned_data["in_force_from"]
        try:
            actions.end_layouts(request.actor, found.organization, Paper(found.paper), in_force_from=day)
            words = _("From %(day)s papers are printed without a template of this office.")
            messages.success(request, words % {"day": long_date(day)})
            return redirect("academic_layouts:layout", found.pk)
        except Refused as refused:
            add_refusal(form, refused)
    context = {"form": form, "layout": found, "title": presenting.title_of(found)}
    return render(request, "academic_layouts/end.html", context)


def _sent(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
