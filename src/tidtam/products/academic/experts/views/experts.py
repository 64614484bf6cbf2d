from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.files.http import download
from tidtam.kernel.orgs.queries import institutions
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.academic.experts import actions, policies, presenting, queries
from tidtam.products.academic.experts.forms import ExpertForm, PolicyForm, SearchForm, initial_of
from tidtam.web.pagination import paginate

from .answering import done, officers, page_with_form


@page_with_form
@officers
@searched
def expert_list(request: ActorRequest) -> HttpResponse:
    search = SearchForm(asked_for(request) or None)
    sought = search.sought() if search.is_bound else queries.Sought()
    page = paginate(
        queries.expert_list(request.actor, sought), order=queries.FOUND_ORDER, cursor=request.GET.get("cursor"), size=30
    )
    context = {
        "page": page,
        "rows": [presenting.expert_row(each) for each in page.items],
        "search": search,
        "is_searched": sought != queries.Sought(),
        "may_enter": bool(queries.keeping_offices(request.actor)),
        "may_decide": request.actor.holds(Role.INSTITUTION_OFFICER),
    }
    return render(request, "academic_experts/expert_list.html", context)


@page_with_form
@officers
def expert_new(request: ActorRequest) -> HttpResponse:
    form = ExpertForm(
        request.POST or None,
        request.FILES or None,
        institutions=institutions(),
        keepers=queries.keeping_offices(request.actor),
    )
    entered = done(
        form,
        lambda: actions.enter_expert(
            request.actor,
            expert_id=form.cleaned_data["expert_id"],
            organization=form.cleaned_data["keeper"],
            facts=form.facts(),
            uploads=form.uploads(),
        ),
    )
    if entered:
        messages.success(request, _("The expert was taken up."))
        return redirect("academic_experts:expert_detail", entered.pk)
    return render(request, "academic_experts/expert_form.html", {"form": form})


@require_safe
@officers
def expert_detail(request: ActorRequest, expert_id: UUID) -> HttpResponse:
    expert = queries.get_expert(request.actor, expert_id)
    record_view(request.actor, "expert", expert.pk, expert.person_id, organization_path=expert.organization.path)
    context = presenting.expert_detail(request.actor, expert)
    return render(request, "academic_experts/expert_detail.html", context)


@page_with_form
@officers
def expert_change(request: ActorRequest, expert_id: UUID) -> HttpResponse:
    expert = queries.get_expert(request.actor, expert_id)
    if not policies.can_keep(request.actor, expert.organization):
        raise Http404
    form = ExpertForm(
        request.POST or None, request.FILES or None, initial=initial_of(expert), institutions=institutions()
    )
    changed = done(
        form,
        lambda: actions.change_expert(
            request.actor,
            expert,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            uploads=form.uploads(),
        ),
    )
    if changed:
        messages.success(request, _("The changes are saved."))
        return redirect("academic_experts:expert_detail", changed.pk)
    return render(request, "academic_experts/expert_form.html", {"form": form, "expert": expert})


@require_safe
@officers
def expert_file(request: ActorRequest, expert_id: UUID, file_id: UUID) -> HttpResponseBase:
    expert = queries.get_expert(request.actor, expert_id)
    return download(queries.open_expert_file(request.actor, expert, file_id))


@page_with_form
@officer_required(Role.INSTITUTION_OFFICER)
def name_policy(request: ActorRequest) -> HttpResponse:
    form = PolicyForm(request.POST or None, institutions=queries.institutions_deciding(request.actor))
    recorded = done(
        form,
        lambda: actions.record_policy(request.actor, form.cleaned_data["institution"], form.facts()),
    )
    if recorded:
        messages.success(request, _("The policy is recorded and holds from now on."))
        return redirect("academic_experts:policy")
    recorded_so_far = [presenting.policy_rows(each) for each in queries.policies_of(request.actor)]
    return render(request, "academic_experts/policy.html", {"form": form, "recorded": recorded_so_far})
