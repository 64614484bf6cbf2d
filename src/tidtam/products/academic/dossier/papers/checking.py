"""The result of the check as a list to work through."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from tidtam.products.academic.dossier.presenting.checklist import Checklist, Line

from .blocks import Block, heading, paragraph, rows, table
from .pen import Pen

_WIDTHS = (3.0, 1.5, 5.5)


def checklist_blocks(pen: Pen, checklist: Checklist) -> list[Block]:
    return [
        paragraph(pen.figures(checklist.rules)),
        *rows((answer, pen.figures(count)) for answer, count in checklist.counts),
        *(block for chapter in checklist.chapters for block in _chapter(pen.figures(chapter.title), chapter.lines)),
    ]


def _chapter(title: str, lines: list[Line]) -> Iterator[Block]:
    head = (_("Rule"), pgettext("of a rule", "Answer"), _("What was found"))
    yield heading(title)
    yield table(head, _WIDTHS, [(f"{line.finding.rule} {line.title}", line.answer, _found(line)) for line in lines])


def _found(line: Line) -> str:
    """What is wrong and how to mend it; of a fault its clause too, and why it was left as it is."""
    finding = line.finding
    said = " ".join(filter(None, (finding.message, finding.mend, line.more_words)))
    if line.note.where:
        said = f"{line.note.where}: {said}"
    if not finding.is_fault:
        return said
    reason = line.note.override.reason if line.note.override else ""
    return "\n".join(filter(None, (f"{finding.severity.label} – {said}", reason, str(finding.clause))))
