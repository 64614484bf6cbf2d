import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.actions import Noted, Reply
from tidtam.products.academic.choices import AnswerKind, Fact
from tidtam.products.academic.queries import Letter
from tidtam.web.forms import PlainTextArea, PlainTextField, ThaiDateField

from .requests import VersionForm

LONGEST = 2_000
FIRST_ROWS = 3
MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """A finding of the rules, as it is offered for the letter."""

    rule: str
    place: str
    where: str
    text: str
    clause: str
    kind: str
    """must, should, settled or open."""
    is_late: bool
    reason: str = ""
    """Why the institution holds that it need not be mended."""

    @property
    def key(self) -> str:
        return hashlib.sha256(f"{self.rule} {self.place}".encode()).hexdigest()[:12]


class ReturnForm(VersionForm):
    """One letter with all defects at once: what the rules found, what is wrong with a fact, and what else is."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    letter_no = PlainTextField(label=_("Number of the letter"), max_length=100)
    letter_date = ThaiDateField(label=_("Date of the letter"))

    def __init__(
        self,
        *args: Any,
        proposals: Sequence[Proposal] = (),
        places: Sequence[tuple[str, str]] = (),
        rules: Sequence[tuple[str, str]] = (),
        is_first: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        self.row_count = self._rows_asked() if places else 0
        self.initial["rows"] = self.row_count
        for each in proposals:
            self.fields[f"pick_{each.key}"] = forms.BooleanField(label=each.where or each.rule, required=False)
            self.fields[f"text_{each.key}"] = PlainTextArea(
                label=_("Words of the letter"), initial=each.text, max_length=LONGEST, required=False, rows=2
            )
        for fact in Fact:
            self.fields[fact.value if fact != Fact.LETTER_NO else "fact_letter_no"] = PlainTextArea(
                label=fact.label, max_length=LONGEST, required=False, rows=2
            )
        for number in range(self.row_count):
            self.fields |= _own_fields(number, places, rules)
        if not is_first:
            self.fields["late_reason"] = PlainTextArea(
                label=_("Why something is asked only now"),
                help_text=_("Needed if it could be seen already when the request was returned before."),
                max_length=LONGEST,
                required=False,
                rows=3,
            )

    def _rows_asked(self) -> int:
        """As many as the page had, and some more where more are asked for."""
        given = self.data if self.is_bound else self.initial
        sent = str(given.get("rows", ""))
        count = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < len("1000") else FIRST_ROWS
        return min(max(count, FIRST_ROWS) + (FIRST_ROWS if "more" in given else 0), MOST_ROWS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(self.row_count):
            text = cleaned.get(f"own_{number}_text")
            if text and not (cleaned.get(f"own_{number}_place") or cleaned.get(f"own_{number}_rule")):
                self.add_error(f"own_{number}_place", _("Choose where in the dossier it is, or which rule."))
        if not self.errors and not self.defects():
            raise forms.ValidationError(_("Tick or write at least one thing that has to be mended."))
        return cleaned

    def defects(self) -> list[Noted]:
        return [*self._picked(), *self._of_facts(), *self._own()]

    def _picked(self) -> Iterator[Noted]:
        for each in self.proposals:
            if self.cleaned_data.get(f"pick_{each.key}"):
                words = self.cleaned_data.get(f"text_{each.key}") or each.text
                yield Noted(words, rule=each.rule, place=each.place)

    def _of_facts(self) -> Iterator[Noted]:
        for fact, bound in self.fact_fields():
            if text := self.cleaned_data.get(bound.name):
                yield Noted(text, fact=fact.value)

    def _own(self) -> Iterator[Noted]:
        for number in range(self.row_count):
            told = {name: self.cleaned_data.get(f"own_{number}_{name}", "") for name in ("text", "rule", "place")}
            if told["text"]:
                yield Noted(**told)

    def proposal_fields(self) -> list[tuple[Proposal, BoundField, BoundField]]:
        return [(each, self[f"pick_{each.key}"], self[f"text_{each.key}"]) for each in self.proposals]

    def fact_fields(self) -> list[tuple[Fact, BoundField]]:
        return [(fact, self["fact_letter_no" if fact == Fact.LETTER_NO else fact.value]) for fact in Fact]

    def own_fields(self) -> list[tuple[BoundField, ...]]:
        names = ("place", "rule", "text")
        return [tuple(self[f"own_{number}_{name}"] for name in names) for number in range(self.row_count)]


def _own_fields(
    number: int, places: Sequence[tuple[str, str]], rules: Sequence[tuple[str, str]]
) -> dict[str, forms.Field]:
    nothing: list[tuple[str, str | Promise]] = [("", _("Not chosen"))]
    return {
        f"own_{number}_place": forms.ChoiceField(
            label=_("Where in the dossier"), choices=[*nothing, *places], required=False
        ),
        f"own_{number}_rule": forms.ChoiceField(label=_("Rule"), choices=[*nothing, *rules], required=False),
        f"own_{number}_text": PlainTextArea(label=_("The defect"), max_length=LONGEST, required=False, rows=2),
    }


class AnswersForm(VersionForm):
    """The institution's answer to each defect of a letter; those that are not ready yet stay empty."""

    def __init__(self, *args: Any, letter: Letter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter = letter
        for defect in letter.defects:
            said = defect.answer
            self.fields[f"kind_{defect.number}"] = forms.ChoiceField(
                label=_("Your answer"),
                choices=AnswerKind.choices,
                initial=said.kind if said else None,
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"text_{defect.number}"] = PlainTextArea(
                label=_("How it was mended, or why you see it otherwise"),
                initial=said.text if said else "",
                max_length=LONGEST,
                required=False,
                rows=2,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for defect in self.letter.defects:
            kind, text = (cleaned.get(f"{name}_{defect.number}") for name in ("kind", "text"))
            if kind and not text and f"text_{defect.number}" not in self.errors:
                self.add_error(f"text_{defect.number}", _("Say how it was mended, or why you see it otherwise."))
            if text and not kind and f"kind_{defect.number}" not in self.errors:
                self.add_error(f"kind_{defect.number}", _("Choose your answer."))
        return cleaned

    def answers(self) -> dict[UUID, Reply]:
        return {
            defect.id: Reply(AnswerKind(kind), self.cleaned_data[f"text_{defect.number}"])
            for defect in self.letter.defects
            if (kind := self.cleaned_data.get(f"kind_{defect.number}"))
        }

    def fields_of(self, number: int) -> tuple[BoundField, BoundField]:
        return self[f"kind_{number}"], self[f"text_{number}"]
