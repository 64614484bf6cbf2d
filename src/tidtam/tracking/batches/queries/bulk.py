from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.tracking.batches.choices import BulkState, ItemState
from tidtam.tracking.batches.models import BulkAction, BulkItem
from tidtam.tracking.batches.policies import scope
from tidtam.tracking.models import Case
from tidtam.tracking.policies import in_charge


def chosen_cases(actor: Actor, case_ids: Iterable[UUID]) -> list[Case]:
    """Those of them that the actor is in charge of; the others are not there for them."""
    return list(in_charge(Case.objects.filter(pk__in=set(case_ids)), actor).order_by("-received_on", "-id"))


def my_bulks(actor: Actor) -> QuerySet[BulkAction]:
    """What was ordered, without drafts that came to nothing."""
    return scope(BulkAction.objects.exclude(state=BulkState.DRAFT).select_related("process_version"), actor)


def get_bulk(actor: Actor, bulk_id: UUID) -> BulkAction:
    bulk = scope(BulkAction.objects.filter(pk=bulk_id), actor).select_related("process_version__process").first()
    if bulk is None:
        raise Http404
    return bulk


def bulk_items(actor: Actor, bulk: BulkAction) -> QuerySet[BulkItem]:
    """The matters of a bulk action the actor was given, if still in their charge; the page cuts them."""
    mine = in_charge(Case.objects.all(), actor)
    return BulkItem.objects.filter(bulk=bulk, case__in=mine).select_related("case__organization", "case__process")


def bulk_counts(actor: Actor, bulk: BulkAction) -> dict[str, int]:
    """How many of its matters are in each state."""
    found = dict(BulkItem.objects.filter(bulk=bulk).values_list("state").annotate(Count("pk")).order_by())
    return {state: found.get(state, 0) for state in ItemState.values}


def ordered_bulk(bulk_id: UUID) -> BulkAction | None:
    """For the job: none, if it is done already."""
    return BulkAction.objects.filter(pk=bulk_id, state=BulkState.ORDERED).first()


def waiting_items(bulk: BulkAction) -> list[int]:
    return list(BulkItem.objects.filter(bulk=bulk, state=ItemState.WAITING).order_by("pk").values_list("pk", flat=True))
