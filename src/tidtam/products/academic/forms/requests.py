from collections.abc import Sequence
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.fields.forms import FieldChoice, FieldOfStudyField
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.products.academic.choices import Found, Older, RequestState
from tidtam.products.academic.facts import RequestFacts
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.choices import Method, Position
from tidtam.thai import national_id, passport, telephone
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField, VersionField, read_thai


class RequestForm(BaseForm):
    """The nine facts of a request. A draft may be saved with any of them missing."""

    version = VersionField(required=False)
    letter_no = PlainTextField(
        label=_("Number of the institution's letter to the ministry"),
        help_text=_("As printed on the letter."),
        max_length=100,
        required=False,
    )
    applicant_title = PlainTextField(
        label=_("Title"), help_text=_("For example Mr, Mrs, Miss."), max_length=100, required=False
    )
    applicant_given_name = PlainTextField(label=_("First name"), max_length=150, required=False)
    applicant_family_name = PlainTextField(label=_("Last name"), max_length=150, required=False)
    identifier_kind = forms.ChoiceField(
        label=_("The applicant is known by"),
        choices=IdentifierKind.choices,
        initial=IdentifierKind.NATIONAL_ID,
        widget=forms.RadioSelect,
    )
    identifier_number = PlainTextField(label=_("National ID or passport number"), max_length=40, required=False)
    position = forms.ChoiceField(label=_("Position requested"), choices=Position.choices, widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label=_("Method"), choices=Method.choices, initial=Method.ORDINARY, widget=forms.RadioSelect
    )
    field = FieldOfStudyField(label=_("Field of study and its code"), required=False)
    subfield_name = PlainTextField(label=_("Subfield (if any)"), max_length=200, required=False)
    coordinator_name = PlainTextField(label=_("Coordinator's name"), max_length=200, required=False)
    coordinator_phone = PlainTextField(
        label=_("Coordinator's telephone"),
        help_text=_("For example 0 2000 0000 ext. 123."),
        max_length=60,
        required=False,
    )
    coordinator_email = forms.EmailField(label=_("Coordinator's e-mail"), max_length=254, required=False)

    def __init__(self, *args: Any, institutions: Sequence[Organization] = (), **kwargs: Any) -> None:
        """With institutions the form begins a draft; without, it changes a request."""
        super().__init__(*args, **kwargs)
        self.fields["field"].kept = self.initial.get("field", FieldChoice())  # type: ignore[attr-defined]
        self.institutions = {str(each.id): each for each in institutions}
        if self.institutions:
            self.fields = {**self._beginning_fields(), **self.fields}
        else:
            self.fields["version"].required = True

    def _beginning_fields(self) -> dict[str, forms.Field]:
        choices = [(key, each.name) for key, each in self.institutions.items()]
        only_one = len(choices) == 1
        return {
            "draft_id": forms.UUIDField(widget=forms.HiddenInput, initial=new_id),
            "institution": forms.ChoiceField(
                label=_("Institution"),
                choices=choices,
                initial=choices[0][0] if only_one else None,
                widget=forms.HiddenInput if only_one else forms.Select,
            ),
        }

    def clean_institution(self) -> Organization:
        return self.institutions[self.cleaned_data["institution"]]

    def clean_identifier_number(self) -> str:
        typed: str = self.cleaned_data["identifier_number"]
        if not typed:
            return ""
        kind = self.cleaned_data.get("identifier_kind")
        if kind == IdentifierKind.PASSPORT:
            return str(read_thai(passport.parse, typed))
        return str(read_thai(partial(national_id.parse, allow_zero=True), typed))

    def clean_coordinator_phone(self) -> str:
        typed: str = self.cleaned_data["coordinator_phone"]
        return str(read_thai(telephone.parse, typed)) if typed else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("identifier_number") and not cleaned.get("applicant_given_name"):
            self.add_error(
                "applicant_given_name", _("A number needs the name that belongs to it: enter the first name.")
            )
        return cleaned

    def facts(self) -> RequestFacts:
        field: FieldChoice = self.cleaned_data["field"]
        given = {**self.cleaned_data, "field_code": field.code, "field_name": field.name}
        return RequestFacts(**{name: given[name] for name in RequestFacts.__dataclass_fields__})


def initial_of(request: AcademicRequest) -> dict[str, Any]:
    """What the form shows of a saved request; the number itself is never sent back."""
    kept_apart = {"version", "identifier_kind", "identifier_number", "field"}
    values = {name: getattr(request, name) for name in RequestForm.base_fields if name not in kept_apart}
    return {**values, "field": FieldChoice(request.field_code, request.field_name), "version": request.version}


class VersionForm(BaseForm):
    """A decision that needs nothing but the state it was taken in."""

    version = VersionField()


class WithdrawForm(VersionForm):
    reason = PlainTextArea(label=_("Reason for withdrawing"), max_length=2_000)


class InsideForm(VersionForm):
    """Which of the institution's processes, and when it received the papers."""

    process = forms.ChoiceField(label=_("The institution's process"), widget=forms.RadioSelect)
    received_on = ThaiDateField(
        label=_("Received at the institution on"), help_text=_("A matter that runs already keeps the day it has.")
    )

    def __init__(self, *args: Any, processes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["process"]
        field.choices = processes  # type: ignore[attr-defined]
        if len(processes) == 1:
            field.initial = processes[0][0]


class FilterForm(BaseForm):
    """The filters of the list stand in its address."""

    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *RequestState.choices], required=False)
    position = forms.ChoiceField(label=_("Position"), choices=[("", _("All")), *Position.choices], required=False)
    letter = PlainTextField(label=_("Letter number begins with"), max_length=100, required=False)
    found = forms.ChoiceField(label=_("Found in the dossier"), choices=[("", _("All")), *Found.choices], required=False)
    older = forms.ChoiceField(label=_("First sent"), choices=[("", _("All")), *Older.choices], required=False)

    def chosen(self) -> dict[str, str]:
        """The filters in force; what cannot be is left out rather than refused."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value}
