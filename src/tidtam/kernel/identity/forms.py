from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.queries import grantable_organizations
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.thai.numerals import to_arabic
from tidtam.web.forms import BaseForm, PlainTextField

from . import api_scopes
from .actions.accounts import LONGEST_PASSWORD
from .choices import Language, client_roles


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


class OfficeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for the type checker only
    def label_from_instance(self, obj: Organization) -> str:
        return obj.name


class ApiClientForm(BaseForm):
    name = PlainTextField(
        label=_("Name of the client"),
        max_length=100,
        help_text=_("What it is to people, such as “Personnel system of the university”."),
    )
    contact = forms.EmailField(
        label=_("E-mail of those who keep it"), help_text=_("Whom to write to when it misbehaves."), max_length=254
    )
    organization = OfficeField(
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
