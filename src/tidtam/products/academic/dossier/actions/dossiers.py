import hashlib
import json
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused, date_in_bangkok
from tidtam.kernel.audit.actions import record
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.products.academic.dossier.choices import Occasion, Severity
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, FindingOverride, PublishedRuleSet
from tidtam.products.academic.dossier.policies import can_begin, can_change, can_reopen
from tidtam.products.academic.dossier.queries import (
    content_of,
    dossiers_of,
    findings_of,
    possible_rule_sets,
)
from tidtam.products.academic.dossier.queries.dossiers import digest_at
from tidtam.products.academic.dossier.queries.works import title_digests
from tidtam.products.academic.dossier.reading import NotADossier, made_of, values_of
from tidtam.products.academic.dossier.rule_sets import choose
from tidtam.products.academic.dossier.rules import begun_on
from tidtam.products.academic.dossier.structure import Dossier as Content
from tidtam.products.academic.dossier.structure import Request

from .rules import published_row

PARTS = tuple(Content.model_fields)
_LONGEST_REASON = 2_000


def begin_dossier(
    actor: Actor, *, dossier_id: UUID, organization: Organization, subject: Person, content: Content | None = None
) -> Dossier:
    """Begin a dossier under the rules of the day. The id comes with the form: sent twice, it is begun once."""
    if not can_begin(actor, organization.path) or subject.pk == actor.person_id:
        raise NotAllowed(_("You do not hold a role that files requests for this institution."))
    content = content or Content()
    with atomic():
        known = Dossier.objects.filter(pk=dossier_id).first()
        if known is not None:
            if known.begun_by != actor.recorded_as or known.subject_id != subject.pk:
                raise Http404
            return known
        dossier = _begun(
            actor,
            pk=dossier_id,
            organization=organization,
            subject=subject,
            rule_set=_rules_for(actor, organization, content),
            sealed=_sealed(subject.pk, values_of(content)),
            title_digests=title_digests(content),
        )
        _record(actor, "academic_dossier.begun", dossier)
    return dossier


def change_part(actor: Actor, dossier: Dossier, part: str, content: object, *, expected_version: int) -> Dossier:
    """Put what was typed in the place of one part. Two persons may work on two parts; on one, the second is told."""
    if part not in PARTS:
        raise Http404
    with atomic():
        dossier = _to_change(actor, dossier)
        before = values_of(content_of(actor, dossier))
        after = _fitting({**before, part: content})
        if values_of(after) == before:
            return dossier
        if dossier.part_versions.get(part, 1) > expected_version:
            raise Outdated(_("Somebody else changed this part of the dossier while you were working on it."))
        _store(actor, dossier, made_of(before), after, (part,))
        _record(actor, "academic_dossier.changed", dossier, part=part)
    return dossier


def import_content(actor: Actor, dossier: Dossier, content: Content, *, expected_version: int) -> Dossier:
    """Put a whole content in the place of what is there."""
    with atomic():
        dossier = _to_change(actor, dossier)
        before = content_of(actor, dossier)
        old, new = values_of(before), values_of(content)
        changed = tuple(part for part in PARTS if old.get(part) != new.get(part))
        if not changed:
            return dossier
        if dossier.version != expected_version:
            raise Outdated(_("Somebody else changed the dossier while you were working on it."))
        _store(actor, dossier, before, content, changed)
        _record(actor, "academic_dossier.imported", dossier, parts=changed)
    return dossier


def freeze(actor: Actor, dossier: Dossier, occasion: Occasion) -> DossierEdition:
    """Keep the dossier as it stands, because it was signed or is sent. Sent, it is closed until it comes back."""
    with atomic():
        dossier = _to_change(actor, dossier)
        text = _text(values_of(content_of(actor, dossier)))
        edition = DossierEdition.objects.create(
            dossier=dossier,
            number=dossier.editions.count() + 1,
            occasion=occasion,
            sealed=seal(dossier.subject_id, text),
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            frozen_at=actor.now(),
            frozen_by=actor.recorded_as,
        )
        if occasion == Occasion.SENT:
            dossier.is_closed = True
            dossier.sent_at = dossier.sent_at or actor.now()
            dossier.save(update_fields=["is_closed", "sent_at"])
        _record(actor, "academic_dossier.frozen", dossier, occasion=occasion.value, number=edition.number)
    return edition


