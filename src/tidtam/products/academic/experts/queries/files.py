from uuid import UUID

from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.queries import OpenedFile, open_file
from tidtam.products.academic.experts.models import Approach, Asking, Committee, ConflictAnswer

from .decisions import decisions_in


def open_committee_file(actor: Actor, committee: Committee, file_id: UUID) -> OpenedFile:
    """A file of this committee, of one of its answers or of one of its approaches; of another one it is not found."""
    belongs = (
        committee.request_form == file_id
        or ConflictAnswer.objects.filter(member__committee=committee, file_id=file_id).exists()
        or Approach.objects.filter(member__committee=committee, file_id=file_id).exists()
        or _is_letter_of_decision(committee, file_id)
    )
    if not belongs:
        raise Http404
    return open_file(actor, file_id)


def _is_letter_of_decision(committee: Committee, file_id: UUID) -> bool:
    askings = Asking.objects.filter(member__committee=committee).select_related("case")
    return any(decision.file_id == file_id for decision in decisions_in(asking.case for asking in askings).values())
