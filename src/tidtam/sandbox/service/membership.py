"""What the library makes of what it is told: who may borrow how much."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Member:
    name: str
    organization: str
    unit: str
    position: str
    has_badge: bool
    """Whether a source that the ministry trusts vouches for the person as its personnel."""
    is_verified: bool
    rights: str


def member_of(told: Mapping[str, Any]) -> Member:
    """What was not told is left out; nobody is asked for it again."""
    office = "organization_en" if get_language() == "en" and told.get("organization_en") else "organization"
    has_badge, is_verified = told.get("badge") is True, told.get("verified") is True
    return Member(
        name=str(told.get("name") or told["sub"]),
        organization=str(told.get(office, "")),
        unit=str(told.get("unit", "")),
        position=str(told.get("position", "")),
        has_badge=has_badge,
        is_verified=is_verified,
        rights=str(_rights(has_badge, is_verified)),
    )


def _rights(has_badge: bool, is_verified: bool) -> Any:
    if has_badge:
        return _("Personnel of the ministry borrow 20 books for 30 days, and from other libraries, too.")
    if is_verified:
        return _("You may borrow 5 books for 14 days.")
    return _("You may read here. To borrow books, verify your account at Tidtam first.")


def facts_in(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each by its name, written as it came."""
    return [(name, value if isinstance(value, str) else json.dumps(value)) for name, value in sorted(told.items())]
