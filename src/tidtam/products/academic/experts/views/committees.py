from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.http import download
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.academic.experts import actions, policies, presenting, queries
from tidtam.products.academic.experts.choices import ConflictKind
from tidtam.products.academic.experts.forms import (
    AnswerForm,
    ApproachForm,
    ApprovalForm,
    MemberForm,
    ReasonsForm,
    RemoveForm,
    SearchForm,
)
from tidtam.web.pagination import paginate

from .answering import done, officers, page_with_form


def _back(request: ActorRequest, committee_id: UUID, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("academic_experts:committee_detail", committee_id)


def _no_longer(request: ActorRequest, committee_id: UUID) -> HttpResponse:
    messages.warning(request, _("The committee has moved on meanwhile, so that this cannot be done with it now."))
    return redirect("academic_experts:committee_detail", committee_id)


def _page(request: ActorRequest, committee_id: UUID, form: object, heading: str, submit: str) -> HttpResponse:
    context = {"form": form, "heading": heading, "submit": submit, "committee_id": committee_id}
    return render(request, "academic_experts/committee_form.html", context)


@require_safe
@officers
def committee_detail(request: ActorRequest, committee_id: UUID) -> HttpResponse:
    committee = queries.get_committee(request.actor, committee_id)
    return render(
        request, "academic_experts/committee_detail.html", presenting.committee_detail(request.actor, committee)
    )


@page_with_form
@officers
def member_add(request: ActorRequest, committee_id: UUID) -> HttpResponseBase:
    committee = queries.get_committee(request.actor, committee_id)
    if not policies.can_propose(request.actor, committee):
        return _no_longer(request, committee_id)
    chosen = request.GET.get("expert") or request.POST.get("expert")
    if chosen is None:
        return _choosing(request, committee_id)
    form = MemberForm(request.POST or None, initial={"expert": chosen})
    added = done(
        form,
        lambda: actions.add_member(
            request.actor,
            committee,
            expert=queries.get_expert(request.actor, form.cleaned_data["expert"]),
            seat=form.cleaned_data["seat"],
            relation=form.cleaned_data["relation"],
        ),
    )
    if added:
        return _back(request, committee_id, _("The expert is proposed."))
    return _page(request, committee_id, form, _("Propose an expert"), _("Propose this expert"))


@searched
def _choosing(request: ActorRequest, committee_id: UUID) -> HttpResponse:
    search = SearchForm(asked_for(request) or None)
    sought = search.sought() if search.is_bound else queries.Sought()
    page = paginate(
        queries.expert_list(request.actor, sought), order=queries.FOUND_ORDER, cursor=request.GET.get("cursor"), size=20
    )
    context = {
        "page": page,
        "rows": [presenting.expert_row(each) for each in page.items],
        "search": search,
        "committee_id": committee_id,
    }
    return render(request, "academic_experts/member_choose.html", context)


@page_with_form
@officers
def member_approach(request: ActorRequest, committee_id: UUID, member_id: UUID) -> HttpResponse:
    committee = queries.get_committee(request.actor, committee_id)
    member = queries.get_member(committee, member_id)
    if not policies.is_of_institution(request.actor, committee.organization, committee.applicant_id):
        return _no_longer(request, committee_id)
    form = ApproachForm(request.POST or None, request.FILES or None)
    recorded = done(
        form,
        lambda: actions.record_approach(
            request.actor, committee, member, form.facts(), upload=form.cleaned_data["file"]
        ),
    )
    if recorded:
        return _back(request, committee_id, _("The approach is recorded."))
    heading = _("How %(name)s was approached") % {"name": member.expert.full_name}
    return _page(request, committee_id, form, heading, _("Record the approach"))


@page_with_form
@officers
def member_answer(request: ActorRequest, committee_id: UUID, member_id: UUID, kind: str) -> HttpResponse:
    if kind not in ConflictKind.values:
        raise Http404
    committee = queries.get_committee(request.actor, committee_id)
    member = queries.get_member(committee, member_id)
    if not policies.can_propose(request.actor, committee):
        return _no_longer(request, committee_id)
    form = AnswerForm(request.POST or None, request.FILES or None)
    given = done(
        form,
        lambda: actions.answer_conflict(
            request.actor,
            committee,
            member,
            kind=kind,
            reason=form.cleaned_data["reason"],
            upload=form.cleaned_data["file"],
        ),
    )
    if given:
        return _back(request, committee_id, _("The reason is saved."))
    heading = f"{member.expert.full_name}: {ConflictKind(kind).label}"
    return _page(request, committee_id, form, heading, _("Save the reason"))


@page_with_form
@officers
def member_remove(request: ActorRequest, committee_id: UUID, member_id: UUID) -> HttpResponse:
    committee = queries.get_committee(request.actor, committee_id)
    member = queries.get_member(committee, member_id)
    if not policies.can_propose(request.actor, committee):
        return _no_longer(request, committee_id)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: actions.remove_member(request.actor, committee, member)):
        return _back(request, committee_id, _("The expert is no longer proposed."))
    context = {
        "form": form,
        "heading": _("Remove this expert from the committee?"),
        "rows": [(_("Expert"), member.expert.full_name), (_("Seat"), member.get_seat_display())],
        "consequence": _("The record of approach stays on file, but is no longer shown."),
        "submit_text": _("Remove the expert"),
        "cancel_url": reverse("academic_experts:committee_detail", args=[committee_id]),
        "is_dangerous": True,
    }
    return render(request, "web/confirm.html", context)


@page_with_form
@officers
def reasons(request: ActorRequest, committee_id: UUID) -> HttpResponse:
    committee = queries.get_committee(request.actor, committee_id)
    if not policies.can_propose(request.actor, committee):
        return _no_longer(request, committee_id)
    initial = {
        "not_listed": committee.reason_not_listed,
        "lower_position": committee.reason_lower_position,
        "version": committee.version,
    }
    form = ReasonsForm(request.POST or None, request.FILES or None, initial=initial)
    if done(form, lambda: actions.set_reasons(request.actor, committee, **form.cleaned_data)):
        return _back(request, committee_id, _("The reasons are saved."))
    return _page(request, committee_id, form, _("Reasons and request form"), _("Save the reasons for the experts"))


@page_with_form
@officers
def approval(request: ActorRequest, committee_id: UUID) -> HttpResponse:
    committee = queries.get_committee(request.actor, committee_id)
    again = policies.can_resume_approval(request.actor, committee)
    if not (again or policies.can_request_approval(request.actor, committee)):
        return _no_longer(request, committee_id)
    act = actions.resume_approval if again else actions.request_approval
    form = ApprovalForm(request.POST or None, initial={"version": committee.version})
    if done(form, lambda: act(request.actor, committee, **form.cleaned_data)):
        return _back(request, committee_id, _("The ministry was asked to approve the experts."))
    heading = _("Hand the request for approval in again") if again else _("Ask the ministry to approve the experts")
    return _page(request, committee_id, form, heading, _("Send to the ministry"))


@require_safe
@officers
def committee_file(request: ActorRequest, committee_id: UUID, file_id: UUID) -> HttpResponseBase:
    committee = queries.get_committee(request.actor, committee_id)
    return download(queries.open_committee_file(request.actor, committee, file_id))
