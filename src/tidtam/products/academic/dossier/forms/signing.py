"""What is recorded of a signature."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.products.academic.dossier.actions import SIGNS_FOR_OTHERS, Signed
from tidtam.products.academic.dossier.choices import SignatureState, Signer
from tidtam.products.academic.dossier.queries import SignatureNow
from tidtam.products.academic.dossier.signing import OPINIONS
from tidtam.products.academic.rulebook.choices import Capacity, Opinion
from tidtam.products.academic.rulebook.rules.look import exact_day
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField

Text = str | Promise
_ON_PAPER = "on_paper"
_LINE = 300
_ACTING = ("is_acting", "order_number", "order_date", "acts_from", "acts_until")
_ACTING_DAYS = ("order_date", "acts_from", "acts_until")


def _scan() -> forms.FileField:
    return forms.FileField(
        label=_("Scan of the signed page"), help_text=_("PDF or picture, at most 10 MB"), required=False
    )


class EditionForm(BaseForm):
    """Which of the printed editions it was; the last one first."""

    edition = forms.ChoiceField(
        label=pgettext_lazy("of a dossier", "Edition"), help_text=_("Its number stands at the foot of every page.")
    )

    def __init__(self, *args: Any, editions: Sequence[tuple[str, Text]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        edition = self.fields["edition"]
        if isinstance(edition, forms.ChoiceField):
            edition.choices = list(editions)

    def edition_id(self) -> UUID | None:
        chosen = self.cleaned_data["edition"]
        return None if chosen == _ON_PAPER else UUID(chosen)


class SignatureForm(EditionForm):
    """What stands at the signature on the paper; the dossier may say some of it already."""

    name = PlainTextField(label=_("Name of the signer"), max_length=_LINE)
    position = PlainTextField(label=_("Position of the signer"), max_length=_LINE, required=False)
    capacity = forms.ChoiceField(
        label=_("Signs as"),
        choices=[(each.value, each.label) for each in (Capacity.CHAIR, Capacity.SECRETARY)],
        widget=forms.RadioSelect,
    )
    opinion = forms.ChoiceField(label=_("Opinion"), widget=forms.RadioSelect)
    remark = PlainTextArea(label=_("Remark"), required=False)
    signed_on = ThaiDateField(label=_("Date of signature"))
    is_acting = forms.BooleanField(label=_("Signs as acting for the office"), required=False)
    order_number = PlainTextField(label=_("Number of the order to act"), max_length=_LINE, required=False)
    order_date = ThaiDateField(label=_("Date of the order to act"), required=False)
    acts_from = ThaiDateField(label=_("Acts from"), required=False)
    acts_until = ThaiDateField(
        label=_("Acts until"), help_text=_("Leave empty if the order names no end."), required=False
    )
    scan = _scan()

    def __init__(self, *args: Any, now: SignatureNow, editions: Sequence[tuple[str, Text]], **kwargs: Any) -> None:
        choices: list[tuple[str, Text]] = [*editions, (_ON_PAPER, _("Other paper, which says what stands here now"))]
        super().__init__(*args, editions=choices, initial=_initial(now), **kwargs)
        signer = now.slot.signer
        if signer in OPINIONS:
            opinion = self.fields["opinion"]
            if isinstance(opinion, forms.ChoiceField):
                opinion.choices = [(each.value, each.label) for each in OPINIONS[signer]]
        asked_of = {
            ("opinion", "remark"): signer in OPINIONS,
            ("capacity",): signer in SIGNS_FOR_OTHERS,
            _ACTING: signer != Signer.APPLICANT,
        }
        for name in (name for names, is_asked in asked_of.items() if not is_asked for name in names):
            del self.fields[name]

    def signed(self) -> Signed:
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"edition", "scan"}}
        for name, kind in (("capacity", Capacity), ("opinion", Opinion)):
            if name in given:
                given[name] = kind(given[name])
        return Signed(**given)


class CorrectionForm(EditionForm):
    happened_on = ThaiDateField(label=_("Correction signed on"))
    scan = _scan()

    def given(self) -> dict[str, Any]:
        return {
            "edition_id": self.edition_id(),
            "happened_on": self.cleaned_data["happened_on"],
            "scan": self.cleaned_data["scan"],
        }


class RefusalForm(EditionForm):
    name = PlainTextField(label=_("Who refuses"), max_length=_LINE)
    happened_on = ThaiDateField(label=_("Date of the refusal"))
    reason = PlainTextArea(label=_("Reason"), max_length=2_000)

    def given(self) -> dict[str, Any]:
        return {
            **{name: self.cleaned_data[name] for name in ("name", "happened_on", "reason")},
            "edition_id": self.edition_id(),
        }


def _initial(now: SignatureNow) -> dict[str, Any]:
    """What the dossier says; a new signature has a new date."""
    signature, acting = now.signature, now.signature.get("acting", {})
    said = {name: signature.get(name, "") for name in ("name", "position", "capacity")}
    said |= {name: now.filled.get(name, "") for name in ("opinion", "remark")}
    said |= {name: acting.get(name) for name in _ACTING}
    said |= {name: exact_day(acting.get(name, "")) or acting.get(name, "") for name in _ACTING_DAYS}
    if now.state == SignatureState.TYPED:
        typed = signature.get("signed_on", "")
        said["signed_on"] = exact_day(typed) or typed
    return said
