import hashlib
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.products.academic.dossier.choices import Occasion
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, FindingOverride
from tidtam.products.academic.dossier.policies import can_begin, can_close, can_reopen
from tidtam.products.academic.dossier.queries import content_of, findings_of
from tidtam.products.academic.dossier.queries.dossiers import digest_at, typed_in
from tidtam.products.academic.dossier.queries.works import title_digests
from tidtam.products.academic.rulebook.choices import Severity
from tidtam.products.academic.rulebook.reading import made_of, values_of
from tidtam.products.academic.rulebook.structure import Dossier as Content

from .storing import as_text, fitting, locked, record_act, rules_for, sealed_text, store, to_change

PARTS = tuple(Content.model_fields)
_LONGEST_REASON = 2_000


def begin_dossier(
    actor: Actor, *, dossier_id: UUID, organization: Organization, subject: Person, content: Content | None = None
) -> Dossier:
    """Begin a dossier under the rules of the day. The id comes with the form: sent twice, it is begun once."""
    if not can_begin(actor, organization.path) or actor.is_person(subject.pk):
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
            rule_set=rules_for(actor, organization, content),
            sealed=sealed_text(subject.pk, values_of(content)),
            title_digests=title_digests(content),
        )
        record_act(actor, "academic_dossier.begun", dossier)
    return dossier


def change_part(actor: Actor, dossier: Dossier, part: str, content: object, *, expected_version: int) -> Dossier:
    """Put what was typed in the place of one part. Two persons may work on two parts; on one, the second is told."""
    if part not in PARTS:
        raise Http404
    with atomic():
        dossier = to_change(actor, dossier)
        before = values_of(typed_in(dossier))
        after = fitting({**before, part: content})
        if values_of(after) == before:
            return dossier
        if dossier.part_versions.get(part, 1) > expected_version:
            raise Outdated(_("Somebody else changed this part of the dossier while you were working on it."))
        store(actor, dossier, made_of(before), after, (part,), reordered=(f"/{part}",))
        record_act(actor, "academic_dossier.changed", dossier, part=part)
    return dossier


def import_content(actor: Actor, dossier: Dossier, content: Content, *, expected_version: int) -> Dossier:
    """Put a whole content in the place of what is there."""
    with atomic():
        dossier = to_change(actor, dossier)
        before = typed_in(dossier)
        old, new = values_of(before), values_of(content)
        changed = tuple(part for part in PARTS if old.get(part) != new.get(part))
        if not changed:
            return dossier
        if dossier.version != expected_version:
            raise Outdated(_("Somebody else changed the dossier while you were working on it."))
        store(actor, dossier, before, content, changed, reordered=tuple(f"/{part}" for part in changed))
        record_act(actor, "academic_dossier.imported", dossier, parts=changed)
    return dossier


def freeze(actor: Actor, dossier: Dossier, occasion: Occasion) -> DossierEdition:
    """Keep the dossier as it stands, because it is signed or sent. Sent, it is closed until it comes back.

    To be signed, the same words are kept once, however often they are printed.
    """
    with atomic():
        dossier = to_change(actor, dossier)
        text = as_text(values_of(content_of(actor, dossier)))
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        last = dossier.editions.defer("sealed").last()
        if occasion != Occasion.SENT and last and (last.occasion, last.sha256) == (occasion, sha256):
            return last
        edition = DossierEdition.objects.create(
            dossier=dossier,
            number=last.number + 1 if last else 1,
            occasion=occasion,
            sealed=seal(dossier.subject_id, text),
            sha256=sha256,
            frozen_at=actor.now(),
            frozen_by=actor.recorded_as,
        )
        if occasion == Occasion.SENT:
            dossier.is_closed = True
            dossier.sent_at = dossier.sent_at or actor.now()
            dossier.save(update_fields=["is_closed", "sent_at"])
        record_act(actor, "academic_dossier.frozen", dossier, occasion=occasion.value, number=edition.number)
    return edition


def reopen_dossier(actor: Actor, dossier: Dossier) -> Dossier:
    """It comes back to the institution, returned or taken back, and may be changed again."""
    with atomic():
        dossier = locked(actor, dossier)
        if not dossier.is_closed:
            return dossier
        if not can_reopen(actor, dossier):
            raise NotAllowed(_("You cannot give this dossier back."))
        dossier.is_closed = False
        dossier.save(update_fields=["is_closed"])
        record_act(actor, "academic_dossier.reopened", dossier)
    return dossier


def close_dossier(actor: Actor, dossier: Dossier) -> Dossier:
    """What was taken back lies with the ministry again, as it was sent last."""
    with atomic():
        dossier = locked(actor, dossier)
        if dossier.is_closed or dossier.sent_at is None:
            return dossier
        if not can_close(actor, dossier):
            raise NotAllowed(_("You cannot close this dossier."))
        dossier.is_closed = True
        dossier.save(update_fields=["is_closed"])
        record_act(actor, "academic_dossier.closed", dossier)
    return dossier


def override_finding(actor: Actor, dossier: Dossier, *, rule: str, place: str, reason: str) -> FindingOverride:
    """Hold, with a reason, that what a rule says should be mended need not be. What must be mended, must be."""
    reason = reason.strip()
    if not reason or len(reason) > _LONGEST_REASON:
        message = _("Say why this need not be mended, in at most %(most)s letters.")
        raise Refused(message % {"most": _LONGEST_REASON}, code="reason", field="reason")
    with atomic():
        dossier = to_change(actor, dossier)
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
        record_act(actor, "academic_dossier.finding_overridden", dossier, rule=rule)
    return override


def restore_finding(actor: Actor, dossier: Dossier, *, rule: str, place: str) -> None:
    """Take an override back."""
    with atomic():
        dossier = to_change(actor, dossier)
        if dossier.overrides.filter(rule=rule, place=place).exists():
            _overridden(actor, dossier, rule, place, None)
            record_act(actor, "academic_dossier.finding_restored", dossier, rule=rule)


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
