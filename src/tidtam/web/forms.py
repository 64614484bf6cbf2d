"""Fields that take what people really type, and say what is wrong in a sentence that helps."""

import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from tidtam.thai import dates, mobile, national_id
from tidtam.thai.errors import ThaiInputError

# Characters that turn the direction of writing can make a text read as another one.
_TURNS_WRITING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x85": "\n"})


class BaseForm(forms.Form):
    """The form of every page: our components draw it, the server judges it."""

    template_name = "web/components/form.html"
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _missing(field, field.label or name)


def _missing(field: forms.Field, label: object) -> Any:
    if isinstance(field, forms.FileField):
        text = _("Attach “{label}”")
    elif isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)):
        text = _("Choose “{label}”")
    elif isinstance(field, forms.BooleanField):
        text = _("Tick “{label}” to continue")
    else:
        text = _("Fill in “{label}”")
    return format_lazy(text, label=label)


class PlainTextField(forms.CharField):
    """One line of text. Composed as Unicode wants it; nothing invisible gets in."""

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = max_length

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return unicodedata.normalize("NFC", self.tidy(text)).strip() if text else text

    def tidy(self, text: str) -> str:
        return text

    def is_allowed(self, character: str) -> bool:
        return unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"} and character not in _TURNS_WRITING

    def run_validators(self, value: Any) -> None:
        # Ours stand before Django's, whose sentence on a null character does not say where it is.
        if value:
            self._refuse_invisible(value)
            self._refuse_long(value)
        super().run_validators(value)

    def _refuse_invisible(self, text: str) -> None:
        place = next((i for i, character in enumerate(text) if not self.is_allowed(character)), None)
        if place is None:
            return
        if text[place] == "\n":
            raise ValidationError(_("Write this on one line: remove the line break."), code="line_break")
        before = text[max(0, place - 20) : place].strip()
        raise ValidationError(
            _("There is an invisible character after “%(before)s”. Delete that place and type it again.")
            if before
            else _("The text begins with an invisible character. Delete it and type the beginning again."),
            code="invisible_character",
            params={"before": before},
        )

    def _refuse_long(self, text: str) -> None:
        if len(text) <= self.longest:
            return
        raise ValidationError(
            _("This is %(length)s characters long and may be %(longest)s at most. Shorten it by %(excess)s."),
            code="too_long",
            params={
                "length": number_format(len(text), force_grouping=True),
                "longest": number_format(self.longest, force_grouping=True),
                "excess": number_format(len(text) - self.longest, force_grouping=True),
            },
        )


class PlainTextArea(PlainTextField):
    """Text of several lines."""

    def __init__(self, *, max_length: int = 2_000, rows: int = 5, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(max_length=max_length, **kwargs)

    def tidy(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").translate(_LINE_ENDS)

    def is_allowed(self, character: str) -> bool:
        return character in "\n\t" or super().is_allowed(character)


def read_thai(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ThaiInputError as mistake:
        raise ValidationError(gettext(mistake.message) % mistake.facts, code=mistake.code) from None


class ThaiDateField(forms.DateField):
    """A date in one text field, as people write it: 21/11/2569, 21 พ.ย. 2569, 2026-11-21."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("For example 21/11/2569 or 21 Nov 2569"))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "text")
        self.widget.attrs.setdefault("data-width", "10")

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, str):
            value = value.strip()
            found: date | None = read_thai(dates.parse_date, value) if value else None
            return found
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return dates.format_numeric(value, get_language() or "th") if isinstance(value, date) else value


class NationalIdField(forms.CharField):
    """Thirteen digits with dashes, blanks or Thai digits between and among them; gives the bare digits."""

    def __init__(self, *, allow_zero: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._allow_zero = allow_zero

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        numeric = {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false", "data-width": "20"}
        return {**super().widget_attrs(widget), **numeric}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return read_thai(lambda typed: national_id.parse(typed, allow_zero=self._allow_zero), text) if text else text


class MobileField(forms.CharField):
    """A Thai mobile number as people write it; gives it with its country code."""

    widget = forms.TextInput(attrs={"type": "tel"})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "inputmode": "tel", "autocomplete": "tel", "data-width": "20"}

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return read_thai(mobile.parse, text) if text else text


class VersionField(forms.IntegerField):
    """Which state of the thing the form was made from, so that nobody overwrites what they have not seen."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=2**31 - 1, **kwargs)
        lost = _("This page has lost its place. Open it again and repeat the change.")
        self.error_messages = dict.fromkeys((*self.error_messages, "min_value", "max_value"), lost)
