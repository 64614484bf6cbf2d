from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.forms import OrganizationField
from tidtam.kernel.actor import Actor, Refused
from tidtam.web.forms import BaseForm, PlainTextField

from .actions.services import Facts
from .addresses import read_addresses
from .choices import Scope
from .models import Service
from .queries.services import offices_for_services

_ASKED = [(scope.value, scope.label) for scope in Scope if scope != Scope.OPENID]


class AddressesField(forms.CharField):
    """Whole addresses, one a line."""

    def __init__(self, field: str, *, needed: bool, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "none"})
        super().__init__(required=needed, widget=widget, max_length=6_000, **kwargs)
        self.name, self.needed = field, needed

    def clean(self, value: Any) -> list[str]:
        try:
            return read_addresses(super().clean(value), self.name, needed=self.needed)
        except Refused as refused:
            raise forms.ValidationError(str(refused.message), code=refused.code) from None


class ServiceForm(BaseForm):
    name_th = PlainTextField(label=_("Name of the service in Thai"), max_length=100)
    name_en = PlainTextField(label=_("Name of the service in English"), max_length=100)
    purpose_th = PlainTextField(
        label=_("What it is for, in Thai"),
        max_length=300,
        help_text=_("One sentence that people read before they agree, such as what they do there."),
    )
    purpose_en = PlainTextField(label=_("What it is for, in English"), max_length=300)
    contact = forms.EmailField(
        label=_("E-mail of those who keep the service"), help_text=_("People who agree are shown it."), max_length=254
    )
    redirect_uris = AddressesField(
        "redirect_uris",
        needed=True,
        label=_("Addresses to which people are sent back (redirect_uri)"),
        help_text=_("One a line, exactly as the service sends it, to the last slash."),
    )
    logout_uris = AddressesField(
        "logout_uris",
        needed=False,
        label=_("Addresses after signing out (post_logout_redirect_uri)"),
        help_text=_("One a line. May be left empty."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What the service may ask to be told"),
        help_text=_("As little as it needs: each person reads it and has to agree."),
        choices=_ASKED,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    takes_temporary = forms.BooleanField(
        label=_("People whose identity was not verified yet may sign in, too"),
        help_text=_("The service is told that they are not verified."),
        required=False,
    )

    def facts(self) -> Facts:
        given = self.cleaned_data
        return Facts(**{name: given[name] for name in Facts.__dataclass_fields__})


class NewServiceForm(ServiceForm):
    organization = OrganizationField(
        label=_("Organisation that runs the service"), queryset=None, empty_label=_("Choose an organisation")
    )
    field_order = ("organization",)

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = offices_for_services(actor)  # type: ignore[attr-defined]


class ChangeServiceForm(ServiceForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


def as_typed(service: Service) -> dict[str, Any]:
    """What the form for changing begins with."""
    return {
        **{name: getattr(service, name) for name in Facts.__dataclass_fields__},
        "redirect_uris": "\n".join(service.redirect_uris),
        "logout_uris": "\n".join(service.logout_uris),
        "version": service.version,
    }
