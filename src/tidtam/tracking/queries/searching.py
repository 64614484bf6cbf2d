"""Which words of what somebody typed are searched, and how; the migration that keeps the words says the other half.

An index of three letters each names all matters that have a word at once, in no order. Where they are few, they are the
search. Where they are very many, the list is gone through in its order instead, for the next of them are mostly near;
and only where they are not are all of them put in order.
"""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import subtree
from tidtam.kernel.people.queries import person_numbered
from tidtam.thai import names, numerals
from tidtam.tracking.models import Case, CaseSearch

SHORTEST_PART = 3
"""An index of three letters each finds a shorter word only where a word begins with it."""
FEW = 1_000
"""So many matters are picked out at once, wherever in the list they stand."""
NEAR = 5_000
"""So many lines of the list are gone through for a page of what very many matters have."""
MOST_OFFICES = 8
"""So many are named to the index; where there are more, it is asked for all there are."""

Offices = list[UUID] | None
"""Where a search looks: in these few, or everywhere."""


@dataclass(frozen=True, slots=True)
class Search:
    """Which matters are found; and where they are very many, some of them and where they were looked for."""

    rule: Q
    some: tuple[UUID, ...] = ()
    where: Offices = None

    @property
    def received(self) -> str:
        """The column by which what is found is put in order: the one in whose index it is looked for."""
        return "search__received_on" if self.some else "received_on"

    @property
    def lines(self) -> QuerySet[CaseSearch]:
        """All that stands where it was looked for."""
        return CaseSearch.objects.filter(_having([], self.where))


def words_of(text: str) -> list[str]:
    """What is searched: without titles, in small letters and Arabic digits, and nothing that is only punctuation."""
    name = names.split(text)
    typed = " ".join((name.given_name, name.middle_name, name.family_name)).lower()
    return [word for word in numerals.to_arabic(typed).split() if any(letter.isalnum() for letter in word)]


def search_for(actor: Actor, text: str, office_path: str) -> Search:
    """The matters in which every word occurs, or those of the person whose whole number was typed.

    Only those matter that the actor may be in charge of, at the office and below.
    """
    person_id = person_numbered(actor, text)
    if person_id is not None:
        return Search(Q(subject=person_id))
    words = words_of(text)
    if not words:
        return Search(Q(pk__in=[]))
    parts = [word if len(word) >= SHORTEST_PART else f" {word}" for word in words]
    where = _offices(actor, office_path)
    found = CaseSearch.objects.filter(_having(parts, where)).exclude(case_id__in=_own(actor))
    some = tuple(found.values_list("case_id", flat=True)[: FEW + 1])
    return Search(_having(parts, where, "search__"), some, where) if len(some) > FEW else Search(Q(pk__in=some))


def _own(actor: Actor) -> list[UUID]:
    """Nobody is in charge of these, and one that is hidden must not even make the search take another way."""
    if actor.person_id is None:
        return []
    return list(Case.objects.filter(subject__in=actor.persons).values_list("id", flat=True)[:FEW])


def _having(parts: list[str], where: Offices, prefix: str = "") -> Q:
    rule = Q() if where is None else Q(**{f"{prefix}organization__in": where})
    for part in parts:
        rule &= Q(**{f"{prefix}text__contains": part})
    return rule


def _offices(actor: Actor, office_path: str) -> Offices:
    if actor.is_system and not office_path:
        return None
    paths = [office_path] if office_path else dict.fromkeys(grant.organization_path for grant in actor.grants)
    below = reduce(or_, map(subtree, paths), Organization.objects.none())
    offices = list(below.values_list("id", flat=True)[: MOST_OFFICES + 1])
    return None if len(offices) > MOST_OFFICES else offices
