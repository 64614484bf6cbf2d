"""A dossier with all that its pages tell of it, opened and judged once."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.kernel.files.models import StoredFile
from tidtam.products.academic.dossier.elsewhere import Whole
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.choices import Answer, Severity, Stage
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.products.academic.rulebook.rule_sets import RuleSet
from tidtam.products.academic.rulebook.rules import FileFact, Finding, begun_on, check, stage_of
from tidtam.products.academic.rulebook.structure import Dossier as Content

from .dossiers import Override, facts_in, files_of_dossier, overrides_standing, whole_content
from .photographs import photograph_facts
from .rule_sets import possible_rule_sets, rules_of
from .signing import Signing, signing_of


@dataclass(frozen=True)
class Judged:
    dossier: Dossier
    whole: Whole
    values: dict[str, Any]
    files: dict[str, StoredFile]
    facts: dict[str, FileFact]
    """What the files say of themselves and, of photographs, the size of the picture without its white border."""
    rule_set: RuleSet
    possible: list[RuleSet]
    """What holds for such a request, as far as it is known; which one may be elected among them."""
    as_of: date
    findings: list[Finding]
    overrides: dict[tuple[str, str], Override]
    signing: Signing

    @property
    def content(self) -> Content:
        return self.whole.content

    def override_of(self, finding: Finding) -> Override | None:
        return self.overrides.get((finding.rule, finding.place)) if finding.severity == Severity.SHOULD else None

    def is_open(self, finding: Finding) -> bool:
        """It is a fault, and nobody holds with a reason that it need not be mended."""
        return finding.answer == Answer.FAIL and self.override_of(finding) is None

    @cached_property
    def open_findings(self) -> list[Finding]:
        return [finding for finding in self.findings if self.is_open(finding)]

    @cached_property
    def stopping(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.stops]

    @property
    def stopping_places(self) -> int:
        """How many things are to be mended: what several rules say of one place in the same words is one."""
        places: dict[str, list[Finding]] = {}
        for finding in self.stopping:
            places.setdefault(finding.place, []).append(finding)
        return sum(len({each.message for each in there}) if len(there) > 1 else 1 for there in places.values())


def judge(actor: Actor, dossier: Dossier, *, as_sent: bool = False) -> Judged:
    """As far as the dossier has come or, as it is judged when it is sent, in everything that must then be there."""
    whole = whole_content(actor, dossier)
    content = whole.content
    values = values_of(content)
    files = {str(file.pk): file for file in files_of_dossier(actor, dossier)}
    facts = facts_in(files.values())
    facts |= photograph_facts(actor, content, facts)
    rule_set = rules_of(actor, dossier)
    begun = begun_on(content) or date_in_bangkok(dossier.begun_at)
    stage = max(stage_of(content), Stage.MINISTRY, key=lambda each: each.number) if as_sent else None
    return Judged(
        dossier,
        whole,
        values,
        files,
        facts,
        rule_set,
        possible_rule_sets(actor, dossier.organization_path, content.request, begun),
        actor.today(),
        check(content, rule_set, actor.today(), facts, stage=stage),
        overrides_standing(dossier, values),
        signing_of(actor, dossier, values, rule_set),
    )
