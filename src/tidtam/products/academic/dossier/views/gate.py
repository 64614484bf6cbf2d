"""Who has anything to do with dossiers; for whom a certain one exists is the query's to say."""

from uuid import UUID

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor.gate import officer_required
from tidtam.kernel.actor.http import ActorRequest
from tidtam.kernel.audit.actions import record_view
from tidtam.products.academic.dossier import queries
from tidtam.products.academic.dossier.models import Dossier

either_side = officer_required(Role.INSTITUTION_OFFICER, Role.MINISTRY_CASE_OFFICER)
institution_only = officer_required(Role.INSTITUTION_OFFICER)


def dossier_looked_at(request: ActorRequest, dossier_id: UUID) -> Dossier:
    """That it was looked at is on record: it is about somebody else."""
    dossier = queries.get_dossier(request.actor, dossier_id)
    record_view(
        request.actor, "academic_dossier", dossier.pk, dossier.subject_id, organization_path=dossier.organization_path
    )
    return dossier


def dossier_at_hand(request: ActorRequest, dossier_id: UUID) -> Dossier:
    """For a page with a form: drawn, it shows the dossier; sent, the change itself is on record."""
    if request.method == "POST":
        return queries.get_dossier(request.actor, dossier_id)
    return dossier_looked_at(request, dossier_id)
