from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm, PlainTextField

from .webauthn import LONGEST_ANSWER


class NameForm(BaseForm):
    name = PlainTextField(
        label=_("Name of the passkey"),
        max_length=60,
        help_text=_("So that you know it again, such as “My phone” or “Key in the office”."),
    )


class AddForm(NameForm):
    answer = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput, required=False)


class ShowForm(BaseForm):
    answer = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput, required=False)


class HandedCodeForm(BaseForm):
    code = PlainTextField(
        label=_("Code from the account administrator"),
        max_length=20,
        help_text=_("Twelve letters and digits, such as ABCD-2345-EFGH."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-width": "20"}
        ),
    )


class FindAccountForm(BaseForm):
    login = PlainTextField(
        label=_("User name or e-mail of the person"),
        max_length=254,
        help_text=_("Written whole; there is no list of accounts."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
