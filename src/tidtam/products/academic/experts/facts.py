"""What travels from forms to actions."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict
from uuid import UUID

from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person

from .naming import Named


class Degree(TypedDict):
    degree: str
    field_name: str
    institution: str
    country: str
    completed: str


@dataclass(frozen=True, slots=True)
class ExpertFacts:
    title: str
    given_name: str
    family_name: str
    given_name_en: str = ""
    family_name_en: str = ""
    institution: Organization | None = None
    institution_name: str = ""
    status: str = ""
    status_changed_on: date | None = None
    appointments: list[dict[str, str]] = field(default_factory=list)
    """From the lowest position on."""
    education: list[Degree] = field(default_factory=list)
    expertise: str = ""
    listed_on: date | None = None
    approval_no: str = ""
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the owner of the request says of it when a committee is proposed."""

    request_id: UUID
    organization: Organization
    applicant: Person
    position: str
    field_code: str
    field_name: str
    applicant_names: tuple[str, ...]
    coauthors: tuple[Named, ...] = ()
    supervisors: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class ApproachFacts:
    approach_id: UUID
    approached_on: date
    means: str
    approached_by: str
    reply: str
    replied_on: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    decided_by: str
    opens_names: bool = False
    opens_from: date | None = None
    members_least: int | None = None
    members_most: int | None = None
    inside_most: int | None = None
