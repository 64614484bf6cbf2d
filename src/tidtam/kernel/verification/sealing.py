"""The card is sealed with the platform's keys and wiped soon; what stays longer, with the person's."""

from typing import Any
from uuid import UUID

from tidtam.kernel.keys import decrypt, encrypt, rotation
from tidtam.kernel.people.private_text import seal, unseal

from .connectors import Stated
from .facts import Declared, card_as_text, card_from_text
from .models import VerificationRequest


def _field(request_id: UUID) -> str:
    return f"verification.card/{request_id}"


def seal_card(request: VerificationRequest, card: Stated) -> None:
    request.sealed_card = encrypt(card_as_text(card), _field(request.pk))


def open_card(request: VerificationRequest) -> Stated | None:
    return card_from_text(decrypt(request.sealed_card, _field(request.pk))) if request.sealed_card else None


def declared_of(request: VerificationRequest) -> Declared | None:
    """Nothing for a request without a document, and after erasure."""
    text = unseal(request.person_id, request.sealed_facts)
    return Declared.from_text(text) if text else None


def reason_of(request: VerificationRequest) -> str:
    return unseal(request.person_id, request.sealed_reason) or ""


def move_to_person(request: VerificationRequest, person_id: UUID) -> None:
    """The account's owner turned out to be a person known before: their key seals what is kept here."""
    text = unseal(request.person_id, request.sealed_facts)
    request.person_id = person_id
    if text is not None:
        request.sealed_facts = seal(person_id, text)


def register_rotation() -> None:
    def field_of(row: Any) -> str:
        return _field(row.pk)

    rotation.register(rotation.SealedColumn("cards being verified", VerificationRequest, "sealed_card", field_of))
