"""What a page needs to know of who acts. The kernel's actor has this shape; pages without one show `NOBODY`."""

from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest


class ActingGrant(Protocol):
    @property
    def role(self) -> str: ...
    @property
    def organization_name_th(self) -> str: ...
    @property
    def organization_name_en(self) -> str: ...


class Acting(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def is_visitor(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Nobody:
    """A visitor, for the pages that are shown before anybody could be found out."""

    name: str = ""
    is_visitor: bool = True
    is_system: bool = False
    is_officer: bool = False
    account_id: None = None
    person_id: None = None
    office_id: None = None
    grants: tuple[ActingGrant, ...] = ()
    other_grants: tuple[ActingGrant, ...] = ()

    # It answers what an actor is asked, with the same names.
    def paths(self, *roles: str) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def holds(self, role: str, organization_path: str | None = None) -> bool:  # noqa: ARG002
        return False

    def holds_any(self, roles: tuple[str, ...], organization_path: str | None = None) -> bool:  # noqa: ARG002
        return False


NOBODY = Nobody()


def acting_of(request: HttpRequest) -> Acting:
    acting: Acting = getattr(request, "actor", NOBODY)
    return acting


def grants_of(acting: Acting) -> tuple[ActingGrant, ...]:
    grants: tuple[ActingGrant, ...] = getattr(acting, "grants", ())
    return grants
