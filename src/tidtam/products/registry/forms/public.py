"""The public search, and how a recorder is reached."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.fields.forms import FieldOfStudyFilter
from tidtam.kernel.orgs.models import Organization
from tidtam.products.registry.choices import Dimension, Position
from tidtam.products.registry.queries.public import PublicFilters
from tidtam.web.forms import BaseForm, PlainTextField

from .parts import offer


class SearchForm(BaseForm):
    """The public search."""

    q = PlainTextField(label=_("Name or field of study"), required=False, max_length=100)
    position = forms.ChoiceField(label=_("Position"), required=False, choices=[("", _("All")), *Position.choices])
    institution = forms.ChoiceField(label=_("Institution"), required=False)
    field = FieldOfStudyFilter(label=_("Field of study"), required=False, help_text="")
    year = forms.IntegerField(required=False, min_value=1900, max_value=2200, widget=forms.HiddenInput)

    def __init__(self, *args: Any, offices: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "institution", offices, every=_("All"))

    def chosen(self) -> PublicFilters:
        given = self.cleaned_data if self.is_valid() else {**dict.fromkeys(self.fields, ""), **self.cleaned_data}
        return PublicFilters(
            text=given["q"],
            position=given["position"],
            organization_id=given["institution"] or None,
            field_code=given["field"].code if given["field"] else "",
            year=given["year"] or None,
        )


class CountsForm(BaseForm):
    by = forms.ChoiceField(label=_("Count by"), choices=Dimension, required=False)

    def dimension(self) -> Dimension:
        return Dimension(self.cleaned_data["by"] or "institution") if self.is_valid() else Dimension.INSTITUTION


class ContactForm(BaseForm):
    organization = forms.ChoiceField(label=_("Institution"))
    name = PlainTextField(label=_("Name"), max_length=200)
    phone = PlainTextField(label=_("Telephone"), max_length=60, widget=forms.TextInput(attrs={"inputmode": "tel"}))
    email = forms.EmailField(label=_("E-mail"), max_length=254)

    def __init__(self, *args: Any, offices: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {str(office.pk): office for office in offices}
        offer(self, "organization", offices)

    def given(self) -> dict[str, Any]:
        return {**self.cleaned_data, "organization": self._offices[self.cleaned_data["organization"]]}
