from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.forms import OrganizationField
from tidtam.kernel.orgs.queries import heads
from tidtam.kernel.people.models import NAME_LIMITS
from tidtam.kernel.registration.choices import PersonnelKind, Sex
from tidtam.thai.dates import parse_partial_date
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, read_thai

from .items import BIRTH_DATE, choices, is_name

_LONGEST = 1_000


class OfficeForm(BaseForm):
    """The office that answers for the data; where there is but one, nobody is asked."""

    organization = OrganizationField(label=_("Office that decides"), queryset=None, empty_label=_("Choose an office"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        offices = heads().order_by("path")
        field.queryset = offices  # type: ignore[attr-defined]
        if len(offices) == 1:
            field.initial, field.widget = offices[0].pk, forms.HiddenInput()


class CorrectionForm(OfficeForm):
    item = forms.ChoiceField(label=_("What is wrong"))
    wrong = PlainTextArea(
        label=_("What stands there and why it is wrong"),
        max_length=_LONGEST,
        help_text=_("Such as: my family name changed when I married."),
    )
    right = PlainTextArea(
        label=_("How it should read"),
        max_length=_LONGEST,
        help_text=_("Of a name or a birth date only the new one, exactly as on your card."),
    )
    field_order = ("item", "wrong", "right", "organization")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [("", _("Choose")), *choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        item, right = cleaned.get("item", ""), cleaned.get("right")
        if not right:
            return cleaned
        if is_name(item):
            cleaned["right"] = _one_line(right, NAME_LIMITS[item])
        if item == BIRTH_DATE:
            try:
                read_thai(lambda typed: parse_partial_date(typed, short_year=False), right)
            except ValidationError as error:
                self.add_error("right", error)
        return cleaned


def _one_line(text: str, limit: int) -> str:
    line = " ".join(text.split())
    if len(line) > limit:
        raise ValidationError({"right": _("The name is too long: %(limit)d characters at most.") % {"limit": limit}})
    return line


class DeletionForm(OfficeForm):
    reason = PlainTextArea(label=_("Why, if you like to say so"), max_length=_LONGEST, required=False)
    understood = forms.BooleanField(
        label=_("I understand that erased data cannot be brought back, and that my account ends")
    )


class OwnErasureForm(BaseForm):
    understood = forms.BooleanField(
        label=_("I understand that erased data cannot be brought back, and that my account ends")
    )


class WithdrawalForm(BaseForm):
    understood = forms.BooleanField(label=_("I understand what follows and take my consent back"))


class StatementForm(BaseForm):
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, widget=forms.RadioSelect)
    personnel_kind = forms.ChoiceField(
        label=_("Kind of personnel"), choices=PersonnelKind.choices, widget=forms.RadioSelect
    )
    unit = PlainTextField(label=_("Unit"), max_length=200, required=False)
    position = PlainTextField(label=_("Position"), max_length=200, required=False)
