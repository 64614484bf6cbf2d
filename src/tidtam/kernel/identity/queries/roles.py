"""The roles of an account in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor, Grant


@dataclass(frozen=True)
class RoleChoice:
    grant: str
    """What the form sends; nothing for acting as oneself."""
    role: str
    organization: str = ""
    until: date | None = None
    is_acting: bool = False


def role_choices(actor: Actor, grants: Iterable[Grant]) -> list[RoleChoice]:
    is_english = get_language() == "en"
    return [
        RoleChoice(
            grant=str(grant.id),
            role=str(Role(grant.role).label),
            organization=grant.organization_name_en if is_english else grant.organization_name_th,
            until=grant.until,
            is_acting=grant in actor.grants,
        )
        for grant in sorted(grants, key=lambda grant: (grant.organization_path, grant.role))
    ]


def all_choices(actor: Actor) -> list[RoleChoice]:
    """Every role one holds, and oneself."""
    myself = RoleChoice(grant="", role=_("Myself: my own matters only"), is_acting=not actor.grants)
    return [*role_choices(actor, (*actor.grants, *actor.other_grants)), myself]
