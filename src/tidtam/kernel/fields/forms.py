"""A field of study in a form: one types its code or part of its name and chooses; a script only saves waiting.

What was typed before the list knew the code stays as it is until somebody changes it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.web.forms import BaseForm, PlainTextField

from .models import FieldOfStudy
from .queries import as_typed, field_coded, find_fields, is_official

_WITH_CODE = re.compile(r"([0-9]{4})(?:[\s:.-]+(.*))?")


@dataclass(frozen=True)
class FieldChoice:
    """What was chosen, as requests keep it: the code, and the Thai name of that day."""

    code: str = ""
    name: str = ""

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()

    def __bool__(self) -> bool:
        return bool(self.code or self.name)


def choice_of(field: FieldOfStudy) -> FieldChoice:
    return FieldChoice(field.code, field.name_th)


class FieldOfStudyInput(forms.TextInput):
    """One line, and below it the fields that what was typed could mean."""

    template_name = "fields/field_input.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.candidates: Sequence[FieldOfStudy] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {"data-fields": reverse("fields_find"), "autocomplete": "off"}
        context["candidates"] = [(choice_of(field), field) for field in self.candidates]
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:  # noqa: ARG002
        """A choice counts for the text it was offered for; whoever typed on meant something else."""
        typed, chosen = data.get(name), data.get(f"{name}_choice")
        return chosen if chosen and data.get(f"{name}_for") == typed else typed


class FieldOfStudyField(PlainTextField):
    widget = FieldOfStudyInput

    def __init__(self, *, takes_ended: bool = False, **kwargs: Any) -> None:
        """Of what was decided in the past a field may be told that left the list since."""
        kwargs.setdefault("help_text", _("Type the 4-digit code or part of the name, then choose."))
        super().__init__(max_length=210, **kwargs)
        self._takes_ended = takes_ended

    kept = FieldChoice()
    """What the thing already says, which may stay even if the list does not know it."""

    def clean(self, value: Any) -> FieldChoice:
        text = as_typed(super().clean(value) or "")
        if not text:
            return FieldChoice()
        if text == as_typed(str(self.kept)):
            return self.kept
        with_code = _WITH_CODE.fullmatch(text)
        return self._coded(with_code[1], with_code[2] or "") if with_code else self._named(text)

    def _coded(self, code: str, name: str) -> FieldChoice:
        field = field_coded(code)
        if field is None:
            return self._unknown(code, name)
        if field.ended_on is not None and not self._takes_ended:
            raise ValidationError(
                _("The code %(code)s (%(name)s) is no longer in the list. Choose another field."),
                code="ended",
                params={"code": code, "name": field.name},
            )
        if name and name.casefold() not in {field.name_th.casefold(), field.name_en.casefold()}:
            self._offer([field])
            raise ValidationError(
                _("The code %(code)s belongs to “%(name)s”. Choose it, or type another code."),
                code="other_name",
                params={"code": code, "name": field.name},
            )
        return choice_of(field)

    def _unknown(self, code: str, name: str) -> FieldChoice:
        if is_official():
            raise ValidationError(
                _("The code %(code)s is not in the list of fields of study. Type part of the name to find it."),
                code="unknown",
                params={"code": code},
            )
        if not name:
            raise ValidationError(
                _("The sample list does not know the code %(code)s. Type the name of the field behind it."),
                code="nameless",
                params={"code": code},
            )
        return FieldChoice(code, name)

    def _named(self, text: str) -> FieldChoice:
        found = find_fields(text)
        exact = [field for field in found if text.casefold() in {field.name_th.casefold(), field.name_en.casefold()}]
        if len(exact) == 1 or len(found) == 1:
            return choice_of((exact or found)[0])
        if not found:
            raise ValidationError(
                _("No field of study fits “%(text)s”. Type its 4-digit code, for example 0501, or part of its name."),
                code="none",
                params={"text": text[:60]},
            )
        self._offer(found)
        raise ValidationError(
            _("Several fields fit “%(text)s”. Choose one below."), code="several", params={"text": text[:60]}
        )

    def _offer(self, fields: Sequence[FieldOfStudy]) -> None:
        cast(FieldOfStudyInput, self.widget).candidates = fields


class FieldOfStudyFilter(FieldOfStudyField):
    """Narrows a list: any four digits will do, whatever the list of today knows of them."""

    def _coded(self, code: str, name: str) -> FieldChoice:
        field = field_coded(code)
        return choice_of(field) if field else FieldChoice(code, name)


class SearchForm(BaseForm):
    q = PlainTextField(label=_("Code or part of the name"), max_length=100, required=False)
