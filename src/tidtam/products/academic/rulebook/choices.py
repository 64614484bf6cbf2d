"""What never changes with a circular. Kinds of work, roles, qualities and databases do: they stand in the rule sets."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Position(TextChoices):
    ASSISTANT_PROFESSOR = "assistant_professor", _("Assistant professor")
    ASSOCIATE_PROFESSOR = "associate_professor", _("Associate professor")
    PROFESSOR = "professor", _("Professor")

    @property
    def below(self) -> "tuple[Position, ...]":
        """The positions on the way to this one, the lowest first."""
        ranks = tuple(Position)
        return ranks[: ranks.index(self)]


class Method(TextChoices):
    ORDINARY = "ordinary", _("Ordinary method")
    SPECIAL = "special", _("Special method")


class IdentityKind(TextChoices):
    NATIONAL_ID = "national_id", _("National ID card")
    PASSPORT = "passport", _("Passport")


class Certifier(TextChoices):
    CHECKS = "checks", _("Supervisor who checks the qualifications")
    ABOVE = "above", _("Supervisor above")


class Opinion(TextChoices):
    COMPLETE = "complete", _("Qualifications complete")
    INCOMPLETE = "incomplete", _("Qualifications not complete")
    QUALIFIES = "qualifies", _("Within the criteria")
    DOES_NOT_QUALIFY = "does_not_qualify", _("Not within the criteria")


class Capacity(TextChoices):
    CHAIR = "chair", _("Chair")
    SECRETARY = "secretary", _("Secretary")
    OTHER = "other", _("Another person")


class AppointmentDay(TextChoices):
    """What day the day of appointment is."""

    RECEIVED = "received", _("Day the request was received")
    IMPROVED_RECEIVED = "improved_received", _("Day the fully improved book or textbook was received")
    PUBLICATION_RECEIVED = "publication_received", _("Day the published work was received")
    OTHER = "other", _("A day of another kind")


class Stage(TextChoices):
    """How far a dossier has come. A rule is asked once its stage is reached."""

    APPLICANT = "applicant", _("Applicant")
    SUPERVISOR = "supervisor", _("Supervisor")
    COMMITTEE = "committee", _("Expert committee")
    KPW = "kpw", _("Academic position committee")
    COUNCIL = "council", _("Institution council")
    MINISTRY = "ministry", _("Ministry")
    ROYAL = "royal", _("Royal appointment")

    @property
    def number(self) -> int:
        return tuple(Stage).index(self)


class SetBy(TextChoices):
    """Whose it is to say what no source says."""

    MINISTRY = "ministry", _("The ministry, for all institutions")
    INSTITUTION = "institution", _("Each institution; the ministry where one says nothing")


class Severity(TextChoices):
    MUST = "must", _("Must be mended")
    SHOULD = "should", _("Should be mended")


class Answer(TextChoices):
    PASS = "pass", _("In order")
    FAIL = "fail", _("Not in order")
    NOT_YET = "not_yet", _("Not yet due")
    CANNOT_TELL = "cannot_tell", _("Cannot be told")


class Part(TextChoices):
    """The parts of the request form and what goes with it."""

    WHOLE = "0", _("The whole dossier")
    HISTORY = "1", _("Part 1: personal history and academic works")
    SUPERVISOR = "2", _("Part 2: the supervisor's assessment")
    TEACHING = "3", _("Part 3: teaching")
    COMMITTEE = "4.1", _("Part 4 section 1: the expert committee")
    KPW = "4.2", _("Part 4 section 2: the academic position committee")
    COUNCIL = "5", _("Part 5: resolution of the institution council")
    DOCUMENTS = "6", _("Documents sent along")
    EXPERTS = "7", _("Approval of experts")
    ROYAL = "8", _("Royal appointment of a professor")
