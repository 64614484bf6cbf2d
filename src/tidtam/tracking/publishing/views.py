"""The pages on which administrators upload, look at, publish and take back processes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking.actions import take_back_version
from tidtam.tracking.wording import long_date
from tidtam.web.errors import add_refusal
from tidtam.web.forms import BaseForm

from . import actions, presenting, queries
from .forms import InForceForm, PublishForm, UploadForm, given_back
from .models import ProcessDraft

administrators_only = officer_required(Role.PROCESS_ADMIN)
page_with_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@administrators_only
def process_list(request: ActorRequest) -> HttpResponse:
    context = {
        "rows": presenting.process_rows(queries.managed_processes(request.actor)),
        "drafts": queries.drafts_of(request.actor),
    }
    return render(request, "tracking_publishing/process_list.html", context)


@require_safe
@administrators_only
def process(request: ActorRequest, key: str) -> HttpResponse:
    managed = queries.get_process(request.actor, key)
    context = {"process": managed, "rows": presenting.version_rows(managed)}
    return render(request, "tracking_publishing/process.html", context)


@require_safe
@administrators_only
def version(request: ActorRequest, key: str, number: int) -> HttpResponse:
    managed = queries.get_process(request.actor, key)
    context = presenting.version_page(managed, managed.version(number))
    return render(request, "tracking_publishing/version.html", context)


@require_safe
@administrators_only
def version_file(request: ActorRequest, key: str, number: int) -> HttpResponse:
    text = queries.get_process(request.actor, key).version(number).text
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{key}-{number}.toml"'
    return response


@page_with_form
@administrators_only
def version_take_back(request: ActorRequest, key: str, number: int) -> HttpResponse:
    found = queries.get_process(request.actor, key).version(number)
    if request.method == "POST":
        try:
            take_back_version(request.actor, queries.get_published(request.actor, found))
            messages.success(request, _("Version %(version)s was taken back.") % {"version": number})
        except Refused as refused:
            messages.error(request, str(refused.message))
        return redirect("manage_process", key)
    if not found.is_to_come:
        return redirect("manage_process", key)
    context = {"version": found, "key": key, "day": long_date(found.in_force_from)}
    return render(request, "tracking_publishing/take_back.html", context)


@page_with_form
@administrators_only
def upload(request: ActorRequest) -> HttpResponse:
    return _upload(request, UploadForm(request.POST or None, request.FILES or None), None)


@page_with_form
@administrators_only
def draft_change(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    draft = queries.get_draft(request.actor, draft_id)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"text": draft.text})
    return _upload(request, form, draft)


def _upload(request: ActorRequest, form: UploadForm, draft: ProcessDraft | None) -> HttpResponse:
    judged = form.judge() if form.is_valid() else None
    if judged and judged.read:
        try:
            if draft:
                draft = actions.change_draft(request.actor, draft, judged.read)
            else:
                draft = actions.save_draft(request.actor, judged.read, file_name=form.file_name)
            return redirect("manage_draft", draft.pk)
        except Refused as refused:
            add_refusal(form, refused)
    elif judged:
        form = given_back(judged)
    back = reverse("manage_draft", args=[draft.pk]) if draft else reverse("manage_processes")
    return render(request, "tracking_publishing/upload.html", {"form": form, "judged": judged, "back": back})


@page_with_form
@administrators_only
def draft(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    found = queries.get_draft(request.actor, draft_id)
    if request.method == "POST":
        return _act(request, found)
    return render(request, "tracking_publishing/draft.html", presenting.draft_page(request.actor, found))


def _act(request: ActorRequest, found: ProcessDraft) -> HttpResponse:
    try:
        if request.POST.get("act") == "discard":
            actions.discard_draft(request.actor, found)
            messages.success(request, _("The draft was discarded."))
            return redirect("manage_processes")
        if request.POST.get("act") == "number":
            actions.take_next_number(request.actor, found)
            messages.success(request, _("The draft has the next number now."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("manage_draft", found.pk)


@page_with_form
@administrators_only
def draft_publish(request: ActorRequest, draft_id: UUID) -> HttpResponse:
    """First the day, then what it means, then it is done."""
    found = queries.get_draft(request.actor, draft_id)
    today = request.actor.today()
    if request.method == "POST":
        return _publish(request, found, PublishForm(request.POST, today=today))
    asked = InForceForm(request.GET or None, today=today)
    if not asked.is_valid():
        return render(request, "tracking_publishing/publish_from.html", {"draft": found, "form": asked})
    given = {"in_force_from": asked.cleaned_data["in_force_from"], "fingerprint": found.fingerprint}
    context = presenting.confirmation(request.actor, found, asked.cleaned_data["in_force_from"])
    return render(
        request, "tracking_publishing/publish.html", {**context, "form": PublishForm(initial=given, today=today)}
    )


def _publish(request: ActorRequest, found: ProcessDraft, form: PublishForm) -> HttpResponse:
    if not form.is_valid():
        return render(request, "tracking_publishing/publish_from.html", {"draft": found, "form": _dated(form)})
    day, fingerprint = form.cleaned_data["in_force_from"], form.cleaned_data["fingerprint"]
    try:
        done = actions.publish_draft(request.actor, found, in_force_from=day, expected_fingerprint=fingerprint)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("manage_draft", found.pk)
    words = {"version": done.number, "date": long_date(done.in_force_from if day > request.actor.today() else day)}
    messages.success(request, _("Version %(version)s is published, in force from %(date)s.") % words)
    return redirect("manage_process", done.process.key)


def _dated(form: PublishForm) -> BaseForm:
    """The form that asks for the day, with what is wrong with it."""
    asked = InForceForm({"in_force_from": form.data.get("in_force_from", "")}, today=form.today)
    asked.is_valid()
    return asked
