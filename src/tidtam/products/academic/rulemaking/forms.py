from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.rule_sets import ParameterKind, entries_as_text
from tidtam.products.academic.rulebook.rule_sets.reading import MOST_BYTES
from tidtam.thai.numerals import to_arabic
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField

from .entries import NotEntries, as_lines, read_entries
from .queries import Setting


class UploadForm(BaseForm):
    """A file of rules, or its text. A file that was chosen is meant, whatever stands in the box."""

    file = forms.FileField(label=_("File of rules"), help_text=_("A .toml file, saved as UTF-8."), required=False)
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "tt-source", "autocapitalize": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if not self.errors and not file and not cleaned.get("text", "").strip():
            self.add_error("file", _("Choose a file, or write the text into the box."))
        elif file and file.size > MOST_BYTES:
            self.add_error("file", _("The file is larger than a set of rules can be."))
        elif file:
            try:
                cleaned["text"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("The file is not saved as UTF-8."))
        cleaned["text"] = cleaned.get("text", "").replace("\r\n", "\n")
        return cleaned

    @property
    def file_name(self) -> str:
        file = self.cleaned_data.get("file")
        return str(file.name) if file else ""


def given_back(text: str) -> UploadForm:
    """The form with everything that was typed, after mistakes were found in it."""
    form = UploadForm({"text": text})
    form.is_valid()
    form.errors.clear()
    form.add_error("text", _("Mend what is listed above, then check again."))
    return form


class PublishForm(BaseForm):
    in_force_from = ThaiDateField(label=_("In force from"))
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)


class SettingForm(BaseForm):
    """What a parameter or a list is set to, from which day, and why."""

    holds_from = ThaiDateField(label=_("For dossiers begun from"))
    reason = PlainTextArea(
        label=_("Reason"), help_text=_("Such as the announcement or the meeting that decided it."), rows=3
    )

    def __init__(self, *args: Any, setting: Setting, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        self.fields = {"value": _value_field(setting), **self.fields}
        self.fields["holds_from"].initial = today

    def clean_value(self) -> str:
        """As it is stored."""
        typed = self.cleaned_data["value"]
        if isinstance(typed, list):
            return " ".join(typed)
        if self.setting.dated is None:
            return to_arabic(str(typed)).replace(",", "").strip()
        try:
            entries = read_entries(typed, self.setting.dated.entries)
        except NotEntries as refused:
            raise forms.ValidationError(refused.mistakes) from None
        return entries_as_text(entries) if entries else ""


def _value_field(setting: Setting) -> forms.Field:
    if setting.dated is not None:
        return PlainTextArea(
            label=_("Entries, one on a line"),
            help_text=_("Code | Thai name | English name | from | until. Leave the days out where there are none."),
            initial=as_lines(setting.dated.entries),
            required=False,
            max_length=200_000,
            rows=12,
        )
    parameter = setting.parameter
    if parameter is not None and parameter.kind == ParameterKind.CODES:
        return forms.MultipleChoiceField(
            label=str(parameter.name),
            choices=setting.options,
            initial=parameter.codes,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
    return PlainTextField(
        label=_("How many"),
        initial=setting.value,
        required=False,
        max_length=20,
        widget=forms.TextInput({"data-width": "10"}),
    )
