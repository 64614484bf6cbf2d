"""Tables of holders: uploaded, examined, brought in; and the list of entries as a table."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.searching import asked_for, searched
from tidtam.products.registry import actions, exporting
from tidtam.products.registry.forms import ImportForm, ImportOrderForm, ListForm
from tidtam.products.registry.presenting import imports as presenting
from tidtam.products.registry.queries import entries
from tidtam.products.registry.queries import imports as queries
from tidtam.products.registry.sheets.template import as_workbook, headings_as_csv
from tidtam.tracking.batches.pages import look_again
from tidtam.web.pagination import paginate

from .answering import done, officers_only, page_with_form, recorders_only

_TEMPLATES = {"csv": headings_as_csv, "xlsx": as_workbook}


@page_with_form
@recorders_only
def import_begin(request: ActorRequest) -> HttpResponse:
    form = ImportForm(request.POST or None, request.FILES or None, offices=entries.own_institutions(request.actor))
    begun = done(form, lambda: actions.begin_import(request.actor, **form.given()))
    if begun:
        return redirect("registry:import_detail", begun.pk)
    page = paginate(queries.my_imports(request.actor), order=queries.NEWEST_FIRST, cursor=request.GET.get("cursor"))
    rows = [presenting.import_row(each) for each in page.items]
    return render(request, "registry/import_begin.html", {"form": form, "page": page, "rows": rows})


@require_safe
@recorders_only
def import_template(request: ActorRequest, form: str) -> HttpResponse:
    if form not in _TEMPLATES:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="holders.{form}"'}
    return HttpResponse(_TEMPLATES[form](), content_type=exporting.FORMS[form], headers=headers)


@require_safe
@recorders_only
def import_detail(request: ActorRequest, import_id: UUID) -> HttpResponse:
    return _show(request, import_id, ImportOrderForm())


def _show(request: ActorRequest, import_id: UUID, form: ImportOrderForm) -> HttpResponse:
    registry_import = queries.get_import(request.actor, import_id)
    page = presenting.import_page(request.actor, registry_import, request.GET.get("cursor"))
    is_offered = page["is_checked"] and registry_import.good
    response = render(request, "registry/import_detail.html", {**page, "form": form if is_offered else None})
    return look_again(response, running=page["is_running"], still="still" in request.GET)


@require_POST
@recorders_only
def import_order(request: ActorRequest, import_id: UUID) -> HttpResponse:
    registry_import = queries.get_import(request.actor, import_id)
    form = ImportOrderForm(request.POST)
    if done(form, lambda: actions.order_import(request.actor, registry_import, letter=form.letter())):
        return redirect("registry:import_detail", import_id)
    return _show(request, import_id, form)


@require_POST
@recorders_only
def import_discard(request: ActorRequest, import_id: UUID) -> HttpResponse:
    try:
        actions.discard_import(request.actor, queries.get_import(request.actor, import_id))
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("registry:import_detail", import_id)
    messages.success(request, _("The table was discarded; nothing of it was brought in."))
    return redirect("registry:import_begin")


@require_safe
@recorders_only
def import_mistakes(request: ActorRequest, import_id: UUID) -> HttpResponse:
    registry_import = queries.get_import(request.actor, import_id)
    headers = {"Content-Disposition": 'attachment; filename="mistakes.csv"'}
    body = presenting.mistakes_as_csv(request.actor, registry_import)
    return HttpResponse(body, content_type=exporting.FORMS["csv"], headers=headers)


@require_safe
@officers_only
@searched
def export(request: ActorRequest, form: str) -> HttpResponseBase:
    if form not in exporting.FORMS:
        raise Http404
    filters = ListForm(asked_for(request), offices=entries.institutions_seen(request.actor))
    file = exporting.export(request.actor, filters.chosen(), form)
    actions.record_export(request.actor)
    return FileResponse(file, as_attachment=True, filename=f"register.{form}", content_type=exporting.FORMS[form])
