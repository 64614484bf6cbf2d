"""What a set of rules would change in the dossiers there are, before it holds for any."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.kernel.orgs.policies import within
from tidtam.products.academic.rulebook.rule_sets import RuleSet, fits
from tidtam.products.academic.rulebook.rules import Finding, check

from .dossiers import content_of, dossiers_of, facts_of
from .photographs import photograph_facts
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


def replay(actor: Actor, rule_set: RuleSet, *, below: str = "") -> Iterator[Replayed]:
    """One after the other, however many there are; of each for which the rules are meant, as it stands now."""
    dossiers = dossiers_of(actor)
    if below:
        dossiers = dossiers.filter(within("organization__path", [below]))
    for dossier in dossiers.order_by("pk").iterator(chunk_size=_AT_ONCE):
        try:
            content, facts = content_of(actor, dossier), facts_of(actor, dossier)
        except Http404:  # erased by law
            continue
        if not fits(rule_set, content.request):
            continue
        facts |= photograph_facts(actor, content, facts)
        new = rule_set.with_values(parameter_values(dossier.organization_path, date_in_bangkok(dossier.begun_at)))
        before = _faults(check(content, rules_of(actor, dossier), actor.today(), facts))
        after = _faults(check(content, new, actor.today(), facts))
        yield Replayed(
            dossier.pk,
            tuple(finding for place, finding in after.items() if place not in before),
            tuple(finding for place, finding in before.items() if place not in after),
        )


def _faults(findings: Iterable[Finding]) -> dict[Place, Finding]:
    return {(finding.rule, finding.place): finding for finding in findings if finding.is_fault}
