"""The papers, for whom the dossier exists; each sight of them is recorded."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.products.academic.dossier import queries
from tidtam.products.academic.dossier.models import Dossier

from .printing import print_checklist, print_request_form, print_summary

either_side = officer_required(Role.INSTITUTION_OFFICER, Role.MINISTRY_CASE_OFFICER)


@require_safe
@either_side
def form(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    return _paper(request, dossier_id, print_request_form, "academic-request-form.pdf", _("Request form"))


@require_safe
@either_side
def edition(request: ActorRequest, dossier_id: UUID, edition_id: UUID) -> HttpResponse:
    """The form as it was kept to be signed, with the number and the fingerprint of the edition on every page."""

    def print_it(actor: Actor, dossier: Dossier) -> bytes:
        return print_request_form(actor, dossier, queries.get_edition(actor, dossier, edition_id))

    return _paper(request, dossier_id, print_it, "academic-request-form.pdf", _("Request form"))


@require_safe
@either_side
def summary(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    return _paper(request, dossier_id, print_summary, "academic-request-summary.pdf", _("Summary of data and steps"))


@require_safe
@either_side
def checklist(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    return _paper(request, dossier_id, print_checklist, "academic-dossier-check.pdf", _("Result of the check"))


def _paper(
    request: ActorRequest, dossier_id: UUID, print_it: Callable[[Actor, Dossier], bytes], plain: str, name: str
) -> HttpResponse:
    dossier = queries.get_dossier(request.actor, dossier_id)
    response = HttpResponse(print_it(request.actor, dossier), content_type="application/pdf")
    record_view(
        request.actor, "academic_dossier", dossier.pk, dossier.subject_id, organization_path=dossier.organization_path
    )
    # The name of the file says what it is, never whom it is about.
    response["Content-Disposition"] = (
        f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{name}.pdf', safe='')}"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
