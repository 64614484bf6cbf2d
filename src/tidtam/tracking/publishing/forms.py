from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.tracking.definitions.decoding import FILE_LIMIT, too_large
from tidtam.web.forms import BaseForm, ThaiDateField

from .judging import Judged, judge_file, judge_text, refuse_large


class UploadForm(BaseForm):
    """A definition file, or its text. A file that was chosen is meant, whatever stands in the box."""

    file = forms.FileField(label=_("Definition file"), help_text=_("A .toml file, saved as UTF-8."), required=False)
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "tt-source", "autocapitalize": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            self.add_error("file", _("Choose a file, or write the text into the box."))
        return cleaned

    @property
    def file_name(self) -> str:
        file = self.cleaned_data.get("file")
        return str(file.name) if file else ""

    def judge(self) -> Judged:
        """What was given, read as a definition."""
        file = self.cleaned_data.get("file")
        if not file:
            text = self.cleaned_data["text"].replace("\r\n", "\n")
            return judge_text(text, name=str(_("the text")))
        if file.size > FILE_LIMIT:
            return refuse_large(too_large(file.size, file.name))
        return judge_file(file.read(), name=file.name)


def given_back(judged: Judged) -> UploadForm:
    """The form with everything that was typed, after mistakes were found in it."""
    form = UploadForm({"text": judged.text})
    form.is_valid()
    form.errors.clear()
    form.add_error("text" if judged.text else "file", _("Mend what is listed above, then check again."))
    return form


class InForceForm(BaseForm):
    in_force_from = ThaiDateField(label=_("In force from"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["in_force_from"].initial = today

    def clean_in_force_from(self) -> date:
        day: date = self.cleaned_data["in_force_from"]
        if day < self.today:
            raise forms.ValidationError(_("Give today or a later day: matters that have begun keep their version."))
        if day.year > self.today.year + 5:
            raise forms.ValidationError(_("This day is more than five years away; look at the year."))
        return day


class PublishForm(InForceForm):
    """The consent to what the page told."""

    in_force_from = ThaiDateField(label=_("In force from"), widget=forms.HiddenInput)
    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)
