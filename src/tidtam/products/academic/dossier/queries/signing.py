"""Which signatures a dossier needs, how each stands today, and what changed since it was given."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.private_text import unseal_all
from tidtam.products.academic.dossier.choices import Act, Occasion, SignatureState
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, SigningAct
from tidtam.products.academic.dossier.policies import sees_work_in_progress
from tidtam.products.academic.dossier.signing import (
    Slot,
    covered,
    digest_of_signed,
    digests_of,
    filled_in,
    signature_in,
    slots_of,
)
from tidtam.products.academic.rulebook.comparing import differences
from tidtam.products.academic.rulebook.pointing import Values, value_at
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.products.academic.rulebook.rule_sets import RuleSet

from .dossiers import content_of, dossiers_of, edition_content
from .rule_sets import rules_of

_GIVEN = (Act.SIGNED, Act.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Refusal:
    act: SigningAct
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class SignatureNow:
    """One signature as it stands today."""

    slot: Slot
    state: SignatureState
    signature: Values
    """What the dossier says of it."""
    filled: Values
    """All that the signer filled in: of a supervisor the opinion too."""
    given: SigningAct | None = None
    """That it was put on an edition last."""
    is_opened: bool = False
    """Somebody decided since to change what it covers."""
    refusal: Refusal | None = None

    @property
    def is_valid(self) -> bool:
        return self.state == SignatureState.VALID

    @property
    def is_locked(self) -> bool:
        """What it covers is not changed unless somebody decides to."""
        return self.is_valid and not self.is_opened


@dataclass(frozen=True, slots=True)
class Signing:
    signatures: list[SignatureNow]
    acts: list[SigningAct]
    refusals: dict[UUID, Refusal]

    @property
    def wanting(self) -> list[SignatureNow]:
        """Without these nothing is sent."""
        return [each for each in self.signatures if not each.is_valid]

    def of(self, key: str) -> SignatureNow:
        found = next((each for each in self.signatures if each.slot.key == key), None)
        if found is None:
            raise Http404
        return found

    def fixing(self, place: str) -> list[SignatureNow]:
        """By which signatures what stands there is not to be changed."""
        return [each for each in self.signatures if each.is_locked and each.slot.fixes(place)]

    def touching(self, place: str) -> list[SignatureNow]:
        """As `fixing`, also where only something inside it stands as it was signed."""
        locked = [each for each in self.signatures if each.is_locked]
        return [each for each in locked if each.slot.fixes(place) or each.slot.place.startswith(f"{place}/")]

    def fixing_part(self, part: str) -> list[SignatureNow]:
        return [
            each for each in self.signatures if each.is_locked and part in (*each.slot.signer.covers, each.slot.part)
        ]


def signing_of(actor: Actor, dossier: Dossier, values: Values, rule_set: RuleSet) -> Signing:
    """Of what the dossier says to the actor."""
    acts = _acts_of(actor, dossier)
    refusals = _refusals(dossier, acts)
    digests = digests_of(values) if acts else {}
    found = []
    for slot in slots_of(values, rule_set):
        own = [act for act in acts if (act.signer, act.number) == (slot.signer, slot.number)]
        found.append(_now(dossier, slot, own, values=values, digests=digests, refusals=refusals))
    return Signing(found, acts, refusals)


def signing_now(actor: Actor, dossier: Dossier) -> Signing:
    return signing_of(actor, dossier, values_of(content_of(actor, dossier)), rules_of(actor, dossier))


@dataclass(frozen=True, slots=True)
class ChangedPlace:
    place: str
    before: Any
    after: Any


def changes_since_signed(actor: Actor, dossier: Dossier, signature: SignatureNow) -> list[ChangedPlace]:
    """What it covers, where that does not say any more what the signed edition said."""
    if signature.given is None or signature.given.edition is None:
        return []
    now = covered(values_of(content_of(actor, dossier)), signature.slot)
    then = covered(values_of(edition_content(actor, dossier, signature.given.edition)), signature.slot)
    return [ChangedPlace(place, value_at(then, place), value_at(now, place)) for place in differences(then, now)]


def editions_seen(actor: Actor, dossier: Dossier) -> list[DossierEdition]:
    """Without their content, the last one first; to the ministry, those that were sent."""
    if not dossiers_of(actor).filter(pk=dossier.pk).exists():
        return []
    editions = dossier.editions.defer("sealed").order_by("-number")
    return list(editions if sees_work_in_progress(actor, dossier) else editions.filter(occasion=Occasion.SENT))


def get_edition(actor: Actor, dossier: Dossier, edition_id: UUID) -> DossierEdition:
    edition = next((each for each in editions_seen(actor, dossier) if each.pk == edition_id), None)
    if edition is None:
        raise Http404
    return edition


def _acts_of(actor: Actor, dossier: Dossier) -> list[SigningAct]:
    acts = dossier.signing_acts.select_related("edition").defer("edition__sealed").order_by("made_at", "pk")
    if sees_work_in_progress(actor, dossier):
        return list(acts)
    sent = dossier.editions.filter(occasion=Occasion.SENT).order_by("number").values_list("frozen_at", flat=True).last()
    return list(acts.filter(made_at__lte=sent)) if sent else []


def _refusals(dossier: Dossier, acts: Iterable[SigningAct]) -> dict[UUID, Refusal]:
    refused = [act for act in acts if act.act == Act.REFUSED]
    opened = unseal_all((dossier.subject_id, act.told) for act in refused)
    told = [json.loads(text) if text else {} for text in opened]
    return {
        act.pk: Refusal(act, said.get("name", ""), said.get("reason", ""))
        for act, said in zip(refused, told, strict=True)
    }


def _now(
    dossier: Dossier,
    slot: Slot,
    acts: list[SigningAct],
    *,
    values: Values,
    digests: dict[str, str],
    refusals: dict[UUID, Refusal],
) -> SignatureNow:
    signature, filled = signature_in(values, slot), filled_in(values, slot)
    decisive = next((act for act in reversed(acts) if act.act != Act.OPENED), None)
    given = next((act for act in reversed(acts) if act.act in _GIVEN), None)
    is_opened = bool(acts) and acts[-1].act == Act.OPENED
    if decisive is None:
        state = SignatureState.TYPED if signature.get("signed") else SignatureState.MISSING
    elif decisive.act == Act.REFUSED:
        return SignatureNow(slot, SignatureState.REFUSED, signature, filled, given, is_opened, refusals[decisive.pk])
    elif decisive.digest == digest_of_signed(dossier.pk, slot, digests, filled):
        state = SignatureState.VALID
    else:
        state = SignatureState.RENEW
    return SignatureNow(slot, state, signature, filled, given, is_opened)
