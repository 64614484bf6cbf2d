from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.forms import OrganizationField
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import NAME_LENGTH
from tidtam.kernel.registration.choices import PersonnelKind
from tidtam.kernel.registration.fields import BirthDateField
from tidtam.thai import laser_code, passport
from tidtam.web.forms import BaseForm, NationalIdField, PlainTextArea, PlainTextField, VersionField, read_thai

from .actions.deciding import LONGEST_REASON
from .connectors import Stated
from .facts import Declared

_PLACE_LENGTH = 200
_UNSEEN = {"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "data-width": "20"}


class _NeverShown(forms.TextInput):
    """What was typed is not sent back to the browser: a page that is shown anew asks for it anew."""

    def format_value(self, value: Any) -> None:  # noqa: ARG002 - its base's
        return None


class LaserCodeField(forms.CharField):
    widget = _NeverShown(attrs=_UNSEEN)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return read_thai(laser_code.parse, text) if text else text


class CardForm(BaseForm):
    number = NationalIdField(label=_("National ID number"), help_text=_("13 digits, on the front of the card."))
    laser = LaserCodeField(
        label=_("Code on the back of the card"),
        max_length=40,
        help_text=_(
            "Two letters and ten digits, such as JT0-1234567-89. It is kept until it was checked, a day at most."
        ),
    )
    given_name = PlainTextField(
        label=_("Given name"),
        max_length=NAME_LENGTH,
        help_text=_("Without title, exactly as on the card."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    family_name = PlainTextField(
        label=_("Family name"), max_length=NAME_LENGTH, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    born = BirthDateField(
        label=_("Birth date"),
        help_text=_("For example 29/2/2535. If your card gives no day or month, type 0 there, or only the year: 2510."),
    )

    def card(self) -> Stated:
        given = self.cleaned_data
        return Stated(
            national_id=given["number"],
            laser_code=given["laser"],
            given_name=given["given_name"],
            family_name=given["family_name"],
            born=given["born"],
        )


class DocumentForm(BaseForm):
    organization = OrganizationField(
        label=_("Office"),
        help_text=_("Its account administrator looks at your document."),
        queryset=None,
        empty_label=_("Choose an office"),
    )
    kind = forms.ChoiceField(label=_("Kind of personnel"), choices=PersonnelKind.choices, widget=forms.RadioSelect)
    unit = PlainTextField(
        label=_("Unit"),
        max_length=_PLACE_LENGTH,
        required=False,
        help_text=_("Only for personnel of the ministry: as on the staff card."),
    )
    position = PlainTextField(
        label=_("Position"),
        max_length=_PLACE_LENGTH,
        required=False,
        help_text=_("Only for personnel of the ministry."),
    )
    number = NationalIdField(
        label=_("National ID number"), help_text=_("13 digits. The administrator compares it with the document.")
    )
    passport = PlainTextField(
        label=_("Passport number"),
        max_length=40,
        help_text=_("The administrator compares it with the document."),
        widget=forms.TextInput(attrs=_UNSEEN),
    )
    country = PlainTextField(
        label=_("Country of the passport"),
        max_length=3,
        help_text=_("Three letters, as the passport prints them, such as JPN."),
        widget=forms.TextInput(attrs={**_UNSEEN, "data-width": "5"}),
    )

    def __init__(
        self, offices: QuerySet[Organization], *args: Any, is_thai: bool, has_number: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, OrganizationField)  # noqa: S101 - tells the type checker
        field.queryset = offices
        for name in ("passport", "country") if is_thai else ("number",):
            del self.fields[name]
        if has_number:
            for name in {"number", "passport", "country"} & set(self.fields):
                del self.fields[name]

    def clean_passport(self) -> str:
        return str(read_thai(passport.parse, self.cleaned_data["passport"]))

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        if len(country) != 3 or not (country.isascii() and country.isalpha()):
            raise ValidationError(_("Three letters, as the passport prints them, such as JPN."), code="country")
        return country

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("kind") == PersonnelKind.MINISTRY:
            for name in ("unit", "position"):
                if name in given and not given[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return given

    def declared(self) -> Declared:
        given = self.cleaned_data
        is_staff = given["kind"] == PersonnelKind.MINISTRY
        kinds = {"number": IdentifierKind.NATIONAL_ID, "passport": IdentifierKind.PASSPORT}
        asked = next((name for name in kinds if name in given), None)
        return Declared(
            personnel_kind=given["kind"],
            unit=given["unit"] if is_staff else "",
            position=given["position"] if is_staff else "",
            number_kind=kinds[asked].value if asked else "",
            number=given[asked] if asked else "",
            country=given.get("country", ""),
        )


class UploadForm(BaseForm):
    file = forms.FileField(
        label=_("Document"),
        help_text=_("One file: .jpg .jpeg .png .pdf, 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png,.pdf"}),
    )
    responsible = forms.BooleanField(label=_("I take responsibility for what I declare"))
    version = VersionField()


class DecisionForm(BaseForm):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("approve", _("Approve: the document shows what was declared")),
            ("refuse", _("Do not approve")),
        ],
        widget=forms.RadioSelect,
    )
    reason = PlainTextArea(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        rows=4,
        required=False,
        help_text=_("Needed for a refusal. The person reads it: say what is missing and how to mend it."),
    )
    version = VersionField()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("decision") == "refuse" and "reason" in given and not given["reason"].strip():
            self.add_error("reason", ValidationError(_("Write why; the person reads it."), code="required"))
        return given
