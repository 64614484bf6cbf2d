"""What the rules find of an expert and a request. Pure: the platform names it, the institution answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Position
from tidtam.thai.writing import tidy

from .choices import ConflictKind, Relation, Seat
from .naming import Named, Register, can_be_one


@dataclass(frozen=True, slots=True)
class Candidate:
    names: tuple[str, ...]
    person_id: UUID | None
    institution_id: UUID | None
    institution_name: str
    position: str
    field_codes: tuple[str, ...]
    is_listed: bool
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Matter:
    """What of the request decides."""

    applicant_records: frozenset[UUID]
    """All that are the same human's."""
    applicant_names: tuple[str, ...]
    organization_id: UUID
    organization_names: tuple[str, ...]
    position: str
    field_code: str
    coauthors: Register
    supervisors: Register


@dataclass(frozen=True, slots=True)
class Conflict:
    kind: ConflictKind
    seen: tuple[Named, ...] = ()
    """The words in which it stands in the dossier and where, if it stands there."""


def conflicts(candidate: Candidate, matter: Matter) -> list[Conflict]:
    if _is_applicant(candidate, matter):
        return [Conflict(ConflictKind.SAME_PERSON)]
    found: list[Conflict] = []
    if is_inside(candidate, matter):
        found.append(Conflict(ConflictKind.SAME_INSTITUTION))
    if together := matter.coauthors.holds(candidate.names):
        found.append(Conflict(ConflictKind.CO_AUTHOR, tuple(together)))
    certified = matter.supervisors.holds(candidate.names)
    if certified or candidate.relation == Relation.SUPERVISOR:
        found.append(Conflict(ConflictKind.SUPERVISOR, tuple(certified)))
    elif candidate.relation == Relation.FORMER_SUPERVISOR:
        found.append(Conflict(ConflictKind.FORMER_SUPERVISOR))
    if _rank(candidate.position) < _rank(matter.position):
        found.append(Conflict(ConflictKind.LOWER_POSITION))
    if matter.field_code and matter.field_code not in candidate.field_codes:
        found.append(Conflict(ConflictKind.OTHER_FIELD))
    if not candidate.is_listed:
        found.append(Conflict(ConflictKind.NOT_LISTED))
    return found


def is_inside(candidate: Candidate, matter: Matter) -> bool:
    if candidate.institution_id is not None:
        return candidate.institution_id == matter.organization_id
    return any(_is_name_of(candidate.institution_name, name) for name in matter.organization_names)


def _is_applicant(candidate: Candidate, matter: Matter) -> bool:
    if candidate.person_id is not None:
        return candidate.person_id in matter.applicant_records
    # Two people may share a name, but hardly an institution, a field and a name.
    return is_inside(candidate, matter) and any(
        can_be_one(own, other) for own in candidate.names for other in matter.applicant_names
    )


_LONGEST_SHORTENED = 4


def _is_name_of(typed: str, name: str) -> bool:
    """The same but for spaces and capitals, or with its first word shortened to a letter or two and a dot."""
    short, own = _plain(typed), _plain(name)
    head, dot, rest = short.partition(".")
    is_shortened = bool(dot) and len(head) <= _LONGEST_SHORTENED and own.startswith(head[:1]) and own.endswith(rest)
    return bool(short) and (short == own or (is_shortened and bool(head and rest)))


def _plain(name: str) -> str:
    return tidy(name).replace(" ", "").casefold()


def _rank(position: str) -> int:
    return Position.values.index(position) if position in Position.values else -1


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the institution configured; None is not configured."""

    members_least: int | None = None
    members_most: int | None = None
    inside_most: int | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about the committee as a whole."""

    text: str | Promise
    is_open: bool
    """Whether it must be seen to; else it only says that nothing is configured."""


def remarks(seats: Iterable[str], inside: int, numbers: Numbers) -> list[Remark]:
    taken = list(seats)
    found: list[Remark] = []
    chairs = taken.count(Seat.CHAIR)
    if chairs != 1:
        text = _("The committee has no chair.") if chairs == 0 else _("The committee has more than one chair.")
        found.append(Remark(text, is_open=True))
    if numbers.members_least is None and numbers.members_most is None:
        found.append(Remark(_("How many experts a committee has is not configured."), is_open=False))
    if numbers.members_least is not None and len(taken) < numbers.members_least:
        found.append(Remark(_("The committee has fewer experts than the institution's policy asks for."), is_open=True))
    if numbers.members_most is not None and len(taken) > numbers.members_most:
        found.append(Remark(_("The committee has more experts than the institution's policy allows."), is_open=True))
    if numbers.inside_most is None:
        if inside:
            found.append(
                Remark(_("Whether experts may be of the institution itself is not configured."), is_open=False)
            )
    elif inside > numbers.inside_most:
        text = _("More experts are of the institution itself than its policy allows.")
        found.append(Remark(text, is_open=True))
    return found
