"""Who acts: one frozen value that policies ask, instead of asking the database for roles."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from .clock import Clock, date_in_bangkok, system_clock


class ActorKind(StrEnum):
    VISITOR = "visitor"
    MEMBER = "member"
    CLIENT = "client"
    SYSTEM = "system"


def covers(path: str, other: str) -> bool:
    """Whether the organisation at `path` is the one at `other` or stands above it."""
    return other == path or other.startswith(f"{path}/")


@dataclass(frozen=True, slots=True)
class Grant:
    """One role, held in an organisation and in everything below it."""

    id: UUID
    role: str
    organization_id: UUID
    organization_path: str
    organization_name_th: str
    organization_name_en: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a request came from, for the audit trail."""

    channel: str = "command"  # web, api, job, command
    address: str = ""
    request_id: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    kind: ActorKind
    account_id: UUID | None = None
    person_id: UUID | None = None
    also: tuple[UUID, ...] = ()
    """Other records of the same human, kept apart before a number proved it: what is of theirs is the actor's own."""
    office_id: UUID | None = None
    """The office that has the person in its staff register, if one has: it decides what is offered, never what may."""
    client_id: UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    """The roles acted in now."""
    other_grants: tuple[Grant, ...] = ()
    """Roles the account could switch to; they allow nothing until then."""
    origin: Origin = field(default_factory=Origin)
    clock: Clock = system_clock

    @property
    def is_visitor(self) -> bool:
        return self.kind is ActorKind.VISITOR

    @property
    def is_system(self) -> bool:
        return self.kind is ActorKind.SYSTEM

    @property
    def is_officer(self) -> bool:
        return bool(self.grants)

    @property
    def persons(self) -> tuple[UUID, ...]:
        """Under which records the actor's own is found; what is new is kept under the first."""
        return () if self.person_id is None else (self.person_id, *self.also)

    def is_person(self, person_id: object) -> bool:
        """Whether this is the actor, under whichever record."""
        return person_id is not None and person_id in self.persons

    @property
    def recorded_as(self) -> UUID | None:
        """Who did it, as histories keep it: the account, or the client; nobody's id for the platform itself."""
        return self.account_id or self.client_id

    def now(self) -> datetime:
        return self.clock()

    def today(self) -> date:
        return date_in_bangkok(self.clock())

    def paths(self, *roles: str) -> tuple[str, ...]:
        """The organisations in which the actor holds one of these roles."""
        return tuple(dict.fromkeys(g.organization_path for g in self.grants if g.role in roles))

    def holds(self, role: str, organization_path: str | None = None) -> bool:
        """Whether the actor holds the role: somewhere, or over this organisation."""
        return any(organization_path is None or covers(path, organization_path) for path in self.paths(role))

    def holds_any(self, roles: tuple[str, ...], organization_path: str | None = None) -> bool:
        return any(self.holds(role, organization_path) for role in roles)


VISITOR = Actor(kind=ActorKind.VISITOR)
SYSTEM = Actor(kind=ActorKind.SYSTEM, name="system")


def platform_for(actor: Actor) -> Actor:
    """The platform, called from where the actor calls and at their time: for what they cause and may not read."""
    return replace(SYSTEM, origin=actor.origin, clock=actor.clock)
