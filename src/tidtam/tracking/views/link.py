from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.tracking import queries


@require_safe
@never_cache
@member_required
def tracking_link(request: ActorRequest, code: str) -> HttpResponse:
    """Lead to the matter if it is one's own or in one's charge; any other code is one that does not exist."""
    case = queries.find_by_code(request.actor, code)
    is_own = request.actor.is_person(case.subject_id)
    response = redirect("case_detail" if is_own else "work_case", case.pk)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
