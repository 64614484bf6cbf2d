from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestState(TextChoices):
    """Where the paper is; how the matter stands is told by its case."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Sent to the ministry")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Fact(TextChoices):
    """What the ministry can point at when it returns a request."""

    LETTER_NO = "letter_no", _("Letter number of the institution")
    APPLICANT = "applicant", _("Applicant's name")
    IDENTIFIER = "identifier", _("National ID or passport number")
    POSITION = "position", _("Position requested")
    FIELD = "field", _("Field of study and its code")
    INSTITUTION = "institution", _("Institution")
    COORDINATOR_NAME = "coordinator_name", _("Coordinator's name")
    COORDINATOR_PHONE = "coordinator_phone", _("Coordinator's telephone")
    COORDINATOR_EMAIL = "coordinator_email", _("Coordinator's e-mail")
    DOCUMENTS = "documents", _("Documents sent with the letter")


class AnswerKind(TextChoices):
    """What the institution did about a defect."""

    MENDED = "mended", _("Mended")
    DISAGREES = "disagrees", _("We see it otherwise")


class Found(TextChoices):
    """What the check of the dossier said when the request was sent last."""

    MUST = "must", _("Something to be examined that must be in order")
    SHOULD = "should", _("Something that should be mended")
    NOTHING = "nothing", _("Nothing found")


class Older(TextChoices):
    """How long ago a request was sent first."""

    MONTH = "30", _("More than 30 days ago")
    TWO_MONTHS = "60", _("More than 60 days ago")
    QUARTER = "90", _("More than 90 days ago")
