"""What can be asked to be corrected: a field of the person, or one kind of data that somebody else keeps."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.people.models import Person
from tidtam.kernel.personal_data import holdings

BIRTH_DATE = "birth_date"
_NAMES = ("title", "given_name", "family_name", "title_en", "given_name_en", "middle_name_en", "family_name_en")
_NEVER_WRONG = frozenset({"people.identity", "registration.statement", "registration.consents", "audit"})
"""Corrected field by field or by oneself; or a record of what happened, which is never rewritten."""

Text = str | Promise


def choices() -> list[tuple[str, Text]]:
    names = [(name, Person._meta.get_field(name).verbose_name) for name in _NAMES]  # type: ignore[union-attr]
    others = [(holding.key, holding.title) for holding in holdings() if holding.key not in _NEVER_WRONG]
    return [*names, (BIRTH_DATE, _("Birth date")), *others]


def label_of(item: str) -> Text:
    return dict(choices()).get(item, item)


def is_name(item: str) -> bool:
    return item in _NAMES
