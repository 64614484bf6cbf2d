from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from tidtam.kernel.access.forms import OrganizationField
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField

from .choices import LIVES_DAYS, TOKEN_LIVES
from .models import LONGEST_LETTER_NO, LONGEST_REASON
from .queries import all_agencies


class SearchForm(BaseForm):
    q = PlainTextField(label=_("Name or code of the agency"), required=False, max_length=100)


class IssueForm(BaseForm):
    letter_no = PlainTextField(
        label=_("Letter number"),
        required=False,
        max_length=LONGEST_LETTER_NO,
        help_text=_("If it stays empty, it is written in by hand."),
    )
    lives_days = forms.TypedChoiceField(
        label=_("It can be used for"),
        coerce=int,
        initial=TOKEN_LIVES.days,
        choices=[(days, ngettext_lazy("%(days)s day", "%(days)s days", days) % {"days": days}) for days in LIVES_DAYS],
    )
    reason = PlainTextArea(label=_("Why the present token is replaced"), max_length=LONGEST_REASON, rows=3)

    def __init__(self, *args: Any, replaces: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replaces:
            del self.fields["reason"]


class ReasonForm(BaseForm):
    reason = PlainTextArea(label=_("Reason"), max_length=LONGEST_REASON, rows=3)


class TokenForm(BaseForm):
    token = PlainTextField(
        label=_("Token"),
        help_text=_("Four groups of five letters and digits, as in the letter. Capital or small makes no difference."),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "lang": "en"}
        ),
    )


class AskForm(BaseForm):
    organization = OrganizationField(label=_("Agency"), queryset=None, empty_label=_("Choose an agency"))
    reason = PlainTextArea(
        label=_("Why a new token is needed"),
        help_text=_("Such as: the letter was lost. Do not write your national ID number here."),
        max_length=LONGEST_REASON,
        rows=3,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["organization"]
        assert isinstance(field, OrganizationField)  # noqa: S101 - tells the type checker
        field.queryset = all_agencies()
