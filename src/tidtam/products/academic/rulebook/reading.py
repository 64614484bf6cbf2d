"""JSON text to a dossier and back, or a refusal that says what is wrong and where."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from .structure import Dossier

MOST_BYTES = 10_000_000
"""Forty works of five hundred authors each take four."""
_MOST_ENTRIES = 250_000
"""Those of such a dossier are eighty thousand; a mistake in each of five million would take gigabytes to tell."""
_DEEPEST = 40
_MOST_MISTAKES = 20
_BRACKETS = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mistake:
    place: str
    """A JSON pointer; empty for the document itself."""
    message: Promise
    facts: tuple[tuple[str, str | int], ...] = ()

    def __str__(self) -> str:
        return str(self.message) % dict(self.facts)


class NotADossier(Exception):
    """The text is no dossier; a dossier with faults in it is one."""

    def __init__(self, *mistakes: Mistake, more: int = 0) -> None:
        self.mistakes = mistakes
        self.more = more
        super().__init__("; ".join(f"{mistake.place or '/'}: {mistake}" for mistake in mistakes))


def read_dossier(data: bytes) -> Dossier:
    if len(data) > MOST_BYTES:
        facts = (("most", MOST_BYTES // 1_000_000),)
        raise NotADossier(Mistake("", _("The file is larger than the %(most)s MB that a dossier may have."), facts))
    return made_of(_values(_decoded(data)))


def made_of(values: object) -> Dossier:
    """A dossier of plain values, such as come from a form or the database."""
    try:
        return Dossier.model_validate(values)
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
        shown = [_mistake(one) for one in found[:_MOST_MISTAKES]]
        raise NotADossier(*shown, more=len(found) - len(shown)) from None


def values_of(dossier: Dossier) -> dict[str, Any]:
    """What was said, as plain values; nothing that was not said."""
    return dossier.model_dump(mode="json", exclude_unset=True)


def write_dossier(dossier: Dossier) -> str:
    return json.dumps(values_of(dossier), ensure_ascii=False, indent=2) + "\n"


def pointer(steps: Iterable[str | int]) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = _("The file is not written in UTF-8: byte %(byte)s cannot be read.")
        raise NotADossier(Mistake("", message, (("byte", error.start + 1),))) from None


def _values(text: str) -> object:
    _refuse_depth(text)
    if text.count(",") > _MOST_ENTRIES:
        message = _("The file has more entries than a dossier can have.")
        raise NotADossier(Mistake("", message))
    doubled: list[tuple[dict[str, Any], str]] = []

    def entries(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            seen: set[str] = set()
            doubled.append((made, next(key for key, _value in pairs if key in seen or seen.add(key))))  # type: ignore[func-returns-value]
        return made

    try:
        values = json.loads(text, object_pairs_hook=entries)
    except json.JSONDecodeError as error:
        facts = (("line", error.lineno), ("column", error.colno))
        raise NotADossier(Mistake("", _("This is not JSON: line %(line)s, column %(column)s."), facts)) from None
    except ValueError:
        raise NotADossier(Mistake("", _("This is not JSON: a number in it is too long."))) from None
    if doubled:
        raise NotADossier(*(_doubled(values, *one) for one in doubled[:_MOST_MISTAKES]))
    return values


def _refuse_depth(text: str) -> None:
    """Before anything else follows the nesting."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > _DEEPEST:
            message = _("The file is nested deeper than %(most)s levels at character %(character)s.")
            raise NotADossier(Mistake("", message, (("most", _DEEPEST), ("character", found.start() + 1))))


def _doubled(values: object, holder: dict[str, Any], key: str) -> Mistake:
    place = pointer((*_steps_to(values, holder), key))
    return Mistake(place, _("“%(key)s” is said twice in the same place."), (("key", key[:100]),))


def _steps_to(values: object, wanted: object) -> tuple[str | int, ...]:
    waiting: list[tuple[tuple[str | int, ...], object]] = [((), values)]
    while waiting:
        steps, value = waiting.pop()
        if value is wanted:
            return steps
        if isinstance(value, dict):
            waiting += [((*steps, key), inside) for key, inside in value.items()]
        elif isinstance(value, list):
            waiting += [((*steps, index), inside) for index, inside in enumerate(value)]
    return ()


_WORDS: dict[str, Promise] = {
    "extra_forbidden": _("A dossier has no such field."),
    "string_type": _("This must be text, in quotation marks."),
    "string_unicode": _("This text holds a sign that cannot be read."),
    "string_too_long": _("This text has more than %(most)s letters."),
    "string_pattern_mismatch": _("This text holds signs that are not allowed here."),
    "bool_type": _("This must be true, false or null."),
    "tuple_type": _("This must be a list."),
    "too_long": _("This list has more than %(most)s entries."),
    "model_type": _("This must be an object with named fields."),
    "enum": _("This must be one of: %(expected)s."),
    "doubled_work": _("This mark names another work already; give each work a mark of its own."),
}
_OTHERWISE = _("This does not fit the structure of a dossier.")


def _mistake(error: Any) -> Mistake:
    kind, facts = error["type"], error.get("ctx", {})
    if kind == "doubled_work":
        return Mistake(pointer(("works", facts["place"], "id")), _WORDS[kind])
    told = (("most", facts.get("max_length", 0)), ("expected", facts.get("expected", "")))
    return Mistake(pointer(error["loc"]), _WORDS.get(kind, _OTHERWISE), told)
