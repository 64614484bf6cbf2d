from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Occasion(TextChoices):
    """When a dossier is frozen as it stands."""

    APPLICANT_SIGNED = "applicant_signed", _("Signed by the applicant")
    SUPERVISOR_SIGNED = "supervisor_signed", _("Signed by a supervisor")
    COMMITTEE_SIGNED = "committee_signed", _("Signed by the expert committee")
    KPW_SIGNED = "kpw_signed", _("Signed by the academic position committee")
    COUNCIL_SIGNED = "council_signed", _("Signed by the council")
    SENT = "sent", _("At the sending to the ministry")

    @property
    def covers(self) -> tuple[str, ...]:
        """The parts of the dossier that hold by what was signed or sent."""
        return _COVERED[self]


_APPLICANTS_OWN = ("request", "applicant", "history", "works")
_COVERED: dict[str, tuple[str, ...]] = {
    Occasion.APPLICANT_SIGNED: _APPLICANTS_OWN,
    Occasion.SUPERVISOR_SIGNED: (*_APPLICANTS_OWN, "supervisors"),
    Occasion.COMMITTEE_SIGNED: ("works", "committee"),
    Occasion.KPW_SIGNED: ("kpw",),
    Occasion.COUNCIL_SIGNED: ("council",),
    Occasion.SENT: (
        *(*_APPLICANTS_OWN, "supervisors", "teaching", "committee", "kpw", "council"),
        *("documents", "experts_approval", "royal"),
    ),
}
