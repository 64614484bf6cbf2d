"""One request, from either side: the employee whose it is, and the personnel office."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.products.personnel import actions, policies, presenting, queries
from tidtam.products.personnel.forms import SubmitForm, WithdrawForm, group_form
from tidtam.products.personnel.groups import group_after, groups_of

from .answering import IN_ORDER, done, no_longer, onward, page_with_form, to_detail


@require_safe
@member_required
def request_detail(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    if not policies.is_own(request.actor, item):
        path = item.organization.path
        record_view(request.actor, "personnel_request", item.pk, item.person_id, organization_path=path)
    return render(request, "personnel/request_detail.html", presenting.detail(request.actor, item))


@page_with_form
@member_required
def request_fill(request: ActorRequest, request_id: UUID, group: str) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    groups = groups_of(item.kind, is_on_paper=item.is_on_paper)
    asked = next((each for each in groups if each.key == group), None)
    if asked is None:
        raise Http404
    if not policies.can_change(request.actor, item):
        return no_longer(request, item)
    form = group_form(asked, item, request.POST or None)
    changed = done(
        form,
        lambda: actions.change_request(request.actor, item, facts=form.facts(), version=form.cleaned_data["version"]),
    )
    if changed:
        return onward(request, changed, group_after(groups, group) if IN_ORDER in request.GET else None)
    context = presenting.asking(request.actor, item.kind, groups=groups, asked=asked, form=form, item=item)
    return render(request, "personnel/fill.html", context)


@page_with_form
@member_required
def request_submit(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    told = presenting.expected_round(request.actor, item)
    form = SubmitForm(request.POST or None, initial={"version": item.version, "expected_round": told})
    if item.case is None:
        sent = done(form, lambda: actions.submit_request(request.actor, item, **form.cleaned_data))
    else:
        version = form.cleaned_data["version"] if form.is_valid() else 0
        sent = done(form, lambda: actions.resubmit_request(request.actor, item, version=version))
    if sent:
        return to_detail(request, sent, _("The request was handed in to the personnel office."))
    if not form.is_bound and not policies.can_submit(request.actor, item):
        return no_longer(request, item)
    return render(request, "web/confirm.html", {"form": form, **presenting.submit_question(request.actor, item)})


@page_with_form
@member_required
def request_withdraw(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    form = WithdrawForm(request.POST or None, initial={"version": item.version})
    withdrawn = done(
        form,
        lambda: actions.withdraw_request(
            request.actor, item, reason=form.cleaned_data["reason"], version=form.cleaned_data["version"]
        ),
    )
    if withdrawn:
        return to_detail(request, withdrawn, _("The request is withdrawn."))
    if not form.is_bound and not policies.can_withdraw(request.actor, item):
        return no_longer(request, item)
    return render(request, "web/confirm.html", {"form": form, **presenting.withdraw_question(request.actor, item)})
