"""What a set of rules would change in the dossiers there are, before it holds for any."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.products.academic.rulebook.rule_sets import RuleSet
from tidtam.products.academic.rulebook.rules import Finding, check

from .dossiers import content_of, dossiers_of, facts_of
from .rule_sets import parameter_values, rules_of

Place = tuple[str, str]
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Replayed:
    dossier_id: UUID
    appeared: tuple[Finding, ...]
    """Faults under the new rules that were none under its own."""
    gone: tuple[Finding, ...]
    """Faults under its own rules that the new ones do not find."""

    @property
    def is_changed(self) -> bool:
        return bool(self.appeared or self.gone)


def replay(actor: Actor, rule_set: RuleSet) -> Iterator[Replayed]:
    """One after the other, however many there are; of each as it stands now."""
    for dossier in dossiers_of(actor).order_by("pk").iterator(chunk_size=_AT_ONCE):
        content, facts = content_of(actor, dossier), facts_of(actor, dossier)
        new = rule_set.with_values(parameter_values(dossier.organization_path, dossier.begun_at))
        before = _faults(check(content, rules_of(actor, dossier), actor.today(), facts))
        after = _faults(check(content, new, actor.today(), facts))
        yield Replayed(
            dossier.pk,
            tuple(finding for place, finding in after.items() if place not in before),
            tuple(finding for place, finding in before.items() if place not in after),
        )


def _faults(findings: Iterable[Finding]) -> dict[Place, Finding]:
    return {(finding.rule, finding.place): finding for finding in findings if finding.is_fault}
