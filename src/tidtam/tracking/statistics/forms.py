from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.orgs.models import Organization
from tidtam.tracking.filtering import LongSelect
from tidtam.web.forms import BaseForm


class OfficeForm(BaseForm):
    office = forms.ChoiceField(label=_("Office"), required=False, widget=LongSelect)

    def __init__(self, *args: Any, offices: list[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {office.code: office for office in offices}
        named = [(code, office.name) for code, office in self._offices.items()]
        self.fields["office"].choices = [("", _("All in our charge")), *named]  # type: ignore[attr-defined]

    @property
    def is_a_choice(self) -> bool:
        return len(self._offices) > 1

    def chosen(self) -> Organization | None:
        return self._offices.get(self.cleaned_data["office"]) if self.is_valid() else None
