from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.forms import OrganizationField
from tidtam.kernel.actor import Actor, Refused
from tidtam.web.forms import BaseForm, ThaiDateField

from .actions import LARGEST_TEMPLATE
from .choices import Paper
from .judging import Judged, judge, picture_as_drawing
from .models import Layout
from .queries import offices_of, pictures_of

PLACES = (1, 2, 3)


class UploadForm(BaseForm):
    """A template file, or its text. A file that was chosen is meant, whatever stands in the box."""

    organization = OrganizationField(
        label=_("Office"),
        help_text=_("The template prints the papers of this office and of all below it that have none of their own."),
        queryset=None,
        empty_label=_("Choose an organisation"),
    )
    paper = forms.ChoiceField(label=_("Paper"), choices=[("", _("Choose a paper")), *Paper.choices])
    file = forms.FileField(
        label=_("Template file"), help_text=_("A .typ file, saved as UTF-8, of at most 200 kB."), required=False
    )
    text = forms.CharField(
        label=_("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false", "class": "tt-source", "autocapitalize": "off"}),
    )
    picture_1 = forms.FileField(label=_("Picture 1, JPEG or PNG"), required=False)
    picture_2 = forms.FileField(label=_("Picture 2, JPEG or PNG"), required=False)
    picture_3 = forms.FileField(label=_("Picture 3, JPEG or PNG"), required=False)

    def __init__(self, actor: Actor, *args: Any, like: Layout | None = None, **kwargs: Any) -> None:
        """Made like an earlier edition, it keeps the pictures that are not replaced."""
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.kept = pictures_of(like) if like else {}
        office = self.fields["organization"]
        assert isinstance(office, OrganizationField)  # noqa: S101 - tells the type checker
        office.queryset = offices_of(actor)
        if len(few := office.queryset[:2]) == 1:
            office.initial = few[0].pk
        for place in PLACES:
            words = _("The template calls it “picture-%(place)s.svg”. The one of the earlier edition stays.")
            if place not in self.kept:
                words = _("The template calls it “picture-%(place)s.svg”. At most 500 kB.")
            self.fields[f"picture_{place}"].help_text = str(words) % {"place": place}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("text", "").strip():
            self.add_error("file", _("Choose a file, or write the text into the box."))
        elif not self.errors:
            self._read(cleaned)
        return cleaned

    def _read(self, cleaned: dict[str, Any]) -> None:
        file = cleaned.get("file")
        try:
            cleaned["template"] = _text_of(file) if file else cleaned["text"].replace("\r\n", "\n")
            if len(cleaned["template"].encode()) > LARGEST_TEMPLATE:
                raise ValidationError(_("This template has more than 200 kB. Shorten it."))
        except ValidationError as mistake:
            self.add_error("file" if file else "text", mistake)
        cleaned["pictures"] = dict(self.kept)
        for place in PLACES:
            if upload := cleaned.get(f"picture_{place}"):
                try:
                    cleaned["pictures"][place] = picture_as_drawing(upload)
                except Refused as refused:
                    self.add_error(f"picture_{place}", str(refused.message))

    def judge(self) -> Judged:
        given = self.cleaned_data
        return judge(Paper(given["paper"]), given["template"], given["pictures"], self.actor.now())


def _text_of(file: Any) -> str:
    if file.size > LARGEST_TEMPLATE:
        raise ValidationError(_("This template has more than 200 kB. Shorten it."))
    try:
        text: str = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValidationError(_("The letters of this file cannot be read. Save it as UTF-8.")) from None
    if "\x00" in text:
        raise ValidationError(_("This is no text. Choose the template, a .typ file."))
    return text.replace("\r\n", "\n")


def given_back(actor: Actor, form: UploadForm, like: Layout | None) -> UploadForm:
    """The form with everything that was typed, after mistakes were found in it."""
    given = form.cleaned_data
    again = {"organization": given["organization"].pk, "paper": given["paper"], "text": given["template"]}
    form = UploadForm(actor, again, like=like)
    form.is_valid()
    form.errors.clear()
    form.add_error("text", _("Mend what is listed above, then check again. Choose new pictures again too."))
    return form


class InForceForm(BaseForm):
    in_force_from = ThaiDateField(label=_("Print with it from"))

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_force_from"].initial = today


class EndForm(InForceForm):
    in_force_from = ThaiDateField(label=_("Print without a template of this office from"))
