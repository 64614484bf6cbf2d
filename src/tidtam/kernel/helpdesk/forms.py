from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField

from .models import LONGEST_REASON


class SearchForm(BaseForm):
    q = PlainTextField(
        label=_("Whom do you help?"),
        help_text=_("User name, e-mail, mobile number or ID number, typed whole; or the name."),
        required=False,
        max_length=254,
    )


class ReasonForm(BaseForm):
    reason = PlainTextArea(
        label=_("Reason"),
        help_text=_("For example who asked, how you made sure who it is, and the number of the letter."),
        max_length=LONGEST_REASON,
        rows=3,
    )


class ConsentAgainForm(ReasonForm):
    agreed = forms.BooleanField(label=_("The person has read this text and agrees to it again"))
