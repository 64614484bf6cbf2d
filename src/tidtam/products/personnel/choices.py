from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.people.choices import CivilLevel, ServiceStatus


class Kind(TextChoices):
    """What an employee asks for, by the names of the office's own guide."""

    PROMOTION = "promotion", _("Assessment of academic work / promotion")
    TRANSFER = "transfer", _("Transfer to another agency")
    MOVE = "move", _("Move within the department")
    RESIGNATION = "resignation", _("Resignation")

    @property
    def process_key(self) -> str:
        return f"personnel_{self.value}"


PROCESS_KEYS = tuple(kind.process_key for kind in Kind)


class RequestState(TextChoices):
    """Where the paper is; how the matter stands is told by its case."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Handed in")
    WITHDRAWN = "withdrawn", _("Withdrawn")


TARGET_LEVELS = (
    CivilLevel.EXPERIENCED,
    CivilLevel.PROFESSIONAL,
    CivilLevel.SENIOR_PROFESSIONAL,
    CivilLevel.EXPERT,
    CivilLevel.ADVISORY,
)
"""The levels to which one is promoted by assessment."""

STATUS_AFTER = {
    Kind.PROMOTION: ServiceStatus.SERVING,
    Kind.TRANSFER: ServiceStatus.TRANSFERRED,
    Kind.MOVE: ServiceStatus.SERVING,
    Kind.RESIGNATION: ServiceStatus.RESIGNED,
}
"""What becomes of the person when the order takes effect."""

ROUND_MONTHS = (5, 12)
"""Moves are considered twice a year, in the rounds of May and December."""
