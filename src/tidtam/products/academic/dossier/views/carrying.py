"""A dossier as a file of JSON: taken out, and put in the place of what is there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tidtam.kernel.actor import Refused
from tidtam.kernel.actor.http import ActorRequest
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.forms import ImportForm
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.reading import NotADossier, read_dossier, write_dossier
from tidtam.web.errors import add_refusal

from .gate import dossier_looked_at, either_side, institution_only


@require_safe
@either_side
def export(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    dossier = dossier_looked_at(request, dossier_id)
    text = write_dossier(queries.content_of(request.actor, dossier))
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="academic-dossier.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@institution_only
def import_file(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    dossier = queries.get_dossier(request.actor, dossier_id)
    form = ImportForm(request.POST or None, request.FILES or None, initial={"version": dossier.version})
    context = {"form": form, "dossier": dossier}
    if form.is_valid():
        try:
            return _imported(request, dossier, form)
        except NotADossier as refused:
            context |= {"mistakes": refused.mistakes, "more": refused.more}
        except Refused as refused:
            add_refusal(form, refused)
    return render(request, "academic_dossier/import.html", context)


def _imported(request: ActorRequest, dossier: Dossier, form: ImportForm) -> HttpResponse:
    content = read_dossier(form.cleaned_data["file"].read())
    actions.import_content(request.actor, dossier, content, expected_version=form.cleaned_data["version"])
    messages.success(request, _("The dossier was imported; this is what the check finds in it."))
    return redirect("dossier:check", dossier.pk)
