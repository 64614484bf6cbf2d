"""Drafts and addresses on their way to a job are sealed like every other secret of the house."""

from typing import Any
from uuid import UUID

from tidtam.kernel.keys import decrypt, encrypt, rotation

from .models import Draft

_QUESTION = "registration.question"


def _field(draft_id: UUID) -> str:
    return f"registration.draft/{draft_id}"


def seal_draft(draft: Draft, text: str) -> None:
    draft.sealed = encrypt(text, _field(draft.pk))


def open_draft(draft: Draft) -> str:
    return decrypt(draft.sealed, _field(draft.pk))


def seal_question(address: str) -> str:
    """Waits seconds in the queue; not rotated, for a job that fails is not run again for days."""
    return encrypt(address, _QUESTION)


def open_question(sealed: str) -> str:
    return decrypt(sealed, _QUESTION)


def register_rotation() -> None:
    def field_of(row: Any) -> str:
        return _field(row.pk)

    rotation.register(rotation.SealedColumn("drafts of registrations", Draft, "sealed", field_of))
