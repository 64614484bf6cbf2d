from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Position(TextChoices):
    """The levels of academic positions, the lowest first."""

    ASSISTANT_PROFESSOR = "assistant_professor", _("Assistant professor")
    ASSOCIATE_PROFESSOR = "associate_professor", _("Associate professor")
    PROFESSOR = "professor", _("Professor")


class Method(TextChoices):
    ORDINARY = "ordinary", _("Ordinary method")
    SPECIAL = "special", _("Special method")


class Employment(TextChoices):
    CIVIL_SERVANT = "civil_servant", _("Civil servant in a higher-education institution")
    UNIVERSITY_EMPLOYEE = "university_employee", _("University employee")
    GOVERNMENT_EMPLOYEE = "government_employee", _("Government employee")
    PRIVATE_LECTURER = "private_lecturer", _("Lecturer of a private institution")


class Standing(TextChoices):
    """Whether the holder serves, or how they left."""

    SERVING = "serving", _("At work")
    RETIRED = "retired", _("Retired")
    RESIGNED = "resigned", _("Has resigned")
    DECEASED = "deceased", _("Deceased")


class Quality(TextChoices):
    """Levels of quality as they stand in orders: those of today, and those of earlier criteria."""

    B = "B", "B"
    B_PLUS = "B+", "B+"
    A = "A", "A"
    A_PLUS = "A+", "A+"
    GOOD = "good", _("Good")
    VERY_GOOD = "very_good", _("Very good")
    OUTSTANDING = "outstanding", _("Outstanding")


class EntryState(TextChoices):
    """Where the working copy of an entry is; what is public is the revision approved last."""

    DRAFT = "draft", _("Being filled in")
    AWAITING = "awaiting", _("Awaiting approval")
    APPROVED = "approved", _("Approved")


class Source(TextChoices):
    """Where a fact of an entry comes from."""

    REQUEST = "request", _("from the request")
    TYPED = "typed", _("typed by an officer")
    IMPORTED = "imported", _("imported from a table")
    PROGRAM = "program", _("sent by a program")
    NOTICE = "notice", _("from a notice of change")


class NoticeKind(TextChoices):
    RETIREMENT = "retirement", _("Retirement")
    RESIGNATION = "resignation", _("Resignation")
    EMPLOYMENT = "employment", _("Change of employment status")
    DEATH = "death", _("Death")
    TRANSFER = "transfer", _("Transfer to another institution")
    NAME = "name", _("Change of name")


class NoticeState(TextChoices):
    RELEASED = "released", _("Released; awaits the receiving institution")
    AWAITING = "awaiting", _("Awaiting approval")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined by the receiving institution")
    REFUSED = "refused", _("Not approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OPEN_NOTICES = (NoticeState.RELEASED, NoticeState.AWAITING)


class CorrectionState(TextChoices):
    OPEN = "open", _("Awaits the institution")
    REPORTED = "reported", _("Reported back; awaits the ministry")
    CLOSED = "closed", _("Closed")


class PointState(TextChoices):
    OPEN = "open", _("To be corrected")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Verdict(TextChoices):
    CLOSE = "close", _("Close this point")
    REOPEN = "reopen", _("Open it again")


class Cause(TextChoices):
    """Why a revision was approved."""

    ENTRY = "entry", _("Entry")
    RETIREMENT = "retirement", _("Retirement")
    RESIGNATION = "resignation", _("Resignation")
    EMPLOYMENT = "employment", _("Change of employment status")
    DEATH = "death", _("Death")
    TRANSFER = "transfer", _("Transfer to another institution")
    NAME = "name", _("Change of name")


class ImportState(TextChoices):
    CHECKING = "checking", _("Being examined")
    CHECKED = "checked", _("Examined")
    UNREADABLE = "unreadable", _("Cannot be read")
    IMPORTING = "importing", _("Being imported")
    IMPORTED = "imported", _("Imported")
    DISCARDED = "discarded", _("Discarded")


class Dimension(TextChoices):
    """By what holders are counted in public."""

    INSTITUTION = "institution", _("Institution")
    FIELD = "field", _("Field of study")
    YEAR = "year", _("Year of appointment")
