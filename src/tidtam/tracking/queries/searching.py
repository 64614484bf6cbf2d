"""Which words of what somebody typed are searched, and how; the migration that keeps the words says the other half."""

from django.db.models import F, Q

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.queries import person_numbered
from tidtam.thai import names, numerals

SHORTEST_PART = 3
"""An index of three letters each finds a shorter word only where a word begins with it."""


def words_of(text: str) -> list[str]:
    """What is searched: without titles, in small letters and Arabic digits, and nothing that is only punctuation."""
    name = names.split(text)
    typed = " ".join((name.given_name, name.middle_name, name.family_name)).lower()
    return [word for word in numerals.to_arabic(typed).split() if any(letter.isalnum() for letter in word)]


def found_by(actor: Actor, text: str) -> Q:
    """The matters in which every word occurs, or those of the person whose whole number was typed.

    The office is named twice so that the index of the words finds those of one office alone.
    """
    person_id = person_numbered(actor, text)
    if person_id is not None:
        return Q(subject=person_id)
    words = words_of(text)
    if not words:
        return Q(pk__in=[])
    found = Q(search__organization=F("organization"))
    for word in words:
        found &= Q(search__text__contains=word if len(word) >= SHORTEST_PART else f" {word}")
    return found
