"""The copy that a person is handed: JSON by a published schema, and the same as paper."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from tidtam.kernel.personal_data import Fact, Holding, Record, Subject, Value
from tidtam.thai import dates
from tidtam.web.paper import typeset

from .queries.held import Held

SCHEMA = Path(__file__).parent / "personal_data.schema.json"
FORMAT = "tidtam.personal-data"
VERSION = 1
_TEMPLATE = Path(__file__).parent / "paper" / "personal_data.typ"
_STAND_IN = "□"
_LONGEST = 200
"""Records of one kind on paper; the JSON has them all."""


def as_json(subject: Subject, held: Sequence[Held], *, made_at: datetime, language: str) -> str:
    said = {
        "format": FORMAT,
        "version": VERSION,
        "language": language,
        "made_at": made_at.isoformat(),
        "person": str(subject.person_id) if subject.person_id else None,
        "account": str(subject.account_id) if subject.account_id else None,
        "kinds": [{**_described(each.holding), "records": [_record(row) for row in each.records]} for each in held],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _described(holding: Holding) -> dict[str, str]:
    return {
        "key": holding.key,
        "title": str(holding.title),
        "held_by": str(holding.held_by),
        "purpose": str(holding.purpose),
        "kept_for": str(holding.kept_for),
        "ground": str(holding.ground),
    }


def _record(record: Record) -> dict[str, object]:
    facts = [{"key": fact.key, "label": str(fact.label), "value": _plain(fact.value)} for fact in record.facts]
    said: dict[str, object] = {"title": str(record.title), "facts": facts}
    return said if record.document is None else {**said, "document": record.document}


def _plain(value: Value) -> str | int | bool | None:
    if isinstance(value, date):  # a moment is a date, too
        return value.isoformat()
    return value if isinstance(value, int | None) else str(value)


def as_paper(held: Sequence[Held], *, name: str, made_at: datetime, language: str) -> bytes:
    facts = {
        "language": language,
        "title": _("Personal data kept of you"),
        "office": settings.ENVIRONMENT.office_name or _("Tidtam"),
        "page": _("Page"),
        "name": name,
        "made": _("Made on %(moment)s") % {"moment": dates.format_datetime_long(made_at, language)},
        "law": _("Handed over under sections 30 and 31 of the Personal Data Protection Act B.E. 2562 (2019)."),
        "kinds": [_on_paper(each, language) for each in held],
    }
    return typeset(_TEMPLATE, facts, made_at=made_at, stand_in=_STAND_IN)


def _on_paper(held: Held, language: str) -> dict[str, object]:
    shown = held.records[:_LONGEST]
    more = len(held.records) - len(shown)
    return {
        "title": str(held.holding.title),
        "about": [
            [_("Held by"), str(held.holding.held_by)],
            [_("What for"), str(held.holding.purpose)],
            [_("How long"), str(held.holding.kept_for)],
            [_("Legal ground"), str(held.holding.ground)],
        ],
        "records": [
            {
                "title": str(record.title),
                "facts": [[str(fact.label), in_words(fact, language)] for fact in told(record)],
                "note": _("The whole document stands in the JSON file.") if record.document else "",
            }
            for record in shown
        ],
        "none": "" if held.records else _("Nothing of this kind is kept of you."),
        "more": _("%(number)s more stand in the JSON file.") % {"number": f"{more:,}"} if more else "",
    }


def told(record: Record) -> list[Fact]:
    """What there is to say; what is empty is not shown to people."""
    return [fact for fact in record.facts if fact.value not in (None, "")]


def in_words(fact: Fact, language: str) -> str:
    value = fact.value
    if isinstance(value, datetime):
        return dates.format_datetime_long(value, language)
    if isinstance(value, date):
        return dates.format_long(value, language)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
