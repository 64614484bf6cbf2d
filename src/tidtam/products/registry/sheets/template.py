"""The empty table: its headings, and a sheet that explains each."""

import csv
import io

import xlsxwriter
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tidtam.tracking.definitions import Words

from .columns import columns


def headings_as_csv() -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerow([_said(column.name) for column in columns()])
    # The mark at the beginning tells a spreadsheet that the Thai is Unicode.
    return text.getvalue().encode("utf-8-sig")


def as_workbook() -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, {"in_memory": True})
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    # Cells of this format keep what is typed: no number is shortened, no date turned round.
    text = workbook.add_format({"num_format": "@"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    rows = workbook.add_worksheet(_("Rows to import"))
    rows.freeze_panes(1, 0)
    rows.set_column(0, len(columns()) - 1, 22, text)
    notes = workbook.add_worksheet(_("Explanation"))
    notes.set_column(0, 2, 40, wrapped)
    notes.write_row(0, 0, [_("Column"), _("What to fill in"), _("Example")], bold)
    for place, column in enumerate(columns()):
        rows.write_string(0, place, _said(column.name), bold)
        for number, cell in enumerate((_said(column.name), _said(column.note), column.example)):
            notes.write_string(place + 1, number, cell, wrapped)
    workbook.close()
    return target.getvalue()


def _said(words: Words) -> str:
    return words.th if (get_language() or "th").startswith("th") else words.en
