"""What every write of a stored dossier does: lock it, judge whether it fits, seal it, record it."""

import json
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, date_in_bangkok
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.private_text import seal
from tidtam.products.academic.dossier.models import Dossier, PublishedRuleSet
from tidtam.products.academic.dossier.policies import can_change
from tidtam.products.academic.dossier.queries import dossiers_of, possible_rule_sets, rules_of, signing_now
from tidtam.products.academic.dossier.queries.works import title_digests
from tidtam.products.academic.dossier.signing import Slot, covered, filled_in, slots_of
from tidtam.products.academic.rulebook.comparing import differences
from tidtam.products.academic.rulebook.reading import NotADossier, made_of, values_of
from tidtam.products.academic.rulebook.rule_sets import choose
from tidtam.products.academic.rulebook.rules import begun_on, place_words
from tidtam.products.academic.rulebook.structure import Dossier as Content
from tidtam.products.academic.rulebook.structure import Request

from .rules import published_row


def locked(actor: Actor, dossier: Dossier) -> Dossier:
    found = dossiers_of(actor).select_for_update(of=("self",)).filter(pk=dossier.pk).first()
    if found is None:
        raise Http404
    return found


def to_change(actor: Actor, dossier: Dossier) -> Dossier:
    dossier = locked(actor, dossier)
    if not can_change(actor, dossier):
        raise NotAllowed(_("This dossier cannot be changed now; it lies with the ministry or with another office."))
    return dossier


def fitting(values: dict[str, Any]) -> Content:
    try:
        return made_of(values)
    except NotADossier as refused:
        first = refused.mistakes[0]
        raise Refused(str(first), code="not_a_dossier", field=first.place) from None


def store(
    actor: Actor,
    dossier: Dossier,
    before: Content,
    after: Content,
    parts: tuple[str, ...],
    *,
    reordered: tuple[str, ...] = (),
) -> None:
    """With the places whose lists are not in their old order any more: a page that shows an entry shows another one."""
    _must_not_change_what_is_signed(actor, dossier, before, after)
    if _deciding(before.request) != _deciding(after.request):
        dossier.rule_set = rules_for(actor, dossier.organization, after, dossier)
    dossier.sealed = sealed_text(dossier.subject_id, values_of(after))
    dossier.title_digests = title_digests(after)
    dossier.version += 1
    dossier.part_versions = {**dossier.part_versions, **dict.fromkeys((*parts, *reordered), dossier.version)}
    dossier.changed_at = actor.now()
    dossier.save(update_fields=["rule_set", "sealed", "title_digests", "version", "part_versions", "changed_at"])


def _must_not_change_what_is_signed(actor: Actor, dossier: Dossier, before: Content, after: Content) -> None:
    """Somebody decides first that it is changed; until then it stands as it was signed."""
    if not dossier.signing_acts.exists():
        return
    old, new = values_of(before), values_of(after)
    rule_set = rules_of(actor, dossier)
    there = {slot.key: slot for slot in slots_of(new, rule_set)}
    for each in signing_now(actor, dossier).signatures:
        if not each.is_locked:
            continue
        slot = there.get(each.slot.key, Slot(each.slot.signer, each.slot.number))
        changed = differences(covered(old, each.slot), covered(new, slot))
        if changed or differences(each.filled, filled_in(new, slot)):
            where = place_words(changed[0] if changed else each.slot.place)
            text = _(
                "“%(where)s” stands as it was signed (%(signer)s), and was not changed. Open it for changes first: "
                "on the page “Signatures”."
            )
            raise Refused(text % {"where": where, "signer": each.slot.title}, code="signed")


def _deciding(request: Request) -> tuple[object, ...]:
    """What decides which rules hold."""
    return (
        request.position,
        request.method,
        request.employment_kind,
        request.institution_kind,
        request.begun_on,
        request.elected_rules,
    )


def rules_for(
    actor: Actor, organization: Organization, content: Content, dossier: Dossier | None = None
) -> PublishedRuleSet:
    begun = begun_on(content) or date_in_bangkok(dossier.begun_at if dossier else actor.now())
    possible = possible_rule_sets(actor, organization.path, content.request, begun)
    rule_set = choose(possible, content.request, begun)
    if rule_set is None:
        raise Refused(_("No set of rules is in force for such a request on the day it was begun."), code="no_rules")
    if dossier is not None and dossier.rule_set.key == rule_set.key:
        return dossier.rule_set  # not a newer version of the same rules
    return published_row(actor, rule_set, organization)


def sealed_text(person_id: UUID, values: dict[str, Any]) -> bytes:
    return seal(person_id, as_text(values))


def as_text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def record_act(actor: Actor, verb: str, dossier: Dossier, **details: object) -> None:
    record(
        actor,
        verb,
        "academic_dossier",
        dossier.pk,
        person_id=dossier.subject_id,
        organization_path=dossier.organization_path,
        details=details,
    )
