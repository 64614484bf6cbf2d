"""Which rules hold, with what administrators have set their parameters to."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier.models import Dossier, PublishedRuleSet, RuleParameter
from tidtam.products.academic.rulebook.rule_sets import RuleSet, sets_for, shipped
from tidtam.products.academic.rulebook.structure import Request


def possible_rule_sets(actor: Actor, organization_path: str, request: Request, begun: date) -> list[RuleSet]:
    """The set that holds for such a request and, in a transition, those that the applicant may elect."""
    return sets_for((*uploaded_rule_sets(actor, organization_path), *shipped()), request, begun)


def uploaded_rule_sets(actor: Actor, organization_path: str) -> list[RuleSet]:
    """Rules are public: what was uploaded for this office or one above it, the newest version of each."""
    newest = (
        PublishedRuleSet.objects.filter(organization__path__in=_upwards(organization_path))
        .order_by("key", "-version")
        .distinct("key")
    )
    return [_read(published.pk) for published in newest]


def uploaded_row(organization_path: str, rule_set: RuleSet) -> PublishedRuleSet | None:
    """Where this version of the set was uploaded, for the office itself before any above it."""
    rows = PublishedRuleSet.objects.filter(
        key=rule_set.key, version=rule_set.version, organization__path__in=_upwards(organization_path)
    )
    return rows.order_by("-organization__path").first()


def rules_of(actor: Actor, dossier: Dossier) -> RuleSet:
    """Those the dossier was begun under, with the parameters of that day, or those first set since."""
    return _read(dossier.rule_set_id).with_values(parameter_values(dossier.organization_path, dossier.begun_at))


def parameter_values(organization_path: str, moment: datetime) -> dict[str, str]:
    """What each parameter was set to at this moment, or first afterwards; the nearest office has the last word."""
    rows = (
        RuleParameter.objects.filter(organization__path__in=_upwards(organization_path))
        .select_related("organization")
        .order_by("set_at", "pk")
    )
    values: dict[str, str] = {}
    for key, said in _by_key(rows).items():
        nearest = max((row.organization.path for row in said), key=len)
        own = [row for row in said if row.organization.path == nearest]
        before = [row for row in own if row.set_at <= moment]
        values[key] = (before[-1:] or own[:1])[0].value
    return values


def _by_key(rows: Iterable[RuleParameter]) -> dict[str, list[RuleParameter]]:
    found: dict[str, list[RuleParameter]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return found


def _upwards(path: str) -> list[str]:
    """The office and all above it: mhesi/university/faculty, mhesi/university, mhesi."""
    parts = path.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]


@lru_cache(maxsize=64)
def _read(published_id: UUID) -> RuleSet:
    """What was published never changes."""
    return RuleSet.model_validate(PublishedRuleSet.objects.get(pk=published_id).content)
