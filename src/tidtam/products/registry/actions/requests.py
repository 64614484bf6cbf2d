"""A request that came to its end becomes an entry without retyping."""

from collections.abc import Mapping
from typing import Any

from django.db.transaction import atomic
from django.urls import reverse

from tidtam.kernel.actor import Actor
from tidtam.products.registry import content as contents
from tidtam.products.registry import policies
from tidtam.products.registry.choices import EntryState, Source
from tidtam.products.registry.content import Content, Origin
from tidtam.products.registry.facts import HOLDER, SETTLED, Value, facts_of_part
from tidtam.products.registry.models import Entry
from tidtam.products.registry.notice_kinds import REQUEST_ENDED
from tidtam.tracking.models import CaseResult

from .entries import make_entry
from .keeping import locked, one_at_a_time, save_entry, tell, write_content


def take_request(actor: Actor, result: CaseResult) -> Entry:
    """Fill the entry in from it; what an officer typed already stays, and stands beside what the request said.

    What the same matter said before, and nobody touched since, is taken anew: it was corrected there.
    """
    case, said = result.case, said_by(result.content)
    with atomic():
        one_at_a_time(case.subject_id)
        known = Entry.objects.filter(person=case.subject_id).first()
        if known is None:
            content = Content()
            _fill(content, said, Origin(Source.REQUEST, actor.now(), None, case.pk))
            entry = make_entry(actor, case.subject, case.organization, content)
        else:
            entry = locked(Entry.objects.select_related("organization", "person"), known.pk)
            content = contents.unseal(entry.person_id, entry.sealed)
            if all(content.requested.get(place) == value for place, value in said.items()):
                return entry
            _fill(content, said, Origin(Source.REQUEST, actor.now(), None, case.pk), is_settled=entry.is_public)
            write_content(entry, content)
            entry.state = EntryState.DRAFT
            save_entry(actor, entry, "requested", case=case.pk)
        tell(
            actor,
            REQUEST_ENDED.key,
            role=policies.RECORDER,
            organization=entry.organization,
            person_id=entry.person_id,
            subject_id=entry.pk,
            url=reverse("registry:entry", args=[entry.pk]),
            context={},
        )
    return entry


def said_by(content: Mapping[str, Any]) -> dict[str, Value]:
    """What a result says, as facts with their places."""
    told: dict[str, Value] = {}
    for part in (HOLDER, content["position"]):
        for fact in facts_of_part(part):
            value = content.get(fact.key)
            if value and fact.key != "experts":
                told[f"{part}.{fact.key}"] = [dict(row) for row in value] if fact.columns else str(value)
    for held in content.get("earlier", ()):
        told |= {f"{held['position']}.{key}": value for key, value in held.items() if key != "position"}
    if content.get("experts"):
        told[f"{content['position']}.experts"] = str(content["experts"])
    return told


def _fill(content: Content, said: Mapping[str, Value], origin: Origin, *, is_settled: bool = False) -> None:
    new = {
        place: value
        for place, value in said.items()
        if _is_open(content, place, origin) and not place.endswith(".experts") and not (is_settled and place in SETTLED)
    }
    if not content.facts.get(f"{HOLDER}.standing"):
        new[f"{HOLDER}.standing"] = "serving"
    content.put(new, origin)
    if origin.from_id is not None:
        content.ask(said, origin.from_id)


def _is_open(content: Content, place: str, origin: Origin) -> bool:
    return not content.facts.get(place) or content.origins[place].get("from") == str(origin.from_id)
