from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.http import download
from tidtam.kernel.files.queries import open_file
from tidtam.tracking import queries
from tidtam.tracking.models import Case
from tidtam.tracking.pages import files_shown


@member_required
@require_safe
def my_file(request: ActorRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    return _file(request, queries.get_own_case(request.actor, case_id), file_id, for_subject=True)


@member_required
@require_safe
def work_file(request: ActorRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    return _file(request, queries.get_work_case(request.actor, case_id), file_id, for_subject=False)


def _file(request: ActorRequest, case: Case, file_id: UUID, *, for_subject: bool) -> HttpResponseBase:
    """A file is read only where the page of its matter shows it."""
    if file_id not in files_shown(request.actor, case, for_subject=for_subject):
        raise Http404
    return download(open_file(request.actor, file_id))
