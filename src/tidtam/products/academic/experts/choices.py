from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """The codes of the rule sets' kinds of employment."""

    CIVIL_SERVANT = "civil_servant", _("Civil servant")
    UNIVERSITY_EMPLOYEE = "university_employee", _("University employee")
    GOVERNMENT_EMPLOYEE = "government_employee", _("Government employee")

    @property
    def is_employee(self) -> bool:
        return self is not Status.CIVIL_SERVANT


class Seat(TextChoices):
    CHAIR = "chair", _("Chair of the committee")
    MEMBER = "member", _("Member of the committee")


class Relation(TextChoices):
    """What an officer knows of the expert and the applicant, beyond what the rules find themselves."""

    NONE = "", _("None known")
    SUPERVISOR = "supervisor", _("Supervisor")
    FORMER_SUPERVISOR = "former_supervisor", _("Former supervisor")


class Means(TextChoices):
    LETTER = "letter", _("By letter")
    EMAIL = "email", _("By e-mail")
    TELEPHONE = "telephone", _("By telephone")
    MEETING = "meeting", _("In person")


class Reply(TextChoices):
    WAITING = "waiting", _("No answer yet")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")


class ConflictKind(TextChoices):
    SAME_PERSON = "same_person", _("Is the applicant")
    SAME_INSTITUTION = "same_institution", _("Of the same institution")
    CO_AUTHOR = "co_author", _("Author of a work together with the applicant")
    SUPERVISOR = "supervisor", _("Supervisor")
    FORMER_SUPERVISOR = "former_supervisor", _("Former supervisor")
    LOWER_POSITION = "lower_position", _("Of a lower position than the one requested")
    OTHER_FIELD = "other_field", _("Of another field of study")
    NOT_LISTED = "not_listed", _("Not on the list of experts")

    @property
    def can_be_answered(self) -> bool:
        """Nobody judges themselves, whatever the reason; of all others the institution may give its reason."""
        return self is not ConflictKind.SAME_PERSON
