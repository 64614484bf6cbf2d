"""Which rules hold, with what administrators have set their parameters to."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from uuid import UUID

from tidtam.kernel.actor import Actor, date_in_bangkok
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import MINISTRY_KINDS
from tidtam.products.academic.dossier.models import Dossier, PublishedRuleSet, RuleParameter
from tidtam.products.academic.rulebook.rule_sets import RuleSet, sets_for, shipped
from tidtam.products.academic.rulebook.rules.softening import softenings
from tidtam.products.academic.rulebook.structure import Request

_MOST_SHOWN = 200


def possible_rule_sets(actor: Actor, organization_path: str, request: Request, begun: date) -> list[RuleSet]:
    """The set that holds for such a request and, in a transition, those that the applicant may elect.

    An institution's own set that asks less than the ministry's of that day is not among them.
    """
    own, above = _uploaded(organization_path)
    hold = [one for one in own if not softenings(one, above, begun)]
    return sets_for((*hold, *above), request, begun)


def softer_than_above(organization: Organization, rule_set: RuleSet) -> list[str]:
    """What keeps an institution from publishing it, in sentences. A ministry says itself what is asked."""
    if organization.kind in MINISTRY_KINDS:
        return []
    _own, above = _uploaded(organization.path)
    return softenings(rule_set, above, rule_set.in_force_from)


def _uploaded(organization_path: str) -> tuple[list[RuleSet], list[RuleSet]]:
    """The institutions' own and, with the product's, the ministries'; rules are public. Newer versions first."""
    rows = PublishedRuleSet.objects.filter(organization__path__in=_upwards(organization_path), taken_back=None)
    found: tuple[list[RuleSet], list[RuleSet]] = ([], [])
    for row_id, kind in rows.order_by("key", "-version").values_list("pk", "organization__kind"):
        found[kind in MINISTRY_KINDS].append(read_published(row_id))
    return found[0], [*found[1], *shipped()]


def uploaded_row(organization_path: str, rule_set: RuleSet) -> PublishedRuleSet | None:
    """Where this very set was uploaded: another office, and the product, may have one of its key and version."""
    rows = PublishedRuleSet.objects.filter(
        key=rule_set.key,
        version=rule_set.version,
        organization__path__in=_upwards(organization_path),
        taken_back=None,
    )
    return next((row for row in rows.order_by("-organization__path") if read_published(row.pk) == rule_set), None)


def rules_of(actor: Actor, dossier: Dossier) -> RuleSet:
    """Those the dossier was begun under, with the parameters of that day, or those first set since."""
    begun = date_in_bangkok(dossier.begun_at)
    return read_published(dossier.rule_set_id).with_values(parameter_values(dossier.organization_path, begun))


def parameter_values(organization_path: str, begun: date) -> dict[str, str]:
    """What each parameter is set to for dossiers begun on this day: as it held then or, if nothing did yet, as it was
    set first. The nearest office has the last word."""
    rows = (
        RuleParameter.objects.filter(organization__path__in=_upwards(organization_path))
        .select_related("organization")
        .order_by("holds_from", "set_at", "pk")
    )
    values: dict[str, str] = {}
    for key, said in _by_key(rows).items():
        nearest = max((row.organization.path for row in said), key=len)
        own = [row for row in said if row.organization.path == nearest]
        before = [row for row in own if row.holds_from <= begun]
        values[key] = (before[-1:] or own[:1])[0].value
    return values


def parameter_history(organization_path: str, key: str) -> list[RuleParameter]:
    """What was said of it for this office and those above it, the last word first."""
    rows = RuleParameter.objects.filter(organization__path__in=_upwards(organization_path), key=key)
    return list(rows.select_related("organization").order_by("-holds_from", "-set_at", "-pk")[:_MOST_SHOWN])


def published_rule_sets(organization_path: str) -> list[PublishedRuleSet]:
    """What was uploaded for this office or one above it, the newest first, with what was taken back."""
    rows = PublishedRuleSet.objects.filter(organization__path__in=_upwards(organization_path))
    return list(rows.select_related("organization", "taken_back").order_by("-published_at")[:_MOST_SHOWN])


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
def read_published(published_id: UUID) -> RuleSet:
    """What was published never changes."""
    return RuleSet.model_validate(PublishedRuleSet.objects.get(pk=published_id).content)
