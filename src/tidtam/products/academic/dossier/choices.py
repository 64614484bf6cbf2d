from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Occasion(TextChoices):
    """When a dossier is frozen as it stands."""

    TO_SIGN = "to_sign", _("Printed to be signed")
    ON_PAPER = "on_paper", _("Signed on paper before it was entered here")
    SENT = "sent", _("At the sending to the ministry")


class Signer(TextChoices):
    """Who has to sign the request form, in the order of its parts."""

    APPLICANT = "applicant", _("Applicant")
    CHECKS = "checks", _("Supervisor who checks the qualifications")
    ABOVE = "above", _("Supervisor above")
    COMMITTEE = "committee", _("Chair of the expert committee")
    KPW = "kpw", _("Chair or secretary of the academic position committee")
    COUNCIL = "council", _("Chair or secretary of the institution council")

    @property
    def covers(self) -> tuple[str, ...]:
        """The parts of the dossier that the signature vouches for."""
        return _COVERED[self]

    @property
    def rule(self) -> str:
        """Where this rule is in force, the signature is required."""
        return _RULES[self]


_APPLICANTS_OWN = ("request", "applicant", "history", "works")
_COVERED: dict[str, tuple[str, ...]] = {
    Signer.APPLICANT: _APPLICANTS_OWN,
    Signer.CHECKS: _APPLICANTS_OWN,
    Signer.ABOVE: _APPLICANTS_OWN,
    Signer.COMMITTEE: ("works", "committee"),
    Signer.KPW: ("kpw",),
    Signer.COUNCIL: ("council",),
}
_RULES: dict[str, str] = {
    Signer.APPLICANT: "DOC-203",
    Signer.CHECKS: "DOC-201",
    Signer.ABOVE: "DOC-201",
    Signer.COMMITTEE: "DOC-407",
    Signer.KPW: "DOC-412",
    Signer.COUNCIL: "DOC-502",
}


class Act(TextChoices):
    """What became of one signature."""

    SIGNED = "signed", _("Signed")
    CONFIRMED = "confirmed", _("Signed the correction")
    OPENED = "opened", _("Opened for changes")
    REFUSED = "refused", _("Refused to sign")


class SignatureState(TextChoices):
    """How one signature stands today."""

    MISSING = "missing", _("Not signed yet")
    TYPED = "typed", _("Entered, but not said on which edition")
    VALID = "valid", _("Signed")
    RENEW = "renew", _("Must be renewed")
    REFUSED = "refused", _("Refused")
