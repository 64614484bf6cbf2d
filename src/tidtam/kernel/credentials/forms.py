from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.identity.forms import CodeField, PasswordField
from tidtam.thai import mobile
from tidtam.web.forms import BaseForm, MobileField, PlainTextField, read_thai

from .choices import DIRECTORY_NAME_LENGTH, LossReason
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


class AddressForm(BaseForm):
    """An e-mail address or a mobile number, as people write them."""

    address = PlainTextField(
        label=_("E-mail or mobile number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_address(self) -> str:
        text: str = self.cleaned_data["address"]
        if "@" in text:
            return str(forms.EmailField().clean(text)).lower()
        return str(read_thai(mobile.parse, text))


class NewEmailForm(BaseForm):
    address = forms.EmailField(label=_("New e-mail"), max_length=254)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].lower()
        return address


class NewMobileForm(BaseForm):
    address = MobileField(label=_("New mobile number"), max_length=40)


class SentCodeForm(BaseForm):
    code = CodeField(label=_("Code from the message"), help_text=_("Eight digits."))


class ResetForm(BaseForm):
    reason = forms.ChoiceField(label=_("Why"), choices=LossReason.choices, widget=forms.RadioSelect)


class DirectoryForm(BaseForm):
    user_name = PlainTextField(
        label=_("User name in the directory"),
        max_length=DIRECTORY_NAME_LENGTH,
        help_text=_("As on the computers of the office, such as somchai.j or somchai.j@office.go.th."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = PasswordField(label=_("Password of the directory"), autocomplete="off")
