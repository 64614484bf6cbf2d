"""The pages of those who are in charge of matters."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.gate import RoleMissing, member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.tracking import queries
from tidtam.tracking.forms import FilterForm
from tidtam.tracking.pages import work_page
from tidtam.tracking.parts import parts_of_list
from tidtam.tracking.rows import named_rows
from tidtam.web.pagination import paginate


@member_required
@require_safe
def work_list(request: ActorRequest) -> HttpResponse:
    processes = queries.processes_in_use(request.actor)
    if not processes:
        raise RoleMissing(queries.roles_in_charge(request.actor))
    form = FilterForm(request.GET, processes=processes)
    filters = _filters(request, form)
    found = queries.work_list(request.actor, filters)
    page = paginate(found, order=filters.order, cursor=request.GET.get("cursor"), size=30)
    context = {
        "form": form,
        "page": page,
        "rows": named_rows(request.actor, page.items),
        "filters": filters,
        "parts": parts_of_list(request.actor),
    }
    return render(request, "tracking/work_list.html", context)


def _filters(request: ActorRequest, form: FilterForm) -> queries.Filters:
    found = form.found()
    process = form.chosen_process
    return queries.Filters(
        process_id=process.id if process else None,
        step=found.get("step", "") if process else "",
        status=found.get("status", ""),
        late=found.get("late", False),
        by_due_date=found.get("order") == "due",
        text=found.get("q", ""),
        today=request.actor.today(),
    )


@member_required
@require_safe
def work_case(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_work_case(request.actor, case_id)
    record_view(request.actor, "case", case.pk, case.subject_id, organization_path=case.organization_path)
    return render(request, "tracking/work_case.html", work_page(request.actor, case))
