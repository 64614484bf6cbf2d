from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm, PlainTextField, ThaiDateField

from . import wording
from .queries import Filters


class FilterForm(BaseForm):
    who = PlainTextField(label=_("Who did it"), help_text=_("name, user name or ID number"), required=False)
    whose = PlainTextField(label=_("Whose data"), help_text=_("name or ID number"), required=False)
    verb = forms.ChoiceField(label=_("What was done"), required=False)
    object_kind = forms.ChoiceField(label=_("With what"), required=False)
    object_id = PlainTextField(label=_("Its number in the system"), max_length=64, required=False)
    since = ThaiDateField(label=_("From the day"), required=False)
    until = ThaiDateField(label=_("To the day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in (("verb", wording.verbs()), ("object_kind", wording.things())):
            named = sorted(((code, str(label)) for code, label in labels.items()), key=lambda pair: pair[1])
            self.fields[name].choices = [("", _("everything")), *named]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What was asked for; what could not be understood is left out and named beside its field."""
        return Filters(**{name: value for name, value in self.cleaned_data.items() if value})
