"""How verbs, kinds of things and ids are said in words. The trail holds codes; each shelf says what its own mean."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from django.utils.functional import Promise

from tidtam.kernel.actor import Actor

Text = str | Promise
Namer = Callable[[Actor, Collection[str]], Mapping[str, str]]
PersonFinder = Callable[[Actor, str], set[UUID]]

_verbs: dict[str, Text] = {}
_things: dict[str, Text] = {}
_namers: dict[str, Namer] = {}
_person_finders: list[PersonFinder] = []


def register_verbs(labels: Mapping[str, Text]) -> None:
    _verbs.update(labels)


def register_things(labels: Mapping[str, Text]) -> None:
    _things.update(labels)


def register_namer(kind: str, namer: Namer) -> None:
    """Say how the things of this kind are called; the auditor has already seen a record that speaks of them."""
    _namers[kind] = namer


def register_person_finder(finder: PersonFinder) -> None:
    _person_finders[:] = [finder]


def verbs() -> Mapping[str, Text]:
    return _verbs


def things() -> Mapping[str, Text]:
    return _things


def verb_label(verb: str) -> Text:
    return _verbs.get(verb, verb)


def thing_label(kind: str) -> Text:
    return _things.get(kind, kind)


def names(actor: Actor, kind: str, ids: Collection[str]) -> Mapping[str, str]:
    return _namers[kind](actor, ids) if kind in _namers and ids else {}


def find_persons(actor: Actor, text: str) -> set[UUID]:
    return {found for finder in _person_finders for found in finder(actor, text)}
