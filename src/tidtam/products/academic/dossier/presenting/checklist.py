"""Every rule of the dossier's set with its answer, part by part; and the question before a finding is left as it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from tidtam.products.academic.dossier.queries import Judged
from tidtam.products.academic.rulebook.choices import Answer, Part
from tidtam.products.academic.rulebook.rules import Finding, rule_numbered

from .heading import whose
from .notes import Note

_KINDS = {
    Answer.PASS: "done",
    Answer.FAIL: "late",
    Answer.NOT_YET: "closed",
    Answer.CANNOT_TELL: "progress",
}


@dataclass(frozen=True)
class Line:
    """What one rule says of one place."""

    note: Note

    @property
    def finding(self) -> Finding:
        return self.note.finding

    @property
    def title(self) -> str:
        rule = rule_numbered(self.finding.rule)
        return str(rule.title) if rule else ""

    @property
    def kind(self) -> str:
        return "waiting" if self.note.override else _KINDS[self.finding.answer]

    @property
    def answer(self) -> str:
        return _("Left as it is, with a reason") if self.note.override else str(self.finding.answer.label)


@dataclass(frozen=True, slots=True)
class Chapter:
    title: str
    lines: list[Line]


@dataclass(frozen=True)
class Checklist:
    judged: Judged

    @cached_property
    def lines(self) -> list[Line]:
        return [Line(Note(finding, self.judged)) for finding in self.judged.findings]

    @property
    def chapters(self) -> Iterator[Chapter]:
        for part in Part:
            if lines := [line for line in self.lines if line.finding.part == part]:
                yield Chapter(str(part.label), lines)

    @property
    def whose(self) -> str:
        return whose(self.judged)

    @property
    def stopping(self) -> int:
        return self.judged.stopping_places

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each answer."""
        return [(str(answer.label), sum(line.finding.answer == answer for line in self.lines)) for answer in Answer]


def override_question(note: Note) -> dict[str, Any]:
    finding = note.finding
    rows = [
        (finding.rule, finding.message),
        (_("Where"), note.where or _("The whole dossier")),
        (_("Where it is written"), str(finding.clause)),
    ]
    if note.override:
        return {
            "heading": _("Take the override back?"),
            "rows": [*rows, (_("Reason given"), note.override.reason)],
            "consequence": _("The finding counts as one to be mended again."),
            "submit_text": _("Take the override back"),
            "cancel_url": note.url,
        }
    return {
        "heading": _("Leave this as it is?"),
        "rows": rows,
        "consequence": _("Your name and the reason are kept with the dossier, and the ministry reads them."),
        "submit_text": _("Leave it as it is"),
        "cancel_url": note.url,
    }
