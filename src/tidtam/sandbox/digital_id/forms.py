"""What is typed at Digital ID, read as a person means it."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Refused, date_in_bangkok
from tidtam.thai import dates, laser_code, mobile, national_id
from tidtam.thai.errors import ThaiInputError
from tidtam.thai.numerals import to_arabic

from . import clock
from .choices import Proofing
from .codes import OTP_DIGITS

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{3,49}")
SHORTEST_PASSWORD = 12
_DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


class PlainText(forms.CharField):
    """One line of writing: no control characters, no runs of spaces."""

    def clean(self, value: Any) -> str:
        if any(unicodedata.category(letter) in {"Cc", "Cs", "Co"} for letter in str(value or "")):
            raise forms.ValidationError(gettext("There are characters in it that cannot be printed. Type it again."))
        return " ".join(str(super().clean(value) or "").split())


def _read(parse: Callable[[str], Any], text: str) -> Any:
    try:
        return parse(text)
    except ThaiInputError as mistake:
        raise forms.ValidationError(gettext(mistake.message) % mistake.facts, code=mistake.code) from None


class StepForm(forms.Form):
    template_name = "digital_id/fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not isinstance(field, forms.BooleanField):
                field.error_messages["required"] = gettext("Fill this in.")

    def refuse(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, str(refused.message))


class TermsForm(StepForm):
    agree = forms.BooleanField(
        label=_("I have read the terms and consent"),
        error_messages={"required": _("Without consent the registration cannot go on.")},
    )


class ProofingForm(StepForm):
    proofing = forms.ChoiceField(
        label=_("How to prove who you are"), choices=Proofing.choices, widget=forms.RadioSelect
    )

    def clean_proofing(self) -> str:
        if self.cleaned_data["proofing"] != Proofing.CARD_CODE:
            raise forms.ValidationError(
                gettext("A service point registers you in person: take your card there. Here, choose the card's code.")
            )
        return str(self.cleaned_data["proofing"])


class DetailsForm(StepForm):
    citizen_id = PlainText(label=_("National ID number"), max_length=30, widget=forms.TextInput(_DIGITS))
    given_name = PlainText(label=_("First name"), max_length=100)
    middle_name = PlainText(label=_("Middle name (if any)"), max_length=100, required=False)
    family_name = PlainText(label=_("Last name"), max_length=100)
    birth_date = PlainText(label=_("Date of birth"), max_length=40, help_text=_("For example 21/11/2527"))
    laser_code = PlainText(
        label=_("Code on the back of the card"),
        max_length=20,
        required=False,
        help_text=_("Two letters and ten digits, such as JT9-9999999-99. It is compared once and never kept."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_citizen_id(self) -> str:
        return str(_read(lambda text: national_id.parse(text, allow_zero=True), self.cleaned_data["citizen_id"]))

    def clean_birth_date(self) -> str:
        born = _read(lambda text: dates.parse_date(text, short_year=False), self.cleaned_data["birth_date"])
        if born > date_in_bangkok(clock.now()):
            raise forms.ValidationError(gettext("The birth date lies in the future. Compare it with the card."))
        return str(born.isoformat())

    def clean_laser_code(self) -> str:
        typed = self.cleaned_data["laser_code"]
        return str(_read(laser_code.parse, typed)) if typed else ""


class AccountForm(StepForm):
    username = PlainText(
        label=_("User name"),
        max_length=50,
        help_text=_("4 to 50 letters a-z, digits, dots, dashes; it begins with a letter."),
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        required=False,
        strip=False,
        help_text=_("At least 12 characters."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("Password once more"),
        max_length=200,
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean_username(self) -> str:
        username = self.cleaned_data["username"].lower()
        if not _USERNAME.fullmatch(username):
            raise forms.ValidationError(
                gettext("Use 4 to 50 letters a-z, digits, dots or dashes; begin with a letter.")
            )
        return str(username)

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if password and len(password) < SHORTEST_PASSWORD:
            raise forms.ValidationError(gettext("The password is too short. Use at least 12 characters."))
        return password

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("password", "") != cleaned.pop("repeated", "") and "password" in cleaned:
            self.add_error("repeated", gettext("The two passwords differ. Type both again."))
        return cleaned


class MobileForm(StepForm):
    mobile = PlainText(
        label=_("Mobile number"),
        max_length=30,
        help_text=_("For example 081 234 5678. A code is sent to it."),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )

    def clean_mobile(self) -> str:
        return str(_read(mobile.parse, self.cleaned_data["mobile"]))


class CodeForm(StepForm):
    code = PlainText(
        label=_("Code from the text message"),
        max_length=20,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        code = to_arabic(self.cleaned_data["code"]).replace(" ", "")
        if len(code) != OTP_DIGITS or not (code.isascii() and code.isdecimal()):
            raise forms.ValidationError(gettext("The code has 6 digits."))
        return code


class ReviewForm(StepForm):
    """Nothing is typed: everything was."""


class SignInForm(StepForm):
    username = forms.CharField(
        label=_("User name"), max_length=100, widget=forms.TextInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
