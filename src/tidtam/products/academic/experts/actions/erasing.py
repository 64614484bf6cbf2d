"""Lawful erasure of what committees say of the applicant. Names and approaches go with the applicant's key."""

from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.actions import forget_files
from tidtam.kernel.files.models import StoredFile
from tidtam.products.academic.experts.models import Committee, ConflictAnswer

from .keeping import COMMITTEE


def forget_applicant(actor: Actor, person_id: UUID) -> int:
    """The reasons that officers gave, and the papers handed in with them, which are filed under nobody's name."""
    committees = Committee.objects.filter(applicant=person_id)
    of_committees = StoredFile.objects.filter(owner_kind=COMMITTEE, owner_id__in=committees.values("pk"))
    forget_files(actor, of_committees)
    ConflictAnswer.objects.filter(member__committee__in=committees).update(reason="")
    return committees.update(reason_not_listed="", reason_lower_position="")
