from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.orgs.choices import OrganizationKind


class Role(TextChoices):
    """Roles that are granted in an organisation; visitor, member and applicant follow from the rest."""

    INSTITUTION_OFFICER = "institution_officer", _("Institution officer")
    MINISTRY_CASE_OFFICER = "ministry_case_officer", _("Ministry case officer")
    REGISTER_APPROVER = "register_approver", _("Register approver")
    HR_OFFICER = "hr_officer", _("Personnel officer")
    DATA_OFFICER = "data_officer", _("Data protection officer")
    ACCOUNT_ADMIN = "account_admin", _("Account administrator")
    ROLE_ADMIN = "role_admin", _("Role administrator")
    PROCESS_ADMIN = "process_admin", _("Process administrator")
    RULES_ADMIN = "rules_admin", _("Rules administrator")
    CLIENT_ADMIN = "client_admin", _("Administrator of connected services")
    AUDITOR = "auditor", _("Auditor")
    CENTRAL_GROUP = "central_group", _("Central service-point group")
    SERVICE_POINT_OFFICER = "service_point_officer", _("Service-point officer")


ADMINISTRATIVE = frozenset(
    {
        Role.ACCOUNT_ADMIN,
        Role.ROLE_ADMIN,
        Role.PROCESS_ADMIN,
        Role.RULES_ADMIN,
        Role.CLIENT_ADMIN,
        Role.AUDITOR,
        Role.CENTRAL_GROUP,
        Role.SERVICE_POINT_OFFICER,
    }
)
"""Roles that see to the platform, its rules and its service points: no matter of a person is ever in their charge."""

BY_TOKEN = frozenset({Role.SERVICE_POINT_OFFICER})
"""Roles that one person holds in an office, and that are taken up with a token, never granted by hand."""

FITTING_KINDS: dict[str, frozenset[str]] = {
    Role.INSTITUTION_OFFICER: frozenset({OrganizationKind.INSTITUTION, OrganizationKind.FACULTY}),
    Role.MINISTRY_CASE_OFFICER: frozenset(
        {OrganizationKind.MINISTRY, OrganizationKind.DEPARTMENT, OrganizationKind.AGENCY}
    ),
    Role.REGISTER_APPROVER: frozenset(
        {OrganizationKind.MINISTRY, OrganizationKind.DEPARTMENT, OrganizationKind.AGENCY}
    ),
    Role.RULES_ADMIN: frozenset(
        {
            OrganizationKind.MINISTRY,
            OrganizationKind.DEPARTMENT,
            OrganizationKind.AGENCY,
            OrganizationKind.INSTITUTION,
        }
    ),
    Role.CENTRAL_GROUP: frozenset({OrganizationKind.MINISTRY, OrganizationKind.DEPARTMENT, OrganizationKind.AGENCY}),
    Role.SERVICE_POINT_OFFICER: frozenset(
        {OrganizationKind.DEPARTMENT, OrganizationKind.AGENCY, OrganizationKind.INSTITUTION}
    ),
    Role.DATA_OFFICER: frozenset(
        {
            OrganizationKind.MINISTRY,
            OrganizationKind.DEPARTMENT,
            OrganizationKind.AGENCY,
            OrganizationKind.INSTITUTION,
        }
    ),
    Role.HR_OFFICER: frozenset(
        {
            OrganizationKind.MINISTRY,
            OrganizationKind.DEPARTMENT,
            OrganizationKind.AGENCY,
            OrganizationKind.INSTITUTION,
        }
    ),
}
"""In which kinds of organisation a role makes sense; a role not named here fits everywhere.

Without it a university's own administrator could make somebody the ministry's officer over that university.
"""
