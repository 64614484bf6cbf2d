"""Entering holders, and finding their entries."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import new_id
from tidtam.kernel.fields.forms import FieldChoice, FieldOfStudyField
from tidtam.kernel.fields.queries import field_coded
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.kernel.people.models import NAME_LENGTH, TITLE_LENGTH
from tidtam.products.registry.actions import Letter, Who
from tidtam.products.registry.choices import EntryState, Position
from tidtam.products.registry.content import Content
from tidtam.products.registry.facts import (
    HOLDER,
    MOST_ROWS,
    SETTLED,
    Column,
    Fact,
    Facts,
    Row,
    Value,
    facts_of_part,
    place_name,
)
from tidtam.products.registry.models.entries import LETTER_LENGTH
from tidtam.products.registry.queries.entries import Filters
from tidtam.thai import national_id, passport
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField, VersionField, read_thai

from .parts import BLANK_ROWS, field_of, offer


class EntryForm(BaseForm):
    """Taking a holder up."""

    organization = forms.ChoiceField(label=_("Institution"))
    kind = forms.ChoiceField(
        label=_("Known by"), choices=IdentifierKind, widget=forms.RadioSelect, initial=IdentifierKind.NATIONAL_ID
    )
    number = PlainTextField(label=_("National ID or passport number"), max_length=40)
    title = PlainTextField(label=_("Title"), max_length=TITLE_LENGTH, required=False)
    given_name = PlainTextField(label=_("Given name"), max_length=NAME_LENGTH)
    family_name = PlainTextField(label=_("Family name"), max_length=NAME_LENGTH, required=False)

    def __init__(self, *args: Any, offices: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {str(office.pk): office for office in offices}
        self.fields["number"].widget.attrs["autocomplete"] = "off"
        offer(self, "organization", offices)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("number") and given.get("kind"):
            is_thai = given["kind"] == IdentifierKind.NATIONAL_ID
            read = partial(national_id.parse, allow_zero=True) if is_thai else passport.parse
            try:
                given["number"] = read_thai(read, given["number"])
            except forms.ValidationError as mistake:
                self.add_error("number", mistake)
        return given

    def office(self) -> Organization:
        return self._offices[self.cleaned_data["organization"]]

    def who(self) -> Who:
        return Who(
            **{name: self.cleaned_data[name] for name in ("kind", "number", "title", "given_name", "family_name")}
        )


class JustificationForm(EntryForm):
    """Why somebody cannot be entered. The id comes with the form, so that it is handed in once."""

    justification_id = forms.UUIDField(widget=forms.HiddenInput, initial=new_id)
    reason = PlainTextArea(label=_("Reasons in detail"), max_length=2_000, rows=8)
    letter_no = PlainTextField(label=_("Number of the letter"), max_length=LETTER_LENGTH)
    letter_on = ThaiDateField(label=_("Date of the letter"))
    upload = forms.FileField(label=_("Copy of the letter, or other evidence"), required=False)

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        return {
            **{name: data[name] for name in ("justification_id", "reason", "upload")},
            "organization": self.office(),
            "who": self.who(),
            "letter": Letter(data["letter_no"], data["letter_on"]),
        }


class ImportForm(BaseForm):
    """A table of holders of one institution."""

    organization = forms.ChoiceField(label=_("Institution"))
    file = forms.FileField(label=_("Table of holders"), help_text=_("CSV or XLSX, 10 MB and 100,000 rows at most."))

    def __init__(self, *args: Any, offices: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {str(office.pk): office for office in offices}
        offer(self, "organization", offices)

    def given(self) -> dict[str, Any]:
        return {
            "organization": self._offices[self.cleaned_data["organization"]],
            "upload": self.cleaned_data["file"],
        }


class ImportOrderForm(BaseForm):
    letter_no = PlainTextField(
        label=_("Number of the letter"),
        help_text=_("With a letter, whole entries are sent for approval at once. Without one, all stay drafts."),
        max_length=LETTER_LENGTH,
        required=False,
    )
    letter_on = ThaiDateField(label=_("Date of the letter"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("letter_no") and not given.get("letter_on") and "letter_on" not in self.errors:
            self.add_error("letter_on", _("Give the date of the letter."))
        return given

    def letter(self) -> Letter | None:
        data = self.cleaned_data
        return Letter(data["letter_no"], data["letter_on"]) if data["letter_no"] else None


class PartForm(BaseForm):
    """The single facts of one part of an entry. A field of study is chosen from the list by code or name."""

    version = VersionField()

    def __init__(self, *args: Any, part: str, facts: Facts, is_settled: bool, **kwargs: Any) -> None:
        initial = {fact.key: facts.get(f"{part}.{fact.key}", "") for fact in facts_of_part(part)}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self._part = part
        self.asked = [
            fact
            for fact in facts_of_part(part)
            if not fact.columns and not (is_settled and f"{part}.{fact.key}" in SETTLED)
        ]
        for fact in self.asked:
            self.fields[fact.key] = field_of(fact)
            if fact.is_day and isinstance(initial[fact.key], str) and initial[fact.key]:
                self.initial[fact.key] = date.fromisoformat(str(initial[fact.key]))
        if part != HOLDER:
            self._choose_field(str(initial["field_code"]), str(initial["field_name"]))

    def _choose_field(self, code: str, name: str) -> None:
        """The name is asked for only where an order calls the field otherwise than the list does."""
        listed = field_coded(code) if code else None
        kept = FieldChoice(code, listed.name_th if listed else name) if code else FieldChoice()
        field = FieldOfStudyField(label=self.fields["field_code"].label, required=False, takes_ended=True)
        field.kept = kept
        self.fields["field_code"] = field
        self.initial["field_code"] = kept
        self.initial["field_name"] = "" if name == kept.name else name

    def facts(self) -> dict[str, Value]:
        given = {fact.key: self.cleaned_data[fact.key] for fact in self.asked}
        if "field_code" in given:
            chosen: FieldChoice = given["field_code"]
            given |= {"field_code": chosen.code, "field_name": given["field_name"] or chosen.name}
        return {f"{self._part}.{key}": _written(value) for key, value in given.items()}


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


class RowForm(BaseForm):
    """One row of a list; the columns are given by whoever makes the set of forms."""

    columns: tuple[Column, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.columns:
            self.fields[column.key] = _cell(column)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for column in self.columns:
            if column.is_required and not given.get(column.key) and any(given.get(each.key) for each in self.columns):
                self.add_error(column.key, _("Fill this in, or empty the whole row."))
        return given

    def row(self) -> Row:
        return {column.key: text for column in self.columns if (text := self.cleaned_data.get(column.key, ""))}


def _cell(column: Column) -> forms.Field:
    if column.choices is not None:
        return forms.ChoiceField(label=str(column.label), choices=[("", "–"), *column.choices.choices], required=False)
    if column.longest > 500:
        return PlainTextArea(label=column.label, max_length=column.longest, rows=3, required=False)
    return PlainTextField(label=column.label, max_length=column.longest, required=False)


def rows_formset(fact: Fact) -> "type[BaseFormSet[RowForm]]":
    form = type("ListRowForm", (RowForm,), {"columns": fact.columns})
    return formset_factory(form, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS + BLANK_ROWS)


def rows_of(formset: "BaseFormSet[RowForm]") -> list[Row]:
    return [row for form in formset.forms if (row := form.row())]


class ReasonsForm(BaseForm):
    """A word on each of several places: why it is missing, or why it is not as the request said."""

    version = VersionField()

    def __init__(self, *args: Any, content: Content, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = {
            "missing": dict.fromkeys(content.missing(), content.unavailable),
            "differing": dict.fromkeys(content.differences(), content.explained),
        }
        for group, asked in self.groups.items():
            for place, said in asked.items():
                self.fields[f"{group}:{place}"] = PlainTextArea(
                    label=place_name(place), max_length=500, rows=2, required=False, initial=said.get(place, "")
                )

    def said(self, group: str) -> dict[str, str]:
        return {place: self.cleaned_data[f"{group}:{place}"] for place in self.groups[group]}


class ListForm(BaseForm):
    """Narrowing the list of entries; a filter that is wrong narrows nothing."""

    q = PlainTextField(label=_("Name or number"), required=False, max_length=100)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *EntryState.choices])
    position = forms.ChoiceField(label=_("Position"), required=False, choices=[("", _("All")), *Position.choices])
    concern = forms.ChoiceField(
        label=_("Only"),
        required=False,
        choices=[
            ("", _("All")),
            ("incomplete", _("With something missing")),
            ("whole", _("Complete")),
            ("old", _("Not looked through for a year")),
            ("correction", _("With an open correction")),
            ("public", _("In the public register")),
        ],
    )
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    imported = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offices: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "institution", offices, every=_("All"))

    def chosen(self) -> Filters:
        given = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields, ""), **self.cleaned_data}
        return Filters(
            text=given["q"],
            state=given["state"],
            position=given["position"],
            concern=given["concern"],
            organization_id=given["institution"] or None,
            import_id=given["imported"] or None,
        )


class DayForm(BaseForm):
    """A day of the past, or today."""

    on = ThaiDateField(label=_("As of"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if day > self._today:
            raise forms.ValidationError(_("This day has not come yet. Choose today or an earlier day."), code="future")
        return day