def reopen_dossier(actor: Actor, dossier: Dossier) -> Dossier:
    """It comes back to the institution, returned or taken back, and may be changed again."""
    with atomic():
        dossier = _locked(actor, dossier)
        if not dossier.is_closed:
            return dossier
        if not can_reopen(actor, dossier):
            raise NotAllowed(_("You cannot give this dossier back."))
        dossier.is_closed = False
        dossier.save(update_fields=["is_closed"])
        _record(actor, "academic_dossier.reopened", dossier)
    return dossier


def override_finding(actor: Actor, dossier: Dossier, *, rule: str, place: str, reason: str) -> FindingOverride:
    """Hold, with a reason, that what a rule says should be mended need not be. What must be mended, must be."""
    reason = reason.strip()
    if not reason or len(reason) > _LONGEST_REASON:
        message = _("Say why this need not be mended, in at most %(most)s letters.")
        raise Refused(message % {"most": _LONGEST_REASON}, code="reason", field="reason")
    with atomic():
        dossier = _to_change(actor, dossier)
        found = [
            finding
            for finding in findings_of(actor, dossier)
            if finding.is_fault and (finding.rule, finding.place) == (rule, place)
        ]
        if not found:
            raise Refused(_("Nothing is found here any more."), code="no_finding")
        if any(finding.severity != Severity.SHOULD for finding in found):
            raise NotAllowed(_("This must be mended; it cannot be left as it is."))
        override = _overridden(actor, dossier, rule, place, seal(dossier.subject_id, reason))
        _record(actor, "academic_dossier.finding_overridden", dossier, rule=rule)
    return override


def restore_finding(actor: Actor, dossier: Dossier, *, rule: str, place: str) -> None:
    """Take an override back."""
    with atomic():
        dossier = _to_change(actor, dossier)
        if dossier.overrides.filter(rule=rule, place=place).exists():
            _overridden(actor, dossier, rule, place, None)
            _record(actor, "academic_dossier.finding_restored", dossier, rule=rule)


def _begun(actor: Actor, **facts: Any) -> Dossier:
    """The id may be taken by a dossier that does not exist for the actor."""
    try:
        with atomic():
            return Dossier.objects.create(
                **facts, begun_at=actor.now(), begun_by=actor.recorded_as, changed_at=actor.now()
            )
    except IntegrityError:
        raise Http404 from None


def _overridden(actor: Actor, dossier: Dossier, rule: str, place: str, reason: bytes | None) -> FindingOverride:
    return FindingOverride.objects.create(
        dossier=dossier,
        rule=rule,
        place=place,
        about=digest_at(values_of(content_of(actor, dossier)), place),
        reason=reason,
        made_at=actor.now(),
        made_by=actor.recorded_as,
    )


def _locked(actor: Actor, dossier: Dossier) -> Dossier:
    found = dossiers_of(actor).select_for_update(of=("self",)).filter(pk=dossier.pk).first()
    if found is None:
        raise Http404
    return found


def _to_change(actor: Actor, dossier: Dossier) -> Dossier:
    dossier = _locked(actor, dossier)
    if not can_change(actor, dossier):
        raise NotAllowed(_("This dossier cannot be changed now; it lies with the ministry or with another office."))
    return dossier


def _fitting(values: dict[str, Any]) -> Content:
    try:
        return made_of(values)
    except NotADossier as refused:
        first = refused.mistakes[0]
        raise Refused(str(first), code="not_a_dossier", field=first.place) from None


def _store(actor: Actor, dossier: Dossier, before: Content, after: Content, parts: tuple[str, ...]) -> None:
    if _deciding(before.request) != _deciding(after.request):
        dossier.rule_set = _rules_for(actor, dossier.organization, after, dossier)
    dossier.sealed = _sealed(dossier.subject_id, values_of(after))
    dossier.title_digests = title_digests(after)
    dossier.version += 1
    dossier.part_versions = {**dossier.part_versions, **dict.fromkeys(parts, dossier.version)}
    dossier.changed_at = actor.now()
    dossier.save(update_fields=["rule_set", "sealed", "title_digests", "version", "part_versions", "changed_at"])


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


def _rules_for(
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


def _sealed(person_id: UUID, values: dict[str, Any]) -> bytes:
    return seal(person_id, _text(values))


def _text(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _record(actor: Actor, verb: str, dossier: Dossier, **details: object) -> None:
    record(
        actor,
        verb,
        "academic_dossier",
        dossier.pk,
        person_id=dossier.subject_id,
        organization_path=dossier.organization_path,
        details=details,
    )
