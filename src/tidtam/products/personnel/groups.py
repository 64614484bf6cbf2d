"""What each kind asks, one group of questions a page, and what of it must be there before it is handed in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import Kind
from .models import PersonnelRequest


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: Promise
    fields: tuple[str, ...]
    required: frozenset[str]


PAPER = Group("paper", _("The paper"), ("received_on", "letter_no"), frozenset({"received_on"}))
_REASON = Group("reason", _("Reason"), ("reason",), frozenset())

_OF_KIND: dict[Kind, tuple[Group, ...]] = {
    Kind.PROMOTION: (
        Group(
            "level",
            _("The level you ask for"),
            ("target_level", "target_position"),
            frozenset({"target_level", "target_position"}),
        ),
        Group("work", _("The work to be assessed"), ("work_title",), frozenset({"work_title"})),
    ),
    Kind.TRANSFER: (
        Group(
            "destination",
            _("Where you ask to go"),
            ("destination", "target_position"),
            frozenset({"destination", "target_position"}),
        ),
        Group("day", _("When and why"), ("wished_on", "reason"), frozenset()),
    ),
    Kind.MOVE: (
        Group(
            "post",
            _("The post you ask for"),
            ("target_unit", "target_position"),
            frozenset({"target_unit", "target_position"}),
        ),
        _REASON,
    ),
    Kind.RESIGNATION: (
        Group("day", _("The day"), ("leave_on", "for_election"), frozenset({"leave_on"})),
        Group("reason", _("Reason"), ("reason",), frozenset({"reason"})),
    ),
}


def groups_of(kind: str, *, is_on_paper: bool) -> tuple[Group, ...]:
    """In the order in which they are asked."""
    asked = _OF_KIND[Kind(kind)]
    return (PAPER, *asked) if is_on_paper else asked


def group_after(groups: Sequence[Group], key: str) -> Group | None:
    keys = [group.key for group in groups]
    place = keys.index(key) + 1
    return groups[place] if place < len(groups) else None


def facts_of(kind: str, *, is_on_paper: bool) -> tuple[str, ...]:
    return tuple(name for group in groups_of(kind, is_on_paper=is_on_paper) for name in group.fields)


def missing_of(request: PersonnelRequest) -> list[tuple[Group, str]]:
    """What must still be filled in before the request can be handed in."""
    groups = groups_of(request.kind, is_on_paper=request.is_on_paper)
    return [
        (group, name)
        for group in groups
        for name in group.fields
        if name in group.required and not getattr(request, name)
    ]
