"""Notices of change, from filing to the ministry's decision."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.products.registry import actions, policies
from tidtam.products.registry import content as contents
from tidtam.products.registry.choices import NoticeKind
from tidtam.products.registry.forms import AcceptForm, NoForm, NoticeForm, PapersForm, VersionForm
from tidtam.products.registry.presenting import notices as presenting
from tidtam.products.registry.queries import entries
from tidtam.products.registry.queries import notices as queries

from .answering import done, no_longer, officers_only, page_with_form, recorders_only

_DECISIONS = {"approve": actions.approve_notice, "withdraw": actions.withdraw_notice}
_WITH_REASON = {"refuse": actions.refuse_notice, "decline": actions.decline_transfer}


@require_safe
@officers_only
def notice_list(request: ActorRequest) -> HttpResponse:
    """Notices of change or correction letters: those that are open, or those that were decided."""
    form = PapersForm(request.GET)
    show = presenting.letters_page if form.is_of_letters else presenting.notices_page
    context = {"form": form, **show(request.actor, is_open=form.is_open, cursor=request.GET.get("cursor"))}
    return render(request, "registry/notice_list.html", context)


@page_with_form
@recorders_only
def notice_new(request: ActorRequest, entry_id: UUID, kind: str) -> HttpResponse:
    entry = entries.get_entry(request.actor, entry_id)
    if kind not in NoticeKind.values:
        raise Http404
    if not policies.can_file_notice(request.actor, entry):
        return no_longer(request, entry)
    form = NoticeForm(
        request.POST or None,
        request.FILES or None,
        kind=NoticeKind(kind),
        offices=queries.possible_receivers(request.actor, entry),
        facts=contents.unseal(entry.person_id, entry.sealed).facts,
        initial={"version": entry.version},
    )
    filed = done(form, lambda: actions.file_notice(request.actor, entry, kind=NoticeKind(kind), **form.given()))
    if filed:
        messages.success(request, _("The notice is filed. Its page shows what happens with it."))
        return redirect("registry:notice", filed.pk)
    return render(request, "registry/notice_new.html", {"form": form, "entry": entry, "kind": NoticeKind(kind).label})


@page_with_form
@officers_only
def notice(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """The notice; the receiving institution accepts a transfer here."""
    found = queries.get_notice(request.actor, notice_id)
    path = found.organization.path
    record_view(request.actor, "registry_notice", found.pk, found.person_id, organization_path=path)
    form = AcceptForm(request.POST or None, request.FILES or None, initial={"version": found.version})
    accepted = done(form, lambda: actions.accept_transfer(request.actor, found, **form.given()))
    if accepted:
        messages.success(request, _("The transfer is accepted and goes to the ministry."))
        return redirect("registry:notice", found.pk)
    context = {"form": form, "no_form": NoForm(initial={"version": found.version})}
    return render(request, "registry/notice.html", {**context, **presenting.notice_page(request.actor, found)})


@require_POST
@officers_only
def notice_decide(request: ActorRequest, notice_id: UUID, decision: str) -> HttpResponse:
    found = queries.get_notice(request.actor, notice_id)
    decide: Callable[..., object] | None = _DECISIONS.get(decision) or _WITH_REASON.get(decision)
    form = NoForm(request.POST) if decision in _WITH_REASON else VersionForm(request.POST)
    if decide is None or (not form.is_valid() and "version" in form.errors):
        raise Http404
    try:
        decide(request.actor, found, **{name: form.cleaned_data.get(name, "") for name in form.fields})
        messages.success(request, _("Recorded."))
    except Refused as refused:
        messages.error(request, str(refused.message))
    return redirect("registry:notice", found.pk)
