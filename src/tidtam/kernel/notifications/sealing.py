"""What fills a notice's words, and every secret, is kept sealed.

Under the person's own key, so that lawful erasure ends it; for an account that belongs to no person, and for secrets,
under the platform's keys.
"""

from tidtam.kernel.keys import decrypt, encrypt, rotation
from tidtam.kernel.people.private_text import seal

from .models import Destination, Notice, Secret


def _notice_field(notice: Notice) -> str:
    return f"notifications.notice.platform_sealed/{notice.pk}"


def _secret_field(secret: Secret) -> str:
    return f"notifications.secret.sealed/{secret.pk}"


def _destination_field(destination: Destination) -> str:
    return f"notifications.destination.sealed/{destination.pk}"


def seal_notice(notice: Notice, text: str) -> None:
    if notice.person_id is not None:
        notice.sealed = seal(notice.person_id, text)
    else:
        notice.platform_sealed = encrypt(text, _notice_field(notice))


def open_platform_sealed(notice: Notice) -> str:
    return decrypt(notice.platform_sealed, _notice_field(notice))


def seal_secret(secret: Secret, text: str) -> None:
    secret.sealed = encrypt(text, _secret_field(secret))


def open_secret(secret: Secret) -> str:
    return decrypt(secret.sealed, _secret_field(secret))


def seal_destination(destination: Destination, text: str) -> None:
    destination.sealed = encrypt(text, _destination_field(destination))


def open_destination(destination: Destination) -> str:
    return decrypt(destination.sealed, _destination_field(destination))


def register_rotation() -> None:
    """When the platform's keys change, these columns are sealed again."""
    rotation.register(rotation.SealedColumn("notices of accounts", Notice, "platform_sealed", _notice_field))
    rotation.register(rotation.SealedColumn("devices and chats", Destination, "sealed", _destination_field))
    rotation.register(rotation.SealedColumn("secrets on their way", Secret, "sealed", _secret_field))
