from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PersonKind(TextChoices):
    THAI = "thai", _("Thai national")
    FOREIGN = "foreign", _("Foreign national")


class IdentifierKind(TextChoices):
    NATIONAL_ID = "national_id", _("National ID number")
    PASSPORT = "passport", _("Passport number")


class AddressKind(TextChoices):
    EMAIL = "email", _("E-mail")
    MOBILE = "mobile", _("Mobile number")


class Precision(TextChoices):
    """How much of a birth date is known: some cards give the year only."""

    DAY = "day", _("day, month and year")
    MONTH = "month", _("month and year")
    YEAR = "year", _("year only")


class CivilLevel(TextChoices):
    """The levels of positions in the civil service, by their official names."""

    OPERATIONAL = "operational", _("Operational level")
    EXPERIENCED = "experienced", _("Experienced level")
    SENIOR = "senior", _("Senior level")
    HIGHLY_SKILLED = "highly_skilled", _("Highly skilled level")
    PRACTITIONER = "practitioner", _("Practitioner level")
    PROFESSIONAL = "professional", _("Professional level")
    SENIOR_PROFESSIONAL = "senior_professional", _("Senior professional level")
    EXPERT = "expert", _("Expert level")
    ADVISORY = "advisory", _("Advisory level")
    LOWER_DIRECTOR = "lower_director", _("Director, primary level")
    HIGHER_DIRECTOR = "higher_director", _("Director, higher level")
    LOWER_EXECUTIVE = "lower_executive", _("Executive, primary level")
    HIGHER_EXECUTIVE = "higher_executive", _("Executive, higher level")


class ServiceStatus(TextChoices):
    """Whether a person serves in the office, or how they left it."""

    SERVING = "serving", _("In service")
    TRANSFERRED = "transferred", _("Transferred to another agency")
    RESIGNED = "resigned", _("Resigned")
