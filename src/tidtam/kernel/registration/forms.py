"""The questions of a registration, each judged by itself; nothing here is stored."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.identity.forms import CodeField, PasswordField
from tidtam.kernel.people.choices import PersonKind
from tidtam.kernel.people.models import NAME_LENGTH, TITLE_LENGTH
from tidtam.thai.dates import PartialDate
from tidtam.thai.mobile import parse as parse_mobile
from tidtam.web.forms import BaseForm, MobileField, PlainTextField, read_thai

from .choices import PersonnelKind, Sex
from .consents import text_on
from .drafts import Answers
from .fields import BirthDateField

_PLACE_LENGTH = 200


class StepForm(BaseForm):
    """Knows what was answered before, and what day it is."""

    def __init__(self, answers: Answers, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers, self.today = answers, today

    def typed(self) -> dict[str, str]:
        """What a draft keeps: as it was typed, of a form that is in order."""
        return {name: str(self.data.get(name, "")) for name in self.fields}


class MemberForm(StepForm):
    kind = forms.ChoiceField(
        label=_("Member type"),
        choices=[(PersonKind.THAI, _("Person (Thai)")), (PersonKind.FOREIGN, _("Person (foreign)"))],
        widget=forms.RadioSelect,
    )


class ConsentForm(StepForm):
    agreed = forms.BooleanField(label=_("I have read this text and agree to it"))
    version = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    """Of the text that stood on the page: who agreed to another one is shown this one, with nothing ticked."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = {"version": text_on(self.today).version}
        if self.initial.get("version") != self.shown["version"]:
            self.initial = self.shown

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("version") != self.shown["version"]:
            self.add_error("agreed", _("The text on personal data has changed. Read the new one and agree to it."))
            self.data = self.shown
        return given


class _AboutForm(StepForm):
    def clean_born(self) -> PartialDate:
        born: PartialDate = self.cleaned_data["born"]
        if born.earliest > self.today:
            raise ValidationError(_("This day is still to come. Check the year."), code="future")
        return born


def _born() -> BirthDateField:
    return BirthDateField(
        label=_("Birth date"),
        help_text=_("For example 29/2/2535. If your card gives no day or month, type 0 there, or only the year: 2510."),
    )


def _sex() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)


class ThaiPersonForm(_AboutForm):
    title = PlainTextField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        required=False,
        help_text=_("As on your ID card."),
        widget=forms.TextInput(attrs={"autocomplete": "honorific-prefix", "data-width": "10"}),
    )
    given_name = PlainTextField(
        label=_("Given name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = PlainTextField(
        label=_("Family name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    sex = _sex()
    born = _born()


class ForeignPersonForm(_AboutForm):
    title_en = PlainTextField(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "honorific-prefix", "data-width": "10"}),
    )
    given_name_en = PlainTextField(
        label=_("Given name"),
        max_length=NAME_LENGTH,
        help_text=_("In Latin letters, as in your passport."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    middle_name_en = PlainTextField(
        label=_("Middle name"),
        max_length=NAME_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "additional-name"}),
    )
    family_name_en = PlainTextField(
        label=_("Family name"),
        max_length=NAME_LENGTH,
        required=False,
        help_text=_("Leave empty if your passport gives none."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    sex = _sex()
    born = _born()


class ContactForm(StepForm):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("We send a code to it. Whoever reads this mailbox can get into your account."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    mobile = MobileField(label=_("Mobile number"), max_length=40)

    def __init__(self, answers: Answers, *args: Any, **kwargs: Any) -> None:
        super().__init__(answers, *args, **kwargs)
        if answers.get("member", {}).get("kind") == PersonKind.FOREIGN:
            self.fields["mobile"].required = False
            self.fields["mobile"].help_text = _("A Thai number, if you have one.")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        return email


class CodeForm(StepForm):
    code = CodeField(label=_("Code from the e-mail"), help_text=_("Six digits."))


class PersonnelForm(StepForm):
    kind = forms.ChoiceField(label=_("Kind of personnel"), choices=PersonnelKind.choices, widget=forms.RadioSelect)


class PositionForm(StepForm):
    unit = PlainTextField(
        label=pgettext_lazy("where one serves", "Unit"),
        max_length=_PLACE_LENGTH,
        help_text=_("Department and division, as on your staff card."),
    )
    position = PlainTextField(label=_("Position"), max_length=_PLACE_LENGTH)


class ConfirmForm(StepForm):
    username = PlainTextField(
        label=_("User name"),
        max_length=50,
        help_text=_("Latin letters and digits, such as somchai.j. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = PasswordField(
        label=_("Password"),
        autocomplete="new-password",
        help_text=_("At least 12 characters. A few words that only you would put together are easy to remember."),
    )
    repeated = PasswordField(label=_("Password once more"), autocomplete="new-password")

    def clean_repeated(self) -> str:
        repeated: str = self.cleaned_data["repeated"]
        if repeated != self.cleaned_data.get("password", repeated):
            raise ValidationError(_("The two passwords differ. Type the same one twice."), code="differ")
        return repeated


class CheckForm(BaseForm):
    address = PlainTextField(
        label=_("E-mail or mobile number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_address(self) -> str:
        text: str = self.cleaned_data["address"]
        if "@" in text:
            return str(forms.EmailField().clean(text)).lower()
        return str(read_thai(parse_mobile, text))
