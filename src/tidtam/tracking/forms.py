"""The forms of the work on a matter. What may be recorded is judged by the actions; here it is only read."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.web.forms import BaseForm, PlainTextArea, PlainTextField, ThaiDateField, VersionField

from .definitions import Definition, Need, Outcome, Recorded, Step
from .models import LETTER_LENGTH
from .results.asking import Content, content_of, is_of_result, words_of

REMARK_LENGTH = 2_000
REASONS_LENGTH = 20_000

LABELS = {
    "outcome": _("Outcome"),
    "happened_on": _("Date"),
    "remark": _("Remark"),
    "order_no": _("Order number"),
    "letter_no": _("Letter number"),
    "file": _("File"),
    "reasons": _("What has to be corrected"),
    "text": pgettext_lazy("what is written", "Note"),
    "target": _("Version and step"),
    "received_on": _("Received on"),
}


class CaseForm(BaseForm):
    """Carries the version of the matter the page showed, so that nobody acts on what they have not seen."""

    version = VersionField()


class DatedForm(CaseForm):
    happened_on = ThaiDateField(label=LABELS["happened_on"])


class StepForm(DatedForm):
    """Only what one step records; it names the step, because the matter may have left it when the form comes back."""

    at_step = forms.CharField(widget=forms.HiddenInput, required=False)

    template_name = "tracking/_step_form.html"
    field_order = ["outcome", "happened_on", *Recorded]
    chosen: Outcome | None = None
    """The outcome, where it was asked for before."""
    result = ""
    """The name of the result that is asked for, if one is."""

    @classmethod
    def of(cls, step: Step, *, file_is_kept: bool = False, chosen: Outcome | None = None) -> type["StepForm"]:
        """The form for this step."""
        fields = _fields_of(step, file_is_kept=file_is_kept)
        if chosen is not None:
            fields["outcome"] = forms.CharField(widget=forms.HiddenInput, initial=chosen.key)
        return type("StepForm", (cls,), {**fields, "chosen": chosen})

    @classmethod
    def with_result(cls, name: str, fields: Mapping[str, forms.Field]) -> type["StepForm"]:
        """The same, asking also what came of the matter."""
        return type("StepForm", (cls,), {**fields, "result": name})

    @property
    def result_words(self) -> str:
        return words_of(self.result) if self.result else ""

    @property
    def own_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self if not is_of_result(bound.name)]

    @property
    def result_fields(self) -> list[forms.BoundField]:
        return [bound for bound in self if is_of_result(bound.name)]

    def clean(self) -> dict[str, Any]:
        content: Content | None = content_of(self.result, self.cleaned_data) if self.result else None
        return {**self.cleaned_data, "result": content}


class OutcomeForm(BaseForm):
    """How the step came out, asked before the rest, which depends on it: the answer stands in the page's address."""

    asks_first = True
    asked = forms.CharField(widget=forms.HiddenInput, initial="1")
    """An address that says nothing was not asked yet; one with this alone was answered with nothing."""

    @classmethod
    def of(cls, step: Step) -> type["OutcomeForm"]:
        """The form for this step."""
        return type("OutcomeForm", (cls,), {"outcome": _outcome_field(step)})


def _fields_of(step: Step, *, file_is_kept: bool) -> dict[str, Any]:
    makers = {
        Recorded.ORDER_NO: _number_field,
        Recorded.LETTER_NO: _number_field,
        Recorded.REMARK: _remark_field,
        Recorded.FILE: _file_field,
    }
    fields: dict[str, Any] = {
        str(recorded): make(recorded, step.need(recorded) is Need.REQUIRED)
        for recorded, make in makers.items()
        if step.need(recorded) is not Need.NONE and not (file_is_kept and recorded is Recorded.FILE)
    }
    if step.asks_outcome:
        fields["outcome"] = _outcome_field(step)
    return fields


def _outcome_field(step: Step) -> forms.Field:
    choices = [(outcome.key, str(outcome.name)) for outcome in step.outcomes]
    return forms.ChoiceField(label=LABELS["outcome"], choices=choices, widget=forms.RadioSelect)


def _number_field(recorded: Recorded, required: bool) -> forms.Field:
    return PlainTextField(label=LABELS[recorded], max_length=LETTER_LENGTH, required=required)


