"""Every rule of the dossier's set with its answer, part by part; and the question before a finding is left as it is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tidtam.products.academic.dossier.queries import Judged, SignatureNow
from tidtam.products.academic.rulebook.choices import Answer, Part
from tidtam.products.academic.rulebook.rules import Finding, rule_numbered

from .heading import whose
from .notes import Note

MOST_OF_A_RULE = 25
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
    more: int = 0
    """In how many further places the same rule says something, which are not listed."""

    @property
    def more_words(self) -> str:
        words = ngettext("and %(count)s more place", "and %(count)s more places", self.more)
        return words % {"count": f"{self.more:,}"} if self.more else ""

    @property
    def finding(self) -> Finding:
        return self.note.finding

    @property
    def is_told(self) -> bool:
        """That something is in order needs no more words than that."""
        return self.finding.answer != Answer.PASS

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

    @property
    def chapters(self) -> Iterator[Chapter]:
        for part in Part:
            if findings := [each for each in self.judged.findings if each.part == part]:
                yield Chapter(str(part.label), list(self._listed(findings)))

    def _listed(self, findings: list[Finding]) -> Iterator[Line]:
        """The first of each rule: nobody mends the same thing in a thousand places one by one."""
        by_rule: dict[str, list[Finding]] = {}
        for finding in findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        for found in by_rule.values():
            *first, last = found[:MOST_OF_A_RULE]
            yield from (Line(Note(finding, self.judged)) for finding in first)
            yield Line(Note(last, self.judged), len(found) - len(first) - 1)

    @property
    def whose(self) -> str:
        return whose(self.judged)

    @property
    def rules(self) -> str:
        """By which rules it was judged, and whose: an office may have published softer ones of its own."""
        office = self.judged.dossier.rule_set.organization
        told = {"rules": self.judged.rule_set.name, "version": self.judged.rule_set.version}
        if office is None:
            return _("Judged by “%(rules)s”, version %(version)s.") % told
        text = _("Judged by “%(rules)s”, version %(version)s, published by: %(office)s.")
        return text % {**told, "office": office.name}

    @property
    def wanting(self) -> list[SignatureNow]:
        return self.judged.signing.wanting

    @property
    def stopping(self) -> int:
        return self.judged.stopping_places

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each answer."""
        counted = Counter(finding.answer for finding in self.judged.findings)
        return [(str(answer.label), counted[answer]) for answer in Answer]


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
