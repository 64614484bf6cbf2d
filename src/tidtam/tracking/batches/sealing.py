"""What officers typed and what stood in their tables: sealed, because it may speak of persons."""

from uuid import UUID

from tidtam.kernel.keys import decrypt, encrypt

from .models import BulkAction, ImportMistake


def _field(order_id: UUID) -> str:
    return f"tracking_batches.order/{order_id}"


def field_of_bulk(bulk: BulkAction) -> str:
    return _field(bulk.pk)


def field_of_mistake(mistake: ImportMistake) -> str:
    return _field(mistake.case_import_id)


def seal(order_id: UUID, text: str) -> str:
    return encrypt(text, _field(order_id)) if text else ""


def unseal(order_id: UUID, sealed: str) -> str:
    return decrypt(sealed, _field(order_id)) if sealed else ""
