"""Who signs what in a dossier, and by which digest it is seen that what was signed still stands.

Who signed, as what and when stands in the dossier itself, and nowhere else.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tidtam.products.academic.rulebook.choices import Certifier, Opinion
from tidtam.products.academic.rulebook.pointing import Values, value_at
from tidtam.products.academic.rulebook.rule_sets import RuleSet

from .choices import Signer

OPINIONS: dict[str, tuple[Opinion, Opinion]] = {
    Certifier.CHECKS: (Opinion.COMPLETE, Opinion.INCOMPLETE),
    Certifier.ABOVE: (Opinion.QUALIFIES, Opinion.DOES_NOT_QUALIFY),
}
"""What a supervisor may say, the favourable opinion first."""
CERTIFICATIONS = "/supervisors/certifications"
_OWN_PLACE = "signature"
_OFFICES_OWN = frozenset({"/request/received_on"})
"""What the office writes on a form that was handed in signed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One signature of the form."""

    signer: Signer
    number: int = 1
    """Of several supervisors of the same kind."""
    place: str = ""
    """What the signer fills in: the signature or, of a supervisor, the certification; empty while it is not there."""

    @property
    def key(self) -> str:
        return self.signer.value if self.number == 1 else f"{self.signer.value}-{self.number}"

    @property
    def title(self) -> str:
        label = str(self.signer.label)
        return label if self.number == 1 else f"{label} ({self.number})"

    @property
    def signature_place(self) -> str:
        return f"{self.place}/signature" if self.place.startswith(CERTIFICATIONS) else self.place

    @property
    def part(self) -> str:
        return "supervisors" if self.signer in Certifier.values else self.signer.value

    def fixes(self, place: str) -> bool:
        """Whether what stands there is signed by this signature."""
        if self.place and _is_within(place, self.place):
            return True
        steps = f"{place}/".split("/")
        return steps[1] in self.signer.covers and steps[2:3] != [_OWN_PLACE] and place not in _OFFICES_OWN


def slots_of(values: Values, rule_set: RuleSet) -> list[Slot]:
    """Who has to sign by the rules of the dossier, and every supervisor who stands in it."""
    rules = {ruling.number for ruling in rule_set.rulings}
    required = rule_set.parameter("supervisors_required")
    wanted = set(required.codes) if required and required.is_set else set()
    found: list[Slot] = []
    for signer in Signer:
        if signer.value in Certifier.values:
            there = list(_certified(values, signer))
            found += there or ([Slot(signer)] if signer.value in wanted and signer.rule in rules else [])
        elif signer.rule in rules:
            found.append(Slot(signer, place=f"/{signer.value}/signature"))
    return found


def _certified(values: Values, signer: Signer) -> Iterator[Slot]:
    listed = value_at(values, CERTIFICATIONS) or []
    places = [index for index, each in enumerate(listed) if each.get("certifier") == signer.value]
    return (Slot(signer, number, f"{CERTIFICATIONS}/{index}") for number, index in enumerate(places, 1))


def filled_in(values: Values, slot: Slot) -> Values:
    """What the signer filled in, where anything was."""
    return (value_at(values, slot.place) if slot.place else None) or {}


def signature_in(values: Values, slot: Slot) -> Values:
    return (value_at(values, slot.signature_place) if slot.place else None) or {}


def covered(values: Values, slot: Slot) -> Values:
    """What the signature vouches for; not what those who sign fill in themselves, nor what the office adds."""
    return {
        part: _kept(inside, f"/{part}") if isinstance(inside, dict) else inside
        for part in slot.signer.covers
        if (inside := values.get(part))
    }


def digests_of(values: Values) -> dict[str, str]:
    """Of each part that is signed, made once for all who sign it."""
    whole = {part: inside for signer in Signer for part, inside in covered(values, Slot(signer)).items()}
    return {part: _digest(inside) for part, inside in whole.items()}


def digest_of_signed(dossier_id: UUID, slot: Slot, digests: dict[str, str], filled: Values) -> str:
    """The same for the same words, whatever was left empty in between."""
    return _digest([str(dossier_id), {part: digests.get(part) for part in slot.signer.covers}, filled])


def fingerprint(sha256: str) -> str:
    """Short enough to be compared by eye: 3F2A-90C1-77DE-05B4."""
    return "-".join(sha256[start : start + 4] for start in range(0, 16, 4)).upper()


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(_plain(value), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _kept(inside: Values, place: str) -> Values:
    return {name: each for name, each in inside.items() if name != _OWN_PLACE and f"{place}/{name}" not in _OFFICES_OWN}


def _plain(value: Any) -> Any:
    """Nothing typed and not typed at all are the same, at every depth."""
    if isinstance(value, dict):
        inside = {name: _plain(each) for name, each in value.items()}
        return {name: each for name, each in inside.items() if each not in (None, "", [], {})}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def _is_within(place: str, holder: str) -> bool:
    return place == holder or place.startswith(f"{holder}/")
