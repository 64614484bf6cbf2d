"""A birth date as cards have it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tidtam.thai.dates import PartialDate, parse_partial_date
from tidtam.web.forms import read_thai

_LONGEST = 40


class BirthDateField(forms.Field):
    """21/11/2530 in one text field; 0/11/2530, or only 2530, where the card says no more."""

    widget = forms.TextInput(attrs={"autocomplete": "bday", "data-width": "10"})

    def to_python(self, value: Any) -> PartialDate | None:
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) > _LONGEST:
            raise ValidationError(_("A birth date looks like 21/11/2530."), code="long")
        found: PartialDate = read_thai(lambda typed: parse_partial_date(typed, short_year=False), text)
        return found
