from dataclasses import fields

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm, PlainTextField, VersionField

from .actions import ContactFacts
from .choices import ContactMatter
from .models import OfficeContact


class ContactForm(BaseForm):
    matter = forms.ChoiceField(label=_("What people ask about"), choices=ContactMatter.choices)
    label_th = PlainTextField(label=_("Name of the contact in Thai"), help_text=_("Such as a division"), max_length=150)
    label_en = PlainTextField(label=_("Name of the contact in English"), max_length=150)
    phone = PlainTextField(
        label=_("Telephone"), help_text=_("Numbers of the office, not of a person"), required=False, max_length=120
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("An address of the office, not of a person"),
        required=False,
        max_length=254,
        error_messages={"invalid": _("This is no e-mail address; it looks like office@example.go.th.")},
    )
    hours_th = PlainTextField(label=_("Hours in Thai"), required=False, max_length=150)
    hours_en = PlainTextField(label=_("Hours in English"), required=False, max_length=150)
    order = forms.IntegerField(
        label=_("Place in the list"), help_text=_("1 stands first"), min_value=1, max_value=99, initial=1
    )

    def facts(self) -> ContactFacts:
        return ContactFacts(**{each.name: self.cleaned_data[each.name] for each in fields(ContactFacts)})


class ChangeContactForm(ContactForm):
    version = VersionField()


def facts_of(contact: OfficeContact) -> dict[str, object]:
    """What a form to change the contact begins with."""
    return {name: getattr(contact, name) for name in (*(each.name for each in fields(ContactFacts)), "version")}


class EndContactForm(BaseForm):
    version = VersionField()


class SearchForm(BaseForm):
    q = PlainTextField(label=_("Part of the office's name"), required=False, max_length=100)
