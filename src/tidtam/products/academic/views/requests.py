from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.academic import actions, policies, presenting, queries
from tidtam.products.academic.experts.actions import begin_committee
from tidtam.products.academic.experts.queries import committee_of_request
from tidtam.products.academic.forms import (
    FilterForm,
    RequestForm,
    VersionForm,
    WithdrawForm,
    initial_of,
)
from tidtam.products.academic.models import AcademicRequest
from tidtam.web.forms import BaseForm as EmptyForm
from tidtam.web.pagination import paginate

from .doors import done, either_side, institution_only, no_longer, page_with_form, to_detail


@page_with_form
@either_side
@searched
def request_list(request: ActorRequest) -> HttpResponse:
    filters = FilterForm(asked_for(request))
    chosen = filters.chosen()
    found = queries.request_list(request.actor, **chosen)
    page = paginate(found, order=queries.NEWEST_FIRST, cursor=request.GET.get("cursor"))
    context = {
        "page": page,
        "rows": [presenting.row(item, request.actor.today()) for item in page.items],
        "filters": filters,
        "is_filtered": bool(chosen),
        "may_draft": request.actor.holds(Role.INSTITUTION_OFFICER),
    }
    return render(request, "academic/request_list.html", context)


@page_with_form
@institution_only
def request_new(request: ActorRequest) -> HttpResponse:
    institutions = queries.institutions_to_draft_for(request.actor)
    form = RequestForm(request.POST or None, institutions=institutions)
    drafted = done(
        form,
        lambda: actions.draft_request(
            request.actor,
            draft_id=form.cleaned_data["draft_id"],
            organization=form.cleaned_data["institution"],
            facts=form.facts(),
        ),
    )
    if drafted:
        return to_detail(request, drafted, _("The draft is saved. Check it, then send it to the ministry."))
    return render(request, "academic/request_form.html", {"form": form})


@require_safe
@either_side
def request_detail(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    return render(request, "academic/request_detail.html", presenting.detail(request.actor, item))


@page_with_form
@institution_only
def request_change(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    if not policies.can_change(request.actor, item):
        return no_longer(request, item)
    form = RequestForm(request.POST or None, initial=initial_of(item))
    changed = done(
        form,
        lambda: actions.change_request(request.actor, item, facts=form.facts(), version=form.cleaned_data["version"]),
    )
    if changed:
        return to_detail(request, changed, _("The changes are saved."))
    context = {"form": form, "item": item, **presenting.hints(request.actor, item)}
    return render(request, "academic/request_form.html", context)


@require_POST
@institution_only
def request_begin_dossier(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    try:
        dossier = actions.begin_request_dossier(request.actor, item)
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("academic:request_detail", item.id)
    return redirect("dossier:tasks", dossier.pk)


@page_with_form
@institution_only
def request_submit(request: ActorRequest, request_id: UUID) -> HttpResponse:
    item = queries.get_request(request.actor, request_id)
    form = VersionForm(request.POST or None, initial={"version": item.version})
    if stop := _stop(request, item):
        messages.error(request, stop[0])
        return redirect(stop[1], item.id)
    act = actions.submit_request if item.case is None else actions.resubmit_request
    sent = done(form, lambda: act(request.actor, item, version=form.cleaned_data["version"]))
    if sent:
        return to_detail(request, sent, _("The request was sent to the ministry."))
    if not form.is_bound and not policies.can_submit(request.actor, item):
        return no_longer(request, item)
    return render(request, "web/confirm.html", {"form": form, **presenting.submit_question(item)})


def _stop(request: ActorRequest, item: AcademicRequest) -> tuple[str, str] | None:
    """Why it cannot be sent yet, and the page on which that is mended."""
    if not policies.can_submit(request.actor, item):
        return None
    if queries.stops_sending(request.actor, item):
        return _("The request cannot be sent yet: what must be mended stands below."), "dossier:check"
    if not queries.can_go_on(item):
        text = _("The request cannot be sent yet: the steps inside the institution are not done.")
        return text, "academic:request_detail"
    if queries.wants_signatures(request.actor, item):
        text = _("The request cannot be sent yet: what is to be done about each signature stands below.")
        return text, "dossier:signatures"
    letter = queries.to_answer(request.actor, item)
    if letter and letter.unanswered:
        text = _("The request cannot be sent yet: answer what the ministry asks to be mended.")
        return text, "academic:request_answer"
    return None


@page_with_form
@institution_only
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
    return render(request, "web/confirm.html", {"form": form, **presenting.withdraw_question(item)})


@page_with_form
@either_side
def request_committee(request: ActorRequest, request_id: UUID) -> HttpResponse:
    """The experts proposed for the request; the first time, and to take its facts anew, one is asked before."""
    item = queries.get_request(request.actor, request_id)
    committee = committee_of_request(request.actor, item.id)
    facts = queries.facts_for_experts(request.actor, item) if policies.is_of_institution(request.actor, item) else None
    if committee is not None and (facts is None or (request.method != "POST" and "anew" not in request.GET)):
        return redirect("academic_experts:committee_detail", committee.pk)
    if facts is None:
        raise Http404
    form = EmptyForm(request.POST if request.method == "POST" else None)
    begun = done(form, lambda: begin_committee(request.actor, facts))
    if begun:
        return redirect("academic_experts:committee_detail", begun.pk)
    return render(request, "web/confirm.html", {"form": form, **presenting.committee_question(item)})
