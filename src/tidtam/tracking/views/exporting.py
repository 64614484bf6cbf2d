from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from tidtam.kernel.actor.gate import member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.searching import asked_for, searched
from tidtam.tracking import actions
from tidtam.tracking.desk import columns_for, filter_form
from tidtam.tracking.exporting import FORMS, export


@member_required
@require_safe
@searched
def work_export(request: ActorRequest, form: str) -> FileResponse:
    """What the list shows, all its pages, as a file."""
    if form not in FORMS:
        raise Http404
    given = filter_form(request.actor, asked_for(request))
    filters = given.filters(request.actor.today())
    file, matters = export(request.actor, filters, columns_for(given), form)
    actions.record_export(request.actor, form=form, matters=matters, filters=given.found())
    name = f"work-list-{request.actor.today().isoformat()}.{form}"
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMS[form])
