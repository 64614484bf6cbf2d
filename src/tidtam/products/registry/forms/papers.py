"""Notices of change and correction letters."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.orgs.models import Organization
from tidtam.products.registry.actions import Letter
from tidtam.products.registry.choices import NoticeKind, PointState, Verdict
from tidtam.products.registry.facts import (
    HOLDER,
    NAMES,
    Facts,
    facts_of_part,
    place_name,
    places,
)
from tidtam.products.registry.models import CorrectionPoint
from tidtam.products.registry.models.entries import LETTER_LENGTH
from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField, VersionField

from .parts import BLANK_ROWS, LetterForm, VersionForm, field_of, named


class NoticeForm(LetterForm):
    """A notice of change; what is asked follows from its kind."""

    effective_on = ThaiDateField(label=_("With effect from"))

    def __init__(
        self, *args: Any, kind: NoticeKind, offices: Sequence[Organization], facts: Facts, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._offices = {str(office.pk): office for office in offices}
        self._asked = [f for f in facts_of_part(HOLDER) if f.key in _ASKED_BY.get(kind, ())]
        for fact in self._asked:
            self.fields[fact.key] = field_of(fact)
            self.initial.setdefault(fact.key, facts.get(f"{HOLDER}.{fact.key}", ""))
            self.fields[fact.key].required = fact.is_required
        if kind is NoticeKind.TRANSFER:
            self.fields["receiving"] = forms.ChoiceField(
                label=_("Receiving institution"), choices=[("", "–"), *named(offices)]
            )

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        return {
            "letter": self.letter(),
            "effective_on": self.cleaned_data["effective_on"],
            "said": {fact.key: self.cleaned_data[fact.key] for fact in self._asked},
            "receiving": self._offices.get(self.cleaned_data.get("receiving", "")),
            "upload": self.cleaned_data["upload"],
            "evidence": self.cleaned_data["evidence"],
        }


_ASKED_BY = {NoticeKind.EMPLOYMENT: ("employment",), NoticeKind.NAME: NAMES}


class AcceptForm(BaseForm):
    """The receiving institution's word on a transfer."""

    letter_no = PlainTextField(label=_("Number of your institution's letter"), max_length=LETTER_LENGTH)
    letter_on = ThaiDateField(label=_("Date of the letter"))
    upload = forms.FileField(
        label=_("Copy of the letter"), help_text=_("PDF, JPEG or PNG, 10 MB at most."), required=False
    )
    version = VersionField()

    def given(self) -> dict[str, Any]:
        """As the action takes it."""
        data = self.cleaned_data
        return {"letter": Letter(data["letter_no"], data["letter_on"])} | {n: data[n] for n in ("upload", "version")}


class NoForm(VersionForm):
    """That a notice is declined or not approved, and why."""

    reason = PlainTextArea(label=_("Reason"), max_length=1_000, rows=3)


class PapersForm(BaseForm):
    """Which papers a list shows."""

    list = forms.ChoiceField(
        label=_("List"),
        choices=[("notices", _("Notices of change")), ("letters", _("Correction letters"))],
        required=False,
    )
    show = forms.ChoiceField(
        label=_("Show"), choices=[("open", _("Open ones")), ("decided", _("Decided ones"))], required=False
    )

    @property
    def is_open(self) -> bool:
        return not (self.is_valid() and self.cleaned_data["show"] == "decided")

    @property
    def is_of_letters(self) -> bool:
        return self.is_valid() and self.cleaned_data["list"] == "letters"


class CorrectionForm(BaseForm):
    """The ministry's letter; its points stand in rows beside it."""

    letter_no = PlainTextField(label=_("Number of the letter"), max_length=LETTER_LENGTH)
    letter_on = ThaiDateField(label=_("Date of the letter"))
    version = VersionField()

    def letter(self) -> Letter:
        return Letter(self.cleaned_data["letter_no"], self.cleaned_data["letter_on"])


class PointForm(BaseForm):
    place = forms.ChoiceField(label=_("At"), required=False)
    text = PlainTextArea(label=_("What has to be corrected"), max_length=1_000, rows=2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((place, place_name(place)) for place in places())]
        self.fields["place"] = forms.ChoiceField(label=_("At"), choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if bool(given.get("place")) != bool(given.get("text")):
            self.add_error(None, _("A point needs its place and what has to be corrected."))
        return given


PointFormSet = formset_factory(PointForm, extra=BLANK_ROWS + 2, max_num=50, absolute_max=60)


def points_of(formset: "BaseFormSet[PointForm]") -> list[tuple[str, str]]:
    return [
        (form.cleaned_data["place"], form.cleaned_data["text"])
        for form in formset.forms
        if form.cleaned_data.get("place")
    ]


class ReportForm(LetterForm):
    """The institution's answer to each open point."""

    def __init__(self, *args: Any, points: Sequence[CorrectionPoint], has_copy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["upload"].required = not has_copy
        self.fields["upload"].label = _("Copy of the ministry's letter")
        del self.fields["evidence"]
        self._points = [point for point in points if point.state == PointState.OPEN]
        for point in self._points:
            self.fields[f"point:{point.pk}"] = PlainTextArea(
                label=_("%(number)s. %(place)s") % {"number": point.number, "place": place_name(point.place)},
                max_length=1_000,
                rows=2,
            )

    def given(self) -> dict[str, Any]:
        return {**self.sent(), "answers": {p.pk: self.cleaned_data[f"point:{p.pk}"] for p in self._points}}


class JudgeForm(VersionForm):
    """The ministry's word on each answered point."""

    def __init__(self, *args: Any, points: Sequence[CorrectionPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._points = [point for point in points if point.state == PointState.ANSWERED]
        for point in self._points:
            named = {"number": point.number, "place": place_name(point.place)}
            self.fields[f"verdict:{point.pk}"] = forms.ChoiceField(
                label=_("%(number)s. %(place)s") % named, choices=Verdict, widget=forms.RadioSelect
            )
            self.fields[f"text:{point.pk}"] = PlainTextArea(
                label=_("%(number)s. What is still to be corrected") % named, max_length=1_000, rows=2, required=False
            )

    def given(self) -> dict[str, Any]:
        data = self.cleaned_data
        verdicts = {p.pk: (Verdict(data[f"verdict:{p.pk}"]), data[f"text:{p.pk}"]) for p in self._points}
        return {"verdicts": verdicts, "version": data["version"]}
