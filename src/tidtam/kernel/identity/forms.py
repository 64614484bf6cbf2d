from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.thai.numerals import to_arabic
from tidtam.web.forms import BaseForm, PlainTextField

from .actions.accounts import LONGEST_PASSWORD
from .choices import Language


class PasswordField(forms.CharField):
    """Taken exactly as typed; too long a one is refused before anybody computes with it."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
        super().__init__(max_length=LONGEST_PASSWORD, strip=False, widget=widget, **kwargs)
        self.error_messages["max_length"] = _("The password is too long. Use at most %(limit_value)d characters.")


class CodeField(PlainTextField):
    """A code from the app, or a recovery code; blanks, dashes and Thai digits are welcome."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-width": "10"})
        super().__init__(max_length=32, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return to_arabic(text).replace(" ", "").replace("-", "") if text else text


class SignInForm(BaseForm):
    login = PlainTextField(
        label=_("User name, e-mail or mobile number"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class SecondFactorForm(BaseForm):
    code = CodeField(label=_("Code from the app, or a recovery code"))


class SetUpForm(BaseForm):
    code = CodeField(
        label=_("Type the code that the app shows now"), help_text=_("Six digits; they change every 30 seconds.")
    )


class NewPasswordForm(BaseForm):
    password = PasswordField(
        label=_("New password"),
        autocomplete="new-password",
        help_text=_("At least 12 characters. A few words that only you would put together are easy to remember."),
    )
    repeated = PasswordField(label=_("New password once more"), autocomplete="new-password")

    def clean_repeated(self) -> str:
        repeated: str = self.cleaned_data["repeated"]
        if repeated != self.cleaned_data.get("password", repeated):
            raise forms.ValidationError(_("The two passwords differ. Type the same one twice."), code="differ")
        return repeated


class UsernameForm(BaseForm):
    username = PlainTextField(
        label=_("User name"),
        max_length=50,
        help_text=_("Latin letters and digits, such as somchai.j. It cannot be changed later."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ConfirmForm(BaseForm):
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class LanguageForm(BaseForm):
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices, widget=forms.RadioSelect)
