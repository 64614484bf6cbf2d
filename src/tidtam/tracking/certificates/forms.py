from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm, PlainTextField

CODE_AS_TYPED = 60


class LanguageForm(BaseForm):
    language = forms.ChoiceField(choices=settings.LANGUAGES)


class CodeForm(BaseForm):
    code = PlainTextField(
        label=_("Verification code"),
        help_text=_("It stands beside the QR code on the paper: 26 letters and digits."),
        max_length=CODE_AS_TYPED,
    )


class PaperForm(BaseForm):
    """The file as somebody was sent it. It is compared and not kept."""

    file = forms.FileField(label=_("PDF file"), help_text=_("The file is compared with what was issued, and not kept."))
