from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.thai import national_id, passport
from tidtam.tracking.forms import REMARK_LENGTH
from tidtam.tracking.models import LETTER_LENGTH
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField, read_thai

from .actions import Who


class OwnMatterForm(BaseForm):
    """A matter of one's own: with whom, and what one wants to say."""

    organization = forms.ChoiceField(label=_("Organisation"))
    remark = PlainTextArea(label=_("What you want to say with it"), max_length=REMARK_LENGTH, required=False, rows=4)

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organizations = {str(each.pk): each for each in organizations}
        field = self.fields["organization"]
        field.choices = [(key, each.name) for key, each in self._organizations.items()]  # type: ignore[attr-defined]
        if len(self._organizations) == 1:
            field.initial = next(iter(self._organizations))
            field.widget = forms.HiddenInput()

    @property
    def has_choice(self) -> bool:
        """Whether there is an organisation to hand the matter in with."""
        return bool(self._organizations)

    def clean_organization(self) -> Organization:
        return self._organizations[self.cleaned_data["organization"]]


class MatterForm(OwnMatterForm):
    """A matter of somebody's, as it came in on paper."""

    kind = forms.ChoiceField(
        label=_("The person is known by"),
        choices=IdentifierKind.choices,
        initial=IdentifierKind.NATIONAL_ID,
        widget=forms.RadioSelect,
    )
    number = PlainTextField(label=_("National ID or passport number"), max_length=40)
    title = PlainTextField(label=_("Title"), max_length=60, required=False)
    given_name = PlainTextField(
        label=_("First name"),
        help_text=_("May stay empty if the organisation knows the person already."),
        max_length=120,
        required=False,
    )
    family_name = PlainTextField(label=_("Last name"), max_length=120, required=False)
    received_on = ThaiDateField(label=_("Received on"))
    letter_no = PlainTextField(label=_("Reference letter number"), max_length=LETTER_LENGTH, required=False)
    remark = PlainTextArea(label=_("Remark"), max_length=REMARK_LENGTH, required=False, rows=3)

    field_order = ["organization", "kind", "number", "title", "given_name", "family_name", "received_on", "letter_no"]

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_on"].initial = today

    def clean_number(self) -> str:
        typed = self.cleaned_data["number"]
        if self.cleaned_data.get("kind") == IdentifierKind.PASSPORT:
            return str(read_thai(passport.parse, typed))
        return str(read_thai(partial(national_id.parse, allow_zero=True), typed))

    @property
    def who(self) -> Who:
        return Who(
            **{name: self.cleaned_data[name] for name in ("kind", "number", "title", "given_name", "family_name")}
        )
