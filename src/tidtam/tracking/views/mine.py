"""The pages of the person whose matter it is."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking import queries
from tidtam.tracking.going_on import has_ended_to_go_on
from tidtam.tracking.pages import own_page
from tidtam.tracking.rows import rows_of
from tidtam.web.pagination import paginate


@member_required
@require_safe
def my_cases(request: ActorRequest) -> HttpResponse:
    found = queries.my_cases(request.actor)
    page = paginate(found, order=("-received_on", "-id"), cursor=request.GET.get("cursor"), size=20)
    context = {
        "page": page,
        "rows": rows_of(page.items, request.actor.today()),
        "first_number": queries.number_of(request.actor, page.items[0]) if page.previous_cursor else 1,
    }
    return render(request, "tracking/my_cases.html", context)


@member_required
@require_safe
def case_detail(request: ActorRequest, case_id: UUID) -> HttpResponse:
    case = queries.get_own_case(request.actor, case_id)
    if goes_on := has_ended_to_go_on(case) and queries.continuation_of(request.actor, case):
        return redirect("case_detail", goes_on.pk)
    return render(request, "tracking/case_detail.html", own_page(request.actor, case))
