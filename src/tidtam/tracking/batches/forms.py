"""The forms of bulk actions and imports: they only read; actions judge."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tidtam.tracking.definitions import Definition
from tidtam.tracking.forms import LABELS, StepForm
from tidtam.tracking.queries import Published
from tidtam.web.forms import BaseForm, PlainTextArea, ThaiDateField

from .actions import FilledIn
from .choices import BulkAct, ImportMode
from .models import BulkAction

_TEXT_LENGTH = 2_000


class BulkNoteForm(BaseForm):
    text = PlainTextArea(label=LABELS["text"], max_length=_TEXT_LENGTH, rows=4)


class BulkSuspendForm(BaseForm):
    happened_on = ThaiDateField(label=LABELS["happened_on"])
    remark = PlainTextArea(label=_("Reason"), max_length=_TEXT_LENGTH, rows=4)


class BulkContinueForm(BaseForm):
    happened_on = ThaiDateField(label=LABELS["happened_on"])
    remark = PlainTextArea(label=LABELS["remark"], max_length=_TEXT_LENGTH, required=False, rows=3)


_ALIKE: dict[str, type[BaseForm]] = {
    BulkAct.NOTE: BulkNoteForm,
    BulkAct.SUSPEND: BulkSuspendForm,
    BulkAct.CONTINUE: BulkContinueForm,
}
"""What takes the same form at every step."""


def bulk_form(bulk: BulkAction, definition: Definition) -> type[BaseForm]:
    """Only what the step records, and alike for every matter: a file belongs to one alone."""
    if bulk.act in _ALIKE:
        return _ALIKE[bulk.act]
    made = StepForm.of(definition.step(bulk.step), file_is_kept=True)
    return type("BulkStepForm", (made,), {"version": None, "at_step": None})


def filled_in(form: BaseForm, today: date) -> FilledIn:
    """What the form says; a note happens on the day it is written."""
    values = {"happened_on": today, **form.cleaned_data}
    return FilledIn(
        happened_on=values["happened_on"],
        outcome=values.get("outcome", ""),
        order_no=values.get("order_no", ""),
        letter_no=values.get("letter_no", ""),
        text=values.get("remark", "") or values.get("text", ""),
    )


class ImportForm(BaseForm):
    process = forms.ChoiceField(label=_("Process"))
    file = forms.FileField(
        label=_("Table with the running matters"),
        help_text=_("CSV or Excel workbook (.xlsx), 10 MB and 100,000 rows at most"),
    )

    def __init__(self, *args: Any, processes: list[Published], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(published.key, str(published.definition.name)) for published in processes]
        self.fields["process"].choices = names  # type: ignore[attr-defined]


class ImportOrderForm(BaseForm):
    mode = forms.ChoiceField(label=_("What to bring in"), choices=ImportMode.choices, widget=forms.RadioSelect)
