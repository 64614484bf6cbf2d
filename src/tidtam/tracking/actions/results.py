"""What came of a matter, handed to those who asked for results of its name: once each, whatever happens to workers."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.people import private_text
from tidtam.tracking.definitions import Definition
from tidtam.tracking.jobs import order_delivery
from tidtam.tracking.models import Case, CaseEvent, CaseResult, ResultDelivery
from tidtam.tracking.plugins import result_of, subscribers_of, subscription
from tidtam.tracking.queries.results import with_content
from tidtam.tracking.results import misfits

Content = Mapping[str, Any]


def what_came(
    actor: Actor, case: Case, definition: Definition, leads_to: str, content: Content | None
) -> Content | None:
    """An ending that promises a result has one that fits, given or known to the product; any other way on has none."""
    ending = definition.ending(leads_to)
    name = ending.result if ending else ""
    if name and content is None:
        content = result_of(actor, case)
    if content is None and name:
        raise Refused(
            _("This ending has to say what came of the matter (%(name)s).") % {"name": name},
            code="missing",
            field="result",
        )
    if content is not None and not name:
        raise Refused(
            _("Nothing comes of the matter this way; leave the result out."), code="no_result", field="result"
        )
    if content is not None and (wrong := misfits(name, content)):
        raise Refused(
            _("What came of the matter does not fit “%(name)s”: %(reasons)s")
            % {"name": name, "reasons": "; ".join(wrong)},
            code="misfit",
            field="result",
        )
    return content


def give_result(actor: Actor, case: Case, event: CaseEvent, definition: Definition, content: Content) -> None:
    """Store it with the event that gave it, and one job for each subscriber, all in the same transaction."""
    ending = definition.ending(event.leads_to)
    if ending is None:
        raise ValueError(f"“{event.leads_to}” is no ending of {definition.key}")
    result = CaseResult.objects.create(
        case=case,
        sequence=event.sequence,
        name=ending.result,
        happened_on=event.happened_on,
        created_at=actor.now(),
        sealed=private_text.seal(case.subject_id, json.dumps(content, ensure_ascii=False)),
    )
    for subscriber in subscribers_of(ending.result):
        order_delivery(ResultDelivery.objects.create(result=result, subscriber=subscriber).pk)


def deliver_result(actor: Actor, delivery_id: UUID) -> None:
    """Hand it over, unless that was done. What the subscriber makes of it is stored together with the mark.

    A result whose words were erased with the person has nobody left to be about.
    """
    with transaction.atomic():
        waiting = ResultDelivery.objects.select_for_update(of=("self",)).filter(pk=delivery_id, delivered_at=None)
        delivery = waiting.select_related("result__case__process", "result__case__organization").first()
        if delivery is None:
            return
        take = subscription(delivery.subscriber, delivery.result.name)
        if take is None:
            return
        result = with_content(delivery.result)
        if result is not None:
            take(actor, result)
        delivery.delivered_at = actor.now()
        delivery.save(update_fields=["delivered_at"])
