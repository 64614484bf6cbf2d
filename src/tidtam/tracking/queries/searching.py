"""Which words of what somebody typed are searched, and how; the migration that keeps the words says the other half."""

from django.db.models import Q

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import person_numbered
from tidtam.thai import names, numerals
from tidtam.tracking.models import CaseSearch

SHORTEST_PART = 3
"""An index of three letters each finds a shorter word only where a word begins with it."""
FEW = 3_000
"""So many matters are picked out at once, wherever in the list they stand; more are met soon by going through it."""


def words_of(text: str) -> list[str]:
    """What is searched: without titles, in small letters and Arabic digits, and nothing that is only punctuation."""
    name = names.split(text)
    typed = " ".join((name.given_name, name.middle_name, name.family_name)).lower()
    return [word for word in numerals.to_arabic(typed).split() if any(letter.isalnum() for letter in word)]


def found_by(actor: Actor, text: str) -> Q:
    """The matters in which every word occurs, or those of the person whose whole number was typed."""
    person_id = person_numbered(actor, text)
    if person_id is not None:
        return Q(subject=person_id)
    words = words_of(text)
    if not words:
        return Q(pk__in=[])
    wanted = {"text": Q(), "search__text": Q()}
    for field in wanted:
        for word in words:
            wanted[field] &= Q(**{f"{field}__contains": word if len(word) >= SHORTEST_PART else f" {word}"})
    few = list(CaseSearch.objects.filter(wanted["text"]).values_list("case_id", flat=True)[: FEW + 1])
    return wanted["search__text"] if len(few) > FEW else Q(pk__in=few)
