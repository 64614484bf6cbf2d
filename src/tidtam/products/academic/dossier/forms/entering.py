"""What a page of the dossier sends: each field by its place, with a digest of what it was made from."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.dossier.actions import Typed
from tidtam.products.academic.rulebook.pointing import Spot, digest_of, spot_at
from tidtam.products.academic.rulebook.structure import Widget
from tidtam.web.forms import BaseForm, PlainTextArea, VersionField

_WAS, _TRIED = "was:", "tried:"
_MOST_TRIED = 20
_MOST_FIELDS = 500
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_ANSWERS = {"yes": True, "no": False}


def _short() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "4"})


class VersionForm(BaseForm):
    version = VersionField()


def version_of(sent: QueryDict) -> int:
    """Which state the page was made from; a page that does not say it has seen nothing."""
    form = VersionForm(sent)
    return form.cleaned_data["version"] if form.is_valid() else 0


def typed_in(sent: QueryDict, part: str) -> list[Typed]:
    """Every field of the part that was on the page; whatever is no field of it is left out."""
    found = []
    for name in [each for each in sent if each.startswith(_WAS)][:_MOST_FIELDS]:
        spot = spot_at(name.removeprefix(_WAS))
        if spot is not None and spot.part == part and _is_typed(spot):
            found.append(Typed(spot.place, _value(spot, sent.getlist(spot.place)), _seen(spot, sent)))
    return found


def _seen(spot: Spot, sent: QueryDict) -> frozenset[str]:
    """What the page was made from, and what it sent before without getting an answer: that is nobody else's."""
    tried = (digest_of(_value(spot, [text])) for text in sent.getlist(f"{_TRIED}{spot.place}")[:_MOST_TRIED])
    return frozenset(sent.getlist(f"{_WAS}{spot.place}")) | frozenset(tried)


def _is_typed(spot: Spot) -> bool:
    return spot.entry is None and spot.ask.widget not in (Widget.GROUP, Widget.LIST, Widget.FILES)


def _value(spot: Spot, said: list[str]) -> str | bool | list[str] | None:
    if spot.takes_many:
        return list(dict.fromkeys(word for each in said for word in each.split()))
    text = said[-1] if said else ""
    if spot.ask.widget == Widget.YES_NO:
        return _ANSWERS.get(text)
    if spot.ask.widget == Widget.CHOICE:
        return text or None
    plain = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    return plain if spot.ask.widget == Widget.TEXT else plain.strip()


class ImportForm(VersionForm):
    file = forms.FileField(label=_("File of a dossier (JSON)"))


class RestoreForm(BaseForm):
    """About what was found there."""

    rule = forms.CharField(max_length=10, widget=forms.HiddenInput)
    place = forms.CharField(max_length=300, required=False, widget=forms.HiddenInput)


class OverrideForm(RestoreForm):
    reason = PlainTextArea(label=_("Why this need not be mended"), max_length=2_000)


class MoveForm(BaseForm):
    """An entry of a long list to a place far away from it."""

    entry = forms.IntegerField(label=_("Move entry no."), min_value=1, widget=_short())
    goal = forms.IntegerField(label=_("to place no."), min_value=1, widget=_short())

    def __init__(self, count: int, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("entry", "goal"):
            self.fields[name].validators.append(MaxValueValidator(count))


class LinesForm(BaseForm):
    """Several entries at once, one a line."""

    lines = PlainTextArea(max_length=200_000, rows=4)

    def entries(self, field: str) -> list[dict[str, str]]:
        return [{field: line.strip()} for line in self.cleaned_data["lines"].splitlines() if line.strip()]
