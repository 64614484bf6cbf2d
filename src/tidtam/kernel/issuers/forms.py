from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.identity.forms import CodeField
from tidtam.web.forms import BaseForm

from .queries.joining import Joinable


class JoinForm(BaseForm):
    """Whether two accounts are to be one, and what is taken along from the one that ends."""

    choice = forms.ChoiceField(label=_("What do you want?"), widget=forms.RadioSelect)
    take = forms.MultipleChoiceField(
        label=_("Take along from the temporary account"),
        help_text=_("Your permanent account has none of these yet. What you do not tick is given up."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    code = CodeField(
        label=_("Code from the app of your permanent account, or a recovery code"),
        help_text=_("You act for an office, so the account shows its own second factor, too."),
        required=False,
    )

    def __init__(self, *args: Any, joinable: Joinable, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_code = joinable.needs_code
        self.fields["choice"].choices = [  # type: ignore[attr-defined]  # Django knows any field here
            ("join", _("Join them: the temporary account ends, and what is in it is found in the permanent one")),
            ("apart", _("Leave them apart: the temporary account stays as it is")),
        ]
        self.fields["take"].choices = [  # type: ignore[attr-defined]
            (kind.value, f"{kind.label}: {value}") for kind, value in joinable.carried.items()
        ]

    @property
    def joins(self) -> bool:
        return bool(self.cleaned_data["choice"] == "join")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.needs_code and cleaned.get("choice") == "join" and not cleaned.get("code"):
            self.add_error("code", forms.ValidationError(_("Type the code."), code="required"))
        return cleaned
