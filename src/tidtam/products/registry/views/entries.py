"""The entries of an institution, and of those the ministry approves."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.files.http import download
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.registry import actions, policies
from tidtam.products.registry import content as contents
from tidtam.products.registry.facts import HOLDER, PARTS, facts_of_part, part_name
from tidtam.products.registry.forms import (
    DayForm,
    EntryForm,
    LetterForm,
    ListForm,
    PartForm,
    ReasonsForm,
    VersionForm,
    rows_formset,
    rows_of,
)
from tidtam.products.registry.models import Entry
from tidtam.products.registry.presenting import entries as presenting
from tidtam.products.registry.queries import entries as queries
from tidtam.products.registry.queries import papers
from tidtam.web.pagination import paginate

from .answering import done, no_longer, officers_only, page_with_form, recorders_only, to_entry


@page_with_form
@officers_only
@searched
def entry_list(request: ActorRequest) -> HttpResponse:
    filters = ListForm(asked_for(request), offices=queries.institutions_seen(request.actor))
    chosen = filters.chosen()
    page = paginate(
        queries.entries(request.actor, chosen), order=queries.NEWEST_FIRST, cursor=request.GET.get("cursor"), size=30
    )
    context = {
        "page": page,
        "rows": presenting.entry_rows(request.actor, page.items),
        "filters": filters,
        "is_filtered": any(request.GET.get(name) for name in filters.fields),
        "query": request.GET.urlencode(),
        "records": policies.records(request.actor),
        "approves": policies.approves(request.actor),
    }
    return render(request, "registry/entry_list.html", context)


@page_with_form
@recorders_only
def entry_new(request: ActorRequest) -> HttpResponse:
    form = EntryForm(request.POST or None, offices=queries.own_institutions(request.actor))
    entry = done(form, lambda: actions.begin_entry(request.actor, organization=form.office(), who=form.who()))
    if entry:
        return to_entry(request, entry, _("The holder has an entry now. Fill it in level by level."))
    return render(request, "registry/entry_new.html", {"form": form})


@require_safe
@officers_only
def entry(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    found = _viewed(request, entry_id)
    return render(request, "registry/entry.html", presenting.entry_page(request.actor, found))


def _viewed(request: ActorRequest, entry_id: UUID) -> Entry:
    found = queries.get_entry(request.actor, entry_id)
    path = found.organization.path
    record_view(request.actor, "registry_entry", found.pk, found.person_id, organization_path=path)
    return found


@page_with_form
@recorders_only
def entry_fill(request: ActorRequest, entry_id: UUID, part: str) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    if part not in PARTS:
        raise Http404
    if not policies.can_change(request.actor, found) or (part == HOLDER and found.is_public):
        return no_longer(request, found)
    facts = contents.unseal(found.person_id, found.sealed).facts
    form = PartForm(
        request.POST or None,
        part=part,
        facts=facts,
        is_settled=found.is_public,
        initial={"version": found.version},
    )
    changed = done(
        form,
        lambda: actions.change_facts(request.actor, found, facts=form.facts(), version=form.cleaned_data["version"]),
    )
    if changed:
        return to_entry(request, changed, _("Saved."))
    return render(request, "registry/entry_fill.html", {"form": form, "entry": found, "part": part_name(part)})


@page_with_form
@recorders_only
def entry_rows(request: ActorRequest, entry_id: UUID, part: str, key: str) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    fact = next((fact for fact in facts_of_part(part) if fact.key == key), None) if part in PARTS else None
    if fact is None or not fact.columns:
        raise Http404
    if not policies.can_change(request.actor, found):
        return no_longer(request, found)
    known = contents.unseal(found.person_id, found.sealed).facts.get(f"{part}.{key}", [])
    rows = rows_formset(fact)(request.POST or None, initial=known if isinstance(known, list) else [], prefix="rows")
    form = VersionForm(request.POST or None, initial={"version": found.version})
    if rows.is_bound and rows.is_valid():
        facts = {f"{part}.{key}": rows_of(rows)}
        changed = done(
            form,
            lambda: actions.change_facts(request.actor, found, facts=facts, version=form.cleaned_data["version"]),
        )
        if changed:
            return to_entry(request, changed, _("Saved."))
    context = {"form": form, "rows": rows, "entry": found, "fact": fact, "part": part_name(part)}
    return render(request, "registry/entry_rows.html", context)


@page_with_form
@recorders_only
def entry_reasons(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    if not policies.can_change(request.actor, found):
        return no_longer(request, found)
    content = contents.unseal(found.person_id, found.sealed)
    form = ReasonsForm(
        request.POST or None,
        content=content,
        initial={"version": found.version},
    )
    changed = done(
        form,
        lambda: actions.explain_gaps(
            request.actor,
            found,
            unavailable=form.said("missing"),
            explained=form.said("differing"),
            version=form.cleaned_data["version"],
        ),
    )
    if changed:
        return to_entry(request, changed, _("Saved."))
    return render(request, "registry/entry_reasons.html", {"form": form, "entry": found})


@page_with_form
@recorders_only
def entry_submit(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    form = LetterForm(request.POST or None, request.FILES or None, initial={"version": found.version})
    sent = done(form, lambda: actions.submit_entry(request.actor, found, **form.sent()))
    if sent:
        return to_entry(request, sent, _("The entry was sent to the ministry for approval."))
    if not form.is_bound and not policies.can_submit(request.actor, found):
        return no_longer(request, found)
    return render(request, "registry/entry_submit.html", {"form": form, "entry": found})


@page_with_form
@recorders_only
def entry_recall(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    found = queries.get_entry(request.actor, entry_id)
    form = VersionForm(request.POST or None, initial={"version": found.version})
    back = done(form, lambda: actions.recall_entry(request.actor, found, version=form.cleaned_data["version"]))
    if back:
        return to_entry(request, back, _("The entry is with you again. Change it, then send it anew."))
    if not form.is_bound and not policies.can_recall(request.actor, found):
        return no_longer(request, found)
    context = {
        "form": form,
        "heading": _("Take the entry back from the ministry?"),
        "consequence": _("The ministry no longer sees it as awaiting approval until you send it again."),
        "submit_text": _("Take it back"),
        "cancel_url": "../",
    }
    return render(request, "web/confirm.html", context)


@require_safe
@officers_only
def entry_history(request: ActorRequest, entry_id: UUID) -> HttpResponse:
    """The register as it was on any day."""
    found = _viewed(request, entry_id)
    today = request.actor.today()
    form = DayForm(request.GET if "on" in request.GET else None, initial={"on": today}, today=today)
    day = form.cleaned_data["on"] if form.is_bound and form.is_valid() else today
    revision = queries.revision_on(request.actor, found, day)
    page = presenting.history_page(request.actor, found, revision)
    return render(request, "registry/entry_history.html", {**page, "form": form, "day": day})


@require_safe
@officers_only
def paper(request: ActorRequest, file_id: UUID) -> HttpResponseBase:
    return download(papers.open_paper(request.actor, file_id))
