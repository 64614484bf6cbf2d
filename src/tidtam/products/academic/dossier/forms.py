"""What a page of the dossier sends: each field by its place, with a digest of what it was made from."""

import re
import unicodedata

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.dossier.actions import Typed
from tidtam.products.academic.rulebook.pointing import Spot, spot_at
from tidtam.products.academic.rulebook.structure import Widget
from tidtam.web.forms import BaseForm, PlainTextArea, VersionField

_WAS = "was:"
_MOST_FIELDS = 500
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029\x85]")
_ANSWERS = {"yes": True, "no": False}


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
            found.append(Typed(spot.place, _value(spot, sent), frozenset(sent.getlist(name))))
    return found


def _is_typed(spot: Spot) -> bool:
    return spot.entry is None and spot.ask.widget not in (Widget.GROUP, Widget.LIST, Widget.FILES)


def _value(spot: Spot, sent: QueryDict) -> str | bool | list[str] | None:
    if spot.takes_many:
        several = [word for each in sent.getlist(spot.place) for word in each.split()]
        return list(dict.fromkeys(several))
    text = sent.get(spot.place, "")
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


class LinesForm(BaseForm):
    """Several entries at once, one a line."""

    lines = PlainTextArea(max_length=200_000, rows=4)

    def entries(self, field: str) -> list[dict[str, str]]:
        return [{field: line.strip()} for line in self.cleaned_data["lines"].splitlines() if line.strip()]
