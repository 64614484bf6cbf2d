"""Findings as plain text and as values for programs, each in both languages."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tidtam.products.academic.rulebook.choices import Answer

from .findings import Finding
from .places import place_words

SHOWN_FIRST = (Answer.FAIL, Answer.CANNOT_TELL, Answer.NOT_YET, Answer.PASS)


def as_values(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "answer": str(finding.answer),
        "severity": str(finding.severity),
        "part": str(finding.part),
        "stage": str(finding.stage),
        "place": finding.place,
        "where": in_both(lambda: place_words(finding.place)),
        "message": in_both(lambda: finding.message),
        "mend": in_both(lambda: finding.mend),
        "clause": {
            "source": finding.clause.source,
            "th": finding.clause.th,
            "en": finding.clause.en,
            "of": in_both(lambda: f"{finding.source}, {finding.clause.at}"),
        },
    }


def in_both(say: Callable[[], str]) -> dict[str, str]:
    said = {}
    for language in ("th", "en"):
        with override(language):
            said[language] = say()
    return said


def as_lines(findings: Iterable[Finding]) -> list[str]:
    """What is not in order first; what is in order, or not due yet, on one line each."""
    lines = []
    for finding in sorted(findings, key=lambda finding: SHOWN_FIRST.index(finding.answer)):
        severity = f", {finding.severity.label}" if finding.is_fault else ""
        place = f" {finding.place}" if finding.place else ""
        lines.append(f"{finding.rule} {finding.answer.label}{severity}{place}")
        if finding.answer in (Answer.FAIL, Answer.CANNOT_TELL):
            where = place_words(finding.place)
            lines.append(f"    {where}: {finding.message}" if where else f"    {finding.message}")
            if finding.mend:
                lines.append(f"    {finding.mend}")
            told = {"clause": finding.clause, "source": finding.source, "at": finding.clause.at}
            lines.append("    " + _("Clause: %(clause)s (%(source)s, %(at)s)") % told)
    return lines
