from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.forms import OrganizationField
from tidtam.kernel.access.queries import grantable_organizations
from tidtam.kernel.actor import Actor
from tidtam.web.forms import BaseForm, PlainTextField

from . import api_scopes
from .choices import client_roles


class ApiClientForm(BaseForm):
    name = PlainTextField(
        label=_("Name of the client"),
        max_length=100,
        help_text=_("What it is to people, such as “Personnel system of the university”."),
    )
    contact = forms.EmailField(
        label=_("E-mail of those who keep it"), help_text=_("Whom to write to when it misbehaves."), max_length=254
    )
    organization = OrganizationField(
        label=_("Organisation"),
        help_text=_("The client acts for this organisation and everything below it."),
        queryset=None,
        empty_label=_("Choose an organisation"),
    )
    role = forms.ChoiceField(label=_("Role in which it acts"))
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        help_text=_("As little as it needs: what is not ticked is refused, whatever the role allows."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].queryset = grantable_organizations(actor)  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("Choose a role")), *client_roles()]  # type: ignore[attr-defined]
        scopes = [(scope.key, scope.label) for scope in api_scopes.all_scopes()]
        self.fields["scopes"].choices = scopes  # type: ignore[attr-defined]


class RotateForm(BaseForm):
    overlap = forms.TypedChoiceField(
        label=_("How long the present secret stays valid"),
        choices=[
            ("0", _("Not at all: it has become known to others")),
            ("24", _("One day")),
            ("168", _("Seven days")),
            ("720", _("Thirty days")),
        ],
        coerce=lambda hours: timedelta(hours=int(hours)),
        widget=forms.RadioSelect,
        initial="168",
    )
