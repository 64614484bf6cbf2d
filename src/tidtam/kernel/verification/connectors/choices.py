"""The codes of sources, parts, results and reasons, with the words people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    CIVIL_REGISTRY = "civil_registry", _("Civil registry (Department of Provincial Administration)")
    DIRECTORY = "directory", _("Staff directory")
    HR_SYSTEM = "hr_system", _("HR system (DPIS)")


PERSONNEL = frozenset({Source.DIRECTORY, Source.HR_SYSTEM})
"""They know who works here. Who is at the keyboard, only the civil registry can say."""


class Part(TextChoices):
    """What of the card was checked."""

    NATIONAL_ID = "national_id", _("National ID number")
    LASER_CODE = "laser_code", _("Code on the back of the card")
    GIVEN_NAME = "given_name", _("First name")
    FAMILY_NAME = "family_name", _("Last name")
    BIRTH_DATE = "birth_date", _("Birth date")
    PASSWORD = "password", _("User name and password of the directory")


class Result(TextChoices):
    MATCH = "match", _("Agrees")
    MISMATCH = "mismatch", _("Does not agree")
    NOT_FOUND = "not_found", _("Not found")
    INCOMPLETE = "incomplete", _("Too little to check")


class Reason(TextChoices):
    """Why a source could not be asked."""

    UNREACHABLE = "unreachable", _("It cannot be reached.")
    SLOW = "slow", _("It did not answer in time.")
    FAULT = "fault", _("It reported a fault of its own.")
    GARBAGE = "garbage", _("Its answer could not be understood.")
    UNTRUSTED = "untrusted", _("It did not prove that it is the right server.")
    REFUSED = "refused", _("It does not accept the credentials of this site.")
    STALE = "stale", _("Its data are older than they may be.")
    RESTING = "resting", _("It failed several times; it is left alone for a moment.")
    NO_LASER_CODE = "no_laser_code", _("The code on the back of the card has to be typed again.")
