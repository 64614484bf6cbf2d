"""The data of the card, as a person checks and corrects them."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused, date_in_bangkok
from tidtam.thai import dates, national_id
from tidtam.thai.errors import ThaiInputError

from .choices import Gender
from .clock import now

_THAI = re.compile(r"[\u0e00-\u0e7f .\-()]+")
_LATIN = re.compile(r"[A-Za-z .'\-()]+")


class PlainText(forms.CharField):
    """One line of writing: no control characters, no runs of spaces."""

    def clean(self, value: Any) -> str:
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} for letter in str(value or "")):
            raise forms.ValidationError(gettext("There are characters in it that cannot be printed. Type it again."))
        return " ".join(str(super().clean(value) or "").split())


class ThaiName(PlainText):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not _THAI.fullmatch(text):
            raise forms.ValidationError(gettext("Use Thai letters only, as on the card."))
        return text


class EnglishName(PlainText):
    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if text and not _LATIN.fullmatch(text):
            raise forms.ValidationError(gettext("Use English letters only, as on the card."))
        return text


class CardForm(forms.Form):
    pid = PlainText(label=_("National ID number"), max_length=30, widget=forms.TextInput({"inputmode": "numeric"}))
    title = ThaiName(label=_("Title"), max_length=40)
    given_name = ThaiName(label=_("First name"), max_length=100)
    middle_name = ThaiName(label=_("Middle name"), max_length=100, required=False)
    family_name = ThaiName(label=_("Last name"), max_length=100)
    title_en = EnglishName(label=_("Title (English)"), max_length=40, required=False)
    given_name_en = EnglishName(label=_("First name (English)"), max_length=100, required=False)
    middle_name_en = EnglishName(label=_("Middle name (English)"), max_length=100, required=False)
    family_name_en = EnglishName(label=_("Last name (English)"), max_length=100, required=False)
    birthdate = PlainText(label=_("Date of birth"), max_length=40, help_text=_("For example 21/11/2527"))
    gender = forms.ChoiceField(label=_("Gender"), choices=Gender.choices, widget=forms.RadioSelect)
    address = PlainText(label=_("Address in the house register"), max_length=300, required=False)

    def clean_pid(self) -> str:
        try:
            return national_id.parse(self.cleaned_data["pid"], allow_zero=True)
        except ThaiInputError as mistake:
            raise _as_validation(mistake) from None

    def clean_birthdate(self) -> str:
        try:
            typed = dates.parse_partial_date(self.cleaned_data["birthdate"], short_year=False)
        except ThaiInputError as mistake:
            raise _as_validation(mistake) from None
        today = date_in_bangkok(now())
        if typed.year > today.year or (typed.exact and typed.exact > today):
            raise forms.ValidationError(gettext("The birth date lies in the future. Compare it with the card."))
        return typed.exact.isoformat() if typed.exact else str(typed.year)

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field, str(refused.message))


def _as_validation(mistake: ThaiInputError) -> forms.ValidationError:
    return forms.ValidationError(gettext(mistake.message) % mistake.facts, code=mistake.code)


def as_typed(card: Mapping[str, Any], language: str) -> dict[str, Any]:
    """A card's data as the form shows them: the date in the years of the language."""
    birthdate = str(card["birthdate"])
    if len(birthdate) > 4:
        shown = dates.format_numeric(dates.parse_date(birthdate), language)
    else:
        shown = birthdate if language == "en" else str(int(birthdate) + dates.BUDDHIST_ERA)
    return {**card, "pid": national_id.display(str(card["pid"])), "birthdate": shown}
