"""What the pages' frame needs to know of roles, and what people are told about them."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.audit.wording import register_things, register_verbs
from tidtam.kernel.notifications import kinds
from tidtam.web.navigation import Entry, Text, register, register_role_labels

from .choices import Role
from .notices import ROLE_ENDED, ROLE_GRANTED
from .policies import administers_roles


def _label(role: str) -> Text:
    return Role(role).label if role in Role.values else role


def plug_in() -> None:
    kinds.register(ROLE_GRANTED, ROLE_ENDED)
    register_role_labels(_label)
    register_verbs(
        {
            "role.granted": _("Granted a role"),
            "role.ended": _("Ended a role"),
            "role.account_not_found": _("Looked for an account in vain"),
        }
    )
    register_things({"role_grant": _("Role"), "account": _("Account")})
    register(
        Entry(key="roles", label=_("Roles"), url_name="role_list", order=80, visible=administers_roles, area="side")
    )
