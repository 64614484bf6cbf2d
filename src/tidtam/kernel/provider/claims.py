"""What a service is told of a person: for each scope, and nothing that is not known."""

from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import Account
from tidtam.kernel.orgs.queries import get_organization_by_id
from tidtam.kernel.people.actions import reveal_number
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import ContactAddress
from tidtam.kernel.people.queries import assignment_of, badge_of, current_addresses

from .choices import Scope

Claims = dict[str, Any]


def claims_of(platform: Actor, account: Account, scopes: Collection[str]) -> Claims:
    """Always who it is and whether somebody verified it; the rest by scope."""
    claims: Claims = {"sub": str(account.pk), "verified": account.temporary_until is None}
    for scope, tell in _BY_SCOPE.items():
        if scope in scopes:
            claims |= {name: value for name, value in tell(platform, account).items() if value not in (None, "")}
    return claims


def _profile(platform: Actor, account: Account) -> Claims:
    person = account.person
    return {
        "name": account.display_name,
        "given_name": person.given_name or person.given_name_en if person else "",
        "family_name": person.family_name or person.family_name_en if person else "",
        "preferred_username": account.username,
        "locale": account.language,
    }


def _email(platform: Actor, account: Account) -> Claims:
    if not account.email:
        return {}
    known = _address(platform, account, AddressKind.EMAIL)
    is_proven = known is not None and known.value.lower() == account.email and known.verified_at is not None
    return {"email": account.email, "email_verified": is_proven}


def _phone(platform: Actor, account: Account) -> Claims:
    known = _address(platform, account, AddressKind.MOBILE)
    if known is None:
        return {}
    return {"phone_number": known.value, "phone_number_verified": known.verified_at is not None}


def _personnel(platform: Actor, account: Account) -> Claims:
    """Where the person serves today, and whether a source that the ministry trusts says so."""
    if account.person_id is None:
        return {"badge": False}
    serves = assignment_of(platform, account.person_id, platform.today())
    if serves is None or not serves.is_serving:
        return {"badge": False}
    office = get_organization_by_id(serves.organization_id)
    return {
        "organization": office.name_th,
        "organization_en": office.name_en,
        "organization_id": str(office.pk),
        "unit": serves.unit,
        "position": serves.position,
        "badge": badge_of(platform, serves.person_id) is not None,
    }


def _national_id(platform: Actor, account: Account) -> Claims:
    """Only of who has one; that it was given out is on record beforehand."""
    number = ""
    if account.person_id:
        with suppress(Http404):
            number = reveal_number(platform, account.person_id)
    return {"national_id": number} if len(number) == _DIGITS and number.isdecimal() else {}


def _address(platform: Actor, account: Account, kind: str) -> ContactAddress | None:
    return current_addresses(platform, account.person_id).get(kind) if account.person_id else None


_DIGITS = 13
_BY_SCOPE: dict[str, Callable[[Actor, Account], Claims]] = {
    Scope.PROFILE: _profile,
    Scope.EMAIL: _email,
    Scope.PHONE: _phone,
    Scope.PERSONNEL: _personnel,
    Scope.NATIONAL_ID: _national_id,
}
CLAIMS = (
    *("sub", "verified", "name", "given_name", "family_name", "preferred_username", "locale"),
    *("email", "email_verified", "phone_number", "phone_number_verified"),
    *("organization", "organization_en", "organization_id", "unit", "position", "badge", "national_id"),
)
"""All that a service may ever be told, for the discovery document."""
