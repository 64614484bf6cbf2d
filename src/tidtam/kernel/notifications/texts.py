"""A notice's words, made when they are read or sent, in the language of the person who reads them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tidtam.thai.dates import format_long

from .kinds import NoticeKind, Text

Value = str | int | date | Mapping[str, str]
Context = Mapping[str, Value]


@dataclass(frozen=True)
class Words:
    subject: str
    body: str


def in_all_languages(text: Text) -> dict[str, str]:
    """A translated text as a value of a notice's context."""
    words = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words[code] = str(text)
    return words


def words_of(kind: NoticeKind | None, context: Context | None) -> Words:
    """The words in the language that is active; without them, a sentence that says why."""
    if kind is None:
        gone = _("A notice of a part of the system that is no longer there")
        return Words(gone, gone)
    if context is None:
        return Words(str(kind.label), _("The words of this notice were erased."))
    filled = {name: _in_language(value) for name, value in context.items()}
    return Words(" ".join((str(kind.subject) % filled).split()), str(kind.body) % filled)


def _in_language(value: Value) -> str:
    language = get_language() or "th"
    if isinstance(value, Mapping):
        return value.get(language) or next(iter(value.values()), "")
    if isinstance(value, date):
        return format_long(value, language)
    return str(value)


def to_json(context: Context) -> str:
    return json.dumps(
        {name: {"date": value.isoformat()} if isinstance(value, date) else value for name, value in context.items()},
        ensure_ascii=False,
    )


def from_json(text: str) -> Context:
    return {name: _read(value) for name, value in json.loads(text).items()}


def _read(value: object) -> Value:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"]) if "date" in value else value
    return value if isinstance(value, int) else str(value)
