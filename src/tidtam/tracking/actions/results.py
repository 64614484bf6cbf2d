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
from tidtam.tracking.queries.results import offices_named, standing_result, with_content
from tidtam.tracking.results import lacking, misfits
from tidtam.tracking.results.asking import words_of_each

Content = Mapping[str, Any]


def give_result(actor: Actor, case: Case, event: CaseEvent, definition: Definition, given: Content | None) -> None:
    """An ending that promises a result has one that fits, known to the product or given; any other way on has none."""
    name = definition.result_at(event.leads_to)
    if name:
        hand_over(actor, case, event, name, _what_came(actor, case, name, given))
    elif given is not None:
        raise nothing_comes()


def _what_came(actor: Actor, case: Case, name: str, given: Content | None) -> Content:
    known = result_of(actor, case)
    if given is None and (known is None or lacking(name, known)):
        wanted = words_of_each(name, lacking(name, known or {}))
        raise Refused(
            _("This ending has to say what came of the matter (%(name)s).") % {"name": f"{name}: {wanted}"},
            code="missing",
            field="result",
        )
    content = {**(known or {}), **(given or {})}
    _must_fit(name, content)
    return content


def came_early(definition: Definition, content: Content | None) -> str:
    """The name of what came of a matter that is closed before its course is run: the one its endings promise."""
    if content is None:
        return ""
    names = {ending.result for ending in definition.endings if ending.result}
    if len(names) != 1:
        raise nothing_comes()
    name = names.pop()
    _must_fit(name, content)
    return name


def nothing_comes() -> Refused:
    return Refused(_("Nothing comes of the matter this way; leave the result out."), code="no_result", field="result")


def _must_fit(name: str, content: Content) -> None:
    wrong = misfits(name, content)
    if not wrong and "organization" in content and content["organization"] not in offices_named([content]):
        wrong = [_("organization: there is none of this id")]
    if wrong:
        raise Refused(
            _("What came of the matter does not fit “%(name)s”: %(reasons)s")
            % {"name": name, "reasons": "; ".join(wrong)},
            code="misfit",
            field="result",
        )


def hand_over(actor: Actor, case: Case, event: CaseEvent, name: str, content: Content) -> None:
    """Store it with the event that gave it, and one job for each subscriber, all in the same transaction."""
    result = CaseResult.objects.create(
        case=case,
        sequence=event.sequence,
        name=name,
        happened_on=case.step_since,
        created_at=actor.now(),
        sealed=private_text.seal(case.subject_id, json.dumps(content, ensure_ascii=False)),
    )
    for subscriber in subscribers_of(name):
        order_delivery(ResultDelivery.objects.create(result=result, subscriber=subscriber).pk)


def restate_result(actor: Actor, case: Case, event: CaseEvent, given: Content | None) -> None:
    """After a correction: where what came of the matter reads otherwise now, it is given anew.

    What was given before stays in the history, and who took it is handed the new one, which takes its place.
    """
    standing = standing_result(actor, case)
    if standing is None:
        if given is not None:
            raise nothing_comes()
        return
    content = _as_known_now(actor, case, standing, given)
    _must_fit(standing.name, content)
    if (content, case.step_since) != (standing.content, standing.happened_on):
        hand_over(actor, case, event, standing.name, content)


def _as_known_now(actor: Actor, case: Case, standing: CaseResult, given: Content | None) -> Content:
    """What people said stays as they said it, unless they say it anew; what the product knows is asked again."""
    known = result_of(actor, case)
    if known is None:
        return standing.content if given is None else given
    said = {key: standing.content[key] for key in lacking(standing.name, known) if key in standing.content}
    return {**known, **said, **(given or {})}


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
