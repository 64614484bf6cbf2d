"""The empty table of a process: its headings, and a sheet that explains every column, step and outcome."""

import csv
import io
from collections.abc import Iterator

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.tracking.definitions import Definition, Words

from .columns import Column, columns_of

TEXT = "@"
"""Cells of this format keep what is typed: no number is shortened, no date turned round."""


def headings_as_csv(definition: Definition) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow([_said(column.name) for column in columns_of(definition)])
    # The mark at the beginning tells a spreadsheet that the Thai is Unicode.
    return text.getvalue().encode("utf-8-sig")


def as_workbook(definition: Definition) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    text = workbook.add_format({"num_format": TEXT})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    columns = columns_of(definition)
    rows = workbook.add_worksheet(_("Rows to import"))
    rows.freeze_panes(1, 0)
    rows.set_column(0, len(columns) - 1, 22, text)
    for place, column in enumerate(columns):
        rows.write_string(0, place, _said(column.name), bold)
    notes = workbook.add_worksheet(_("Explanation"))
    notes.set_column(0, 0, 36, wrapped)
    notes.set_column(1, 1, 70, wrapped)
    notes.set_column(2, 2, 24, wrapped)
    for number, cells in enumerate(_explanation(definition, columns)):
        for place, cell in enumerate(cells):
            notes.write_string(number, place, cell, bold if number == 0 else wrapped)
    workbook.close()
    return target.getvalue()


def _explanation(definition: Definition, columns: list[Column]) -> Iterator[tuple[str, ...]]:
    yield _("Column"), _("What to fill in"), _("Example")
    for column in columns:
        yield _said(column.name), _said(column.note), column.example
    for step in definition.steps:
        outcomes = ", ".join(_said(outcome.name) for outcome in step.outcomes if outcome.key)
        yield (
            _("Step: %(step)s") % {"step": _said(step.name)},
            outcomes and _("Outcomes: %(list)s") % {"list": outcomes},
            step.key,
        )


def _said(words: Words) -> str:
    return words.th if (get_language() or "th").startswith("th") else words.en