def _remark_field(recorded: Recorded, required: bool) -> forms.Field:
    return PlainTextArea(label=LABELS[recorded], max_length=REMARK_LENGTH, required=required, rows=3)


def _file_field(recorded: Recorded, required: bool) -> forms.Field:
    return forms.FileField(label=LABELS[recorded], required=required)


class ReturnForm(DatedForm):
    reasons = PlainTextArea(
        label=LABELS["reasons"],
        max_length=REASONS_LENGTH,
        rows=8,
        help_text=_("One thing a line, everything at once: the matter should come back complete."),
    )
    letter_no = PlainTextField(label=LABELS["letter_no"], max_length=LETTER_LENGTH, required=False)


class ResumeForm(DatedForm):
    letter_no = PlainTextField(label=LABELS["letter_no"], max_length=LETTER_LENGTH, required=False)
    remark = PlainTextArea(label=LABELS["remark"], max_length=REMARK_LENGTH, required=False, rows=3)


class EndForm(DatedForm):
    remark = PlainTextArea(label=_("Reason"), max_length=REMARK_LENGTH, rows=4)


class ReopenForm(EndForm):
    field_order = ["step", "happened_on", "remark"]

    @classmethod
    def of(cls, definition: Definition) -> type["ReopenForm"]:
        """The form for a matter of this process."""
        choices = [(step.key, str(step.name)) for step in definition.steps]
        return type(
            "ReopenForm", (cls,), {"step": forms.ChoiceField(label=_("Step at which it goes on"), choices=choices)}
        )


class ContinueForm(DatedForm):
    remark = PlainTextArea(label=LABELS["remark"], max_length=REMARK_LENGTH, required=False, rows=3)


class VersionForm(EndForm):
    """Asks at which step of which version the matter goes on."""

    field_order = ["target", "happened_on", "remark"]

    @classmethod
    def of(cls, now: Definition, step: Step, others: Sequence[Definition]) -> type["VersionForm"]:
        """The form for a matter at this step; a step of the same key is the likely one."""
        versions = [
            (
                _("Version %(number)s") % {"number": other.version},
                [(target_of(other, each), str(each.name)) for each in other.steps],
            )
            for other in others
        ]
        likely = next((target_of(other, other.step(step.key)) for other in others if other.has_step(step.key)), None)
        words = {"step": step.name, "number": now.version}
        target = forms.ChoiceField(
            label=_("“%(step)s” of version %(number)s goes on as") % words, choices=versions, initial=likely
        )
        return type("VersionForm", (cls,), {"target": target})


def target_of(definition: Definition, step: Step) -> str:
    return f"{definition.version}:{step.key}"


class ObjectionForm(CaseForm):
    """What the person concerned writes; the day is the one on which they send it."""

    remark = PlainTextArea(label=_("What you object to, and why"), max_length=REMARK_LENGTH, rows=6)


class LetterObjectionForm(ObjectionForm):
    """What an office hands in for the person concerned, or for itself, by its letter."""

    letter_no = PlainTextField(label=LABELS["letter_no"], max_length=LETTER_LENGTH, required=False)

    field_order = ["letter_no", "remark"]


class PaperObjectionForm(CaseForm):
    """An objection that came on paper, as the office enters it."""

    received_on = ThaiDateField(label=LABELS["received_on"])
    letter_no = PlainTextField(label=LABELS["letter_no"], max_length=LETTER_LENGTH, required=False)
    remark = PlainTextArea(label=LABELS["remark"], max_length=REMARK_LENGTH, required=False, rows=4)


class NoteForm(CaseForm):
    text = PlainTextArea(label=LABELS["text"], max_length=REMARK_LENGTH, rows=4)
    for_subject = forms.ChoiceField(
        label=_("Who reads it"),
        choices=[
            ("offices", _("Only the offices in charge")),
            ("subject", _("The person concerned, who is told of it")),
        ],
        widget=forms.RadioSelect,
    )

    def clean_for_subject(self) -> bool:
        return bool(self.cleaned_data["for_subject"] == "subject")


class RenewForm(CaseForm):
    """Asks for nothing but the consent."""


class ReceiptForm(DatedForm):
    """The facts of the receipt, for their correction."""

    letter_no = PlainTextField(label=_("Reference letter number"), max_length=LETTER_LENGTH, required=False)
