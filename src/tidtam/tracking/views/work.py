"""The pages of those who are in charge of matters."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.kernel.searching import asked_for, searched
from tidtam.tracking import queries
from tidtam.tracking.desk import desk_page, filter_form
from tidtam.tracking.pages import work_page


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
@searched
def work_list(request: ActorRequest) -> HttpResponse:
    form = filter_form(request.actor, asked_for(request), address=request.GET)
    views = list(queries.saved_views(request.actor))
    if default := next((view for view in views if view.is_default and not request.GET), None):
        return redirect(f"{request.path}?{default.query}" if default.query else f"{request.path}?all")
    context = desk_page(request.actor, form, request.GET.get("cursor"))
    return render(request, "tracking/work_list.html", {**context, "views": views})


@member_required
@require_safe
def work_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_work_case(request.actor, case_id)
    record_view(request.actor, "case", case.pk, case.person_told_of, organization_path=case.organization_path)
    return render(request, "tracking/work_case.html", work_page(request.actor, case))
