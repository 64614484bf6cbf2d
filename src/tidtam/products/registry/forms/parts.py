"""What several forms of the register have in common."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.orgs.models import Organization
from tidtam.products.registry.actions import Letter
from tidtam.products.registry.facts import (
    Fact,
    Text,
)
from tidtam.products.registry.models.entries import LETTER_LENGTH
from tidtam.web.forms import BaseForm, PlainTextField, ThaiDateField, VersionField

BLANK_ROWS = 3


def offer(form: forms.Form, name: str, offices: Sequence[Organization], every: Text = "") -> None:
    """Let one of these offices be chosen; where there is only one, nobody is asked."""
    choices = [("", every), *named(offices)] if every else named(offices)
    field = forms.ChoiceField(label=form.fields[name].label, choices=choices, required=form.fields[name].required)
    if len(offices) == 1:
        field.widget = forms.HiddenInput()
        if field.required:
            form.initial[name] = str(offices[0].pk)
    form.fields[name] = field


def named(offices: Sequence[Organization]) -> list[tuple[str, Text]]:
    return [(str(office.pk), office.name) for office in offices]


class LetterForm(BaseForm):
    """With which letter something is sent, and a copy of it."""

    letter_no = PlainTextField(label=_("Number of the letter"), max_length=LETTER_LENGTH)
    letter_on = ThaiDateField(label=_("Date of the letter"))
    upload = forms.FileField(
        label=_("Copy of the letter"), help_text=_("PDF, JPEG or PNG, 10 MB at most."), required=False
    )
    evidence = forms.FileField(
        label=_("Other evidence"), help_text=_("PDF, JPEG or PNG, 10 MB at most."), required=False
    )
    version = VersionField()

    def letter(self) -> Letter:
        return Letter(self.cleaned_data["letter_no"], self.cleaned_data["letter_on"])

    def sent(self) -> dict[str, Any]:
        kept = ("upload", "evidence", "version")
        return {name: self.cleaned_data[name] for name in kept if name in self.cleaned_data} | {"letter": self.letter()}


class VersionForm(BaseForm):
    version = VersionField()


def field_of(fact: Fact) -> forms.Field:
    """Nothing is required while one types: what is missing is said on the entry's page."""
    if fact.is_day:
        return ThaiDateField(label=fact.label, required=False)
    if fact.choices is not None:
        return forms.ChoiceField(
            label=str(fact.label), choices=[("", "–"), *fact.choices.choices], required=False, help_text=str(fact.hint)
        )
    return PlainTextField(label=fact.label, max_length=fact.longest, required=False, help_text=fact.hint)
