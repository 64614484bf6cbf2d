"""Bringing in running matters from a table: take the template, upload, look, order, and see how far it is."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.gate import RoleMissing, member_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.files.choices import FileKind
from tidtam.tracking.batches import actions, queries
from tidtam.tracking.batches.choices import ImportMode, ImportState
from tidtam.tracking.batches.forms import ImportForm, ImportOrderForm
from tidtam.tracking.batches.import_pages import import_page, import_row, mistakes_as_csv
from tidtam.tracking.batches.models import CaseImport
from tidtam.tracking.batches.pages import look_again
from tidtam.tracking.batches.sheets.template import as_workbook, headings_as_csv
from tidtam.tracking.queries import Published, roles_in_charge
from tidtam.web.errors import add_refusal
from tidtam.web.pagination import paginate

_TEMPLATES = {"csv": (FileKind.CSV, headings_as_csv), "xlsx": (FileKind.XLSX, as_workbook)}


@member_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_begin(request: ActorRequest) -> HttpResponse:
    """The templates, the way in, and what one brought in before."""
    processes = _processes(request)
    form = ImportForm(request.POST or None, request.FILES or None, processes=processes)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            begun = actions.begin_import(request.actor, process_key=given["process"], upload=given["file"])
        except Refused as refused:
            add_refusal(form, refused)
        else:
            return redirect("import_detail", begun.pk)
    page = paginate(queries.my_imports(request.actor), order=("-made_at", "-id"), cursor=request.GET.get("cursor"))
    rows = [import_row(case_import) for case_import in page.items]
    context = {"form": form, "processes": processes, "page": page, "rows": rows}
    return render(request, "tracking_batches/import_begin.html", context)


def _processes(request: ActorRequest) -> list[Published]:
    processes = queries.processes_to_import(request.actor)
    if not processes:
        raise RoleMissing(roles_in_charge(request.actor))
    return processes


@member_required
@require_safe
def import_template(request: ActorRequest, key: str, form: str) -> HttpResponse:
    published = next((each for each in _processes(request) if each.key == key), None)
    if published is None or form not in _TEMPLATES:
        raise Http404
    kind, make = _TEMPLATES[form]
    return HttpResponse(
        make(published.definition),
        content_type=kind.content_type,
        headers={"Content-Disposition": f'attachment; filename="{key}{kind.extension}"'},
    )


@member_required
@require_safe
def import_detail(request: ActorRequest, import_id: UUID) -> HttpResponse:
    case_import = queries.get_import(request.actor, import_id)
    return _show(request, case_import, ImportOrderForm(initial={"mode": _offered(case_import)}))


def _offered(case_import: CaseImport) -> ImportMode:
    return ImportMode.GOOD if case_import.bad else ImportMode.ALL


def _show(request: ActorRequest, case_import: CaseImport, form: ImportOrderForm) -> HttpResponse:
    page = import_page(request.actor, case_import, request.GET.get("cursor"))
    is_offered = case_import.state == ImportState.CHECKED and case_import.good > 0
    response = render(request, "tracking_batches/import_detail.html", {**page, "form": form if is_offered else None})
    return look_again(response, running=page["is_running"], still="still" in request.GET)


@member_required
@require_POST
def import_order(request: ActorRequest, import_id: UUID) -> HttpResponse:
    case_import = queries.get_import(request.actor, import_id)
    form = ImportOrderForm(request.POST)
    if not form.is_valid():
        return _show(request, case_import, form)
    try:
        actions.order_import(request.actor, case_import, mode=ImportMode(form.cleaned_data["mode"]))
    except Refused as refused:
        add_refusal(form, refused)
        return _show(request, case_import, form)
    return redirect("import_detail", import_id)


@member_required
@require_POST
def import_discard(request: ActorRequest, import_id: UUID) -> HttpResponse:
    try:
        actions.discard_import(request.actor, queries.get_import(request.actor, import_id))
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("import_detail", import_id)
    messages.success(request, _("The table was discarded; nothing of it was brought in."))
    return redirect("import_begin")


@member_required
@require_safe
def import_mistakes(request: ActorRequest, import_id: UUID) -> HttpResponse:
    case_import = queries.get_import(request.actor, import_id)
    return HttpResponse(
        b"".join(mistakes_as_csv(request.actor, case_import)),
        content_type=f"{FileKind.CSV.content_type}; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="mistakes.csv"'},
    )
