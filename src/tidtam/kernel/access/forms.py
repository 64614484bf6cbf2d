from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField

from .choices import BY_TOKEN, Role
from .models import LONGEST_REASON
from .queries import grantable_organizations


class OrganizationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    def label_from_instance(self, obj: Organization) -> str:
        return obj.name


class GrantForm(BaseForm):
    account = PlainTextField(
        label=_("User name or e-mail of the person"),
        help_text=_("Exactly as in their account; the person can see it under “My account”."),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[("", _("Choose a role")), *((role, label) for role, label in Role.choices if role not in BY_TOKEN)],
    )
    organization = OrganizationField(
        label=_("Organisation"),
        help_text=_("The role covers this organisation and everything below it."),
        queryset=None,
        empty_label=_("Choose an organisation"),
    )
    starts_on = ThaiDateField(
        label=_("First day"), required=False, help_text=_("Such as 1/10/2570. Empty: from today.")
    )
    ends_on = ThaiDateField(
        label=_("Last day"), required=False, help_text=_("Such as 30/9/2571. Empty: until somebody ends it.")
    )
    reason = PlainTextArea(
        label=_("Reason"),
        help_text=_("Such as the number of the order. The person can read it."),
        max_length=LONGEST_REASON,
        rows=3,
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, OrganizationField)  # noqa: S101 - tells the type checker
        field.queryset = grantable_organizations(actor)


class EndForm(BaseForm):
    reason = PlainTextArea(
        label=_("Reason"),
        help_text=_("Such as the number of the order. The person can read it."),
        max_length=LONGEST_REASON,
        rows=3,
    )


class SearchForm(BaseForm):
    q = PlainTextField(label=_("Name, user name or organisation"), required=False, max_length=100)
