from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrganizationKind(TextChoices):
    MINISTRY = "ministry", _("Ministry")
    DEPARTMENT = "department", _("Department")
    AGENCY = "agency", _("Agency")
    INSTITUTION = "institution", _("Higher-education institution")
    FACULTY = "faculty", _("Faculty")
    UNIT = "unit", _("Unit")


# Which roles fit depends on the kind of an office (access.policies): a ministry's office can't stand in a university.
PARENT_KINDS: dict[str, frozenset[str]] = {
    OrganizationKind.MINISTRY: frozenset(),
    OrganizationKind.DEPARTMENT: frozenset({OrganizationKind.MINISTRY}),
    OrganizationKind.AGENCY: frozenset({OrganizationKind.MINISTRY, OrganizationKind.DEPARTMENT}),
    OrganizationKind.INSTITUTION: frozenset({OrganizationKind.MINISTRY, OrganizationKind.AGENCY}),
    OrganizationKind.FACULTY: frozenset({OrganizationKind.INSTITUTION}),
    OrganizationKind.UNIT: frozenset(OrganizationKind.values),
}
"""Below which kinds an office of a kind may stand."""

MAY_STAND_ALONE = frozenset(
    {OrganizationKind.MINISTRY, OrganizationKind.DEPARTMENT, OrganizationKind.AGENCY, OrganizationKind.INSTITUTION}
)


class ContactMatter(TextChoices):
    """What a person wants to ask about."""

    DOCUMENTS = "documents", _("Requests, procedure and documents")
    TECHNICAL = "technical", _("Technical problems with the system")
    ACCOUNTS = "accounts", _("Accounts and signing in")
    SERVICE_POINTS = "service_points", _("Service points")
