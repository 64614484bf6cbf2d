"""What is signed: printed for it, recorded, opened for changes, refused. Who signed stands in the dossier itself."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Outdated, Refused, date_in_bangkok
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.people.private_text import seal
from tidtam.products.academic.dossier.choices import Act, Occasion, SignatureState
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, SigningAct
from tidtam.products.academic.dossier.queries import editions_seen, signing_now
from tidtam.products.academic.dossier.queries.dossiers import FILES_OF_A_DOSSIER, edition_content, typed_in
from tidtam.products.academic.dossier.queries.signing import SignatureNow, Signing
from tidtam.products.academic.dossier.signing import CERTIFICATIONS, Slot, digest_of_signed, digests_of, filled_in
from tidtam.products.academic.rulebook.choices import Certifier
from tidtam.products.academic.rulebook.pointing import Values, value_at, with_value
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.products.academic.rulebook.rules.look import exact_day
from tidtam.products.academic.rulebook.structure import Dossier as Content
from tidtam.thai.dates import format_long

from .dossiers import freeze
from .signed import Signed, filled_by, must_be_in_order, must_not_be_future
from .storing import fitting, record_act, store, to_change

LONGEST_REASON = 2_000


def print_to_sign(actor: Actor, dossier: Dossier) -> DossierEdition:
    """Keep the dossier as it goes to those who sign; asked twice of the same words, it is one edition."""
    return freeze(actor, dossier, Occasion.TO_SIGN)


def record_signature(
    actor: Actor,
    dossier: Dossier,
    key: str,
    signed: Signed,
    *,
    edition_id: UUID | None,
    scan: "UploadedFile[bytes] | None" = None,
) -> SigningAct:
    """That somebody signed an edition; without one, paper that says what stands here now."""
    with atomic():
        dossier, content, signing = _opened(actor, dossier)
        values, now = values_of(content), signing.of(key)
        filled = filled_by(now, signed)
        if now.is_locked:
            return _known(now, filled)
        must_be_in_order(actor, values, now.slot.signer, signed)
        edition = _edition(actor, dossier, edition_id, signed.signed_on)
        place = now.slot.place or f"{CERTIFICATIONS}/{len(value_at(values, CERTIFICATIONS) or [])}"
        after = fitting(_with_filled(values, now.slot, place, filled))
        store(actor, dossier, content, after, (now.slot.part,))
        slot = Slot(now.slot.signer, now.slot.number, place)
        # What the store keeps of what was filled in, not what was handed over: both are compared by their digest.
        kept = filled_in(values_of(after), slot)
        return _given(actor, dossier, Act.SIGNED, slot, edition=edition, filled=kept, scan=scan)


def confirm_correction(
    actor: Actor,
    dossier: Dossier,
    key: str,
    *,
    edition_id: UUID,
    happened_on: date,
    scan: "UploadedFile[bytes] | None" = None,
) -> SigningAct:
    """Whoever had signed signs what was corrected; the day of the first signature stays in the form."""
    with atomic():
        dossier, _content, signing = _opened(actor, dossier)
        now = signing.of(key)
        if now.is_locked:
            return _known(now, now.filled)
        if now.given is None or now.state == SignatureState.REFUSED or not now.signature.get("signed"):
            raise Refused(_("Nobody signed here yet. Record the signature itself."), code="never_signed")
        edition = _edition(actor, dossier, edition_id, happened_on)
        return _given(
            actor,
            dossier,
            Act.CONFIRMED,
            now.slot,
            edition=edition,
            filled=now.filled,
            scan=scan,
            happened_on=happened_on,
        )


def confirm_typed(actor: Actor, dossier: Dossier, *, expected_version: int) -> list[SigningAct]:
    """All signatures that were entered but not said on which edition: on paper that says what stands here now."""
    with atomic():
        dossier, _content, signing = _opened(actor, dossier)
        typed = [each for each in signing.signatures if each.state == SignatureState.TYPED]
        if not typed:
            return []
        if dossier.version != expected_version:
            raise Outdated(_("Somebody else changed the dossier while you were working on it."))
        for each in typed:
            day = exact_day(each.signature.get("signed_on", ""))
            if day is None or day > actor.today() or not each.signature.get("name", "").strip():
                text = _(
                    "%(signer)s: name and date of the signature are not in order; record this signature by itself."
                )
                raise Refused(text % {"signer": each.slot.title}, code="incomplete")
        edition = freeze(actor, dossier, Occasion.ON_PAPER)
        return [_given(actor, dossier, Act.SIGNED, each.slot, edition=edition, filled=each.filled) for each in typed]


def open_signed_part(actor: Actor, dossier: Dossier, part: str) -> Sequence[SignatureNow]:
    """Decide that something signed is changed; the signatures stay until something really is."""
    with atomic():
        dossier, _content, signing = _opened(actor, dossier)
        opened = signing.fixing_part(part)
        for each in opened:
            _act(actor, dossier, Act.OPENED, each.slot)
        if opened:
            record_act(actor, "academic_dossier.opened_signed", dossier, part=part)
    return opened


def refuse_to_sign(
    actor: Actor,
    dossier: Dossier,
    key: str,
    *,
    name: str,
    reason: str,
    happened_on: date,
    edition_id: UUID,
) -> SigningAct:
    """The form goes back to its writer with the reason, and may be changed again."""
    name, reason = name.strip(), reason.strip()
    if not name or not reason or len(reason) > LONGEST_REASON:
        message = _("Say who refuses, and why, in at most %(most)s letters.")
        raise Refused(message % {"most": LONGEST_REASON}, code="reason", field="reason")
    with atomic():
        dossier, content, signing = _opened(actor, dossier)
        now = signing.of(key)
        if now.is_valid:
            raise Refused(_("This signature was given. Open the part for changes instead."), code="signed")
        edition = _edition(actor, dossier, edition_id, happened_on)
        if now.refusal and (now.refusal.name, now.refusal.reason, now.refusal.act.edition_id) == (
            name,
            reason,
            edition.pk,
        ):
            return now.refusal.act
        values = values_of(content)
        if now.signature.get("signed"):
            unsigned = with_value(values, now.slot.place, _without_signature(now))
            store(actor, dossier, content, fitting(unsigned), (now.slot.part,))
        for each in signing.signatures:
            if each.is_locked and set(each.slot.signer.covers) & set(now.slot.signer.covers):
                _act(actor, dossier, Act.OPENED, each.slot)
        told = seal(dossier.subject_id, json.dumps({"name": name, "reason": reason}, ensure_ascii=False))
        act = _act(actor, dossier, Act.REFUSED, now.slot, edition=edition, happened_on=happened_on, told=told)
        record_act(actor, "academic_dossier.signing_refused", dossier, signer=now.slot.key, edition=edition.number)
    return act


def _opened(actor: Actor, dossier: Dossier) -> tuple[Dossier, Content, Signing]:
    """With what was typed in it, and how each signature stands under the whole of it."""
    dossier = to_change(actor, dossier)
    return dossier, typed_in(dossier), signing_now(actor, dossier)


def _known(now: SignatureNow, filled: Values) -> SigningAct:
    """Sent twice, it is recorded once; two officers who say different things are told."""
    if now.given is not None and now.filled == filled:
        return now.given
    raise Refused(
        _("This signature was recorded already. Open the part for changes if it must be recorded anew."), code="signed"
    )


def _edition(actor: Actor, dossier: Dossier, edition_id: UUID | None, day: date) -> DossierEdition:
    """The one that was signed; nobody signed it before it was printed."""
    must_not_be_future(actor, day)
    if edition_id is None:
        return freeze(actor, dossier, Occasion.ON_PAPER)
    edition = next((each for each in editions_seen(actor, dossier) if each.pk == edition_id), None)
    if edition is None or edition.occasion != Occasion.TO_SIGN:
        raise Http404
    printed = date_in_bangkok(edition.frozen_at)
    if day < printed:
        message = _("Edition %(number)s was printed on %(day)s only; nobody signed it before.")
        told = {"number": edition.number, "day": format_long(printed)}
        raise Refused(message % told, code="early", field="signed_on")
    return edition


def _with_filled(values: Values, slot: Slot, place: str, filled: Values) -> Values:
    if slot.place:
        return with_value(values, place, filled)
    return with_value(values, CERTIFICATIONS, [*(value_at(values, CERTIFICATIONS) or []), filled])


def _without_signature(now: SignatureNow) -> Values:
    signature = {name: each for name, each in now.signature.items() if name not in {"signed", "signed_on"}}
    if now.slot.signer not in Certifier.values:
        return signature
    return {**{name: each for name, each in now.filled.items() if name != "opinion"}, "signature": signature}


def _given(
    actor: Actor,
    dossier: Dossier,
    act: Act,
    slot: Slot,
    *,
    edition: DossierEdition,
    filled: Values,
    scan: "UploadedFile[bytes] | None" = None,
    happened_on: date | None = None,
) -> SigningAct:
    signed = digests_of(values_of(edition_content(actor, dossier, edition)))
    stored = None
    if scan is not None:
        stored = store_file(
            actor,
            upload=scan,
            owner_kind=FILES_OF_A_DOSSIER,
            owner_id=dossier.pk,
            organization_path=dossier.organization_path,
        ).pk
    digest = digest_of_signed(dossier.pk, slot, signed, filled)
    made = _act(actor, dossier, act, slot, edition=edition, digest=digest, scan=stored, happened_on=happened_on)
    verb = "academic_dossier.correction_signed" if act == Act.CONFIRMED else "academic_dossier.signed"
    record_act(actor, verb, dossier, signer=slot.key, edition=edition.number)
    return made


def _act(actor: Actor, dossier: Dossier, act: Act, slot: Slot, **facts: Any) -> SigningAct:
    return SigningAct.objects.create(
        dossier=dossier,
        signer=slot.signer,
        number=slot.number,
        act=act,
        made_at=actor.now(),
        made_by=actor.recorded_as,
        **facts,
    )
