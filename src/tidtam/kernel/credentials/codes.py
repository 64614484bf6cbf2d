"""Codes that are sent to an address: eight digits, ten minutes, five tries."""

import hmac
import secrets
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.keys import decrypt, encrypt, keyring

from .models import SentCode

LIVES = timedelta(minutes=10)
MOST_TRIES = 5
_DIGITS = 8
_ADDRESS = "credentials.address"


def new_code(sent: SentCode) -> str:
    """The code for a letter; its keyed digest alone is kept."""
    code = "".join(secrets.choice("0123456789") for _each in range(_DIGITS))
    sent.code_digest = _digest(sent, code)
    return code


def check_code(actor: Actor, sent: SentCode, code: str) -> bool:
    """Whether it is the code; a wrong try is counted, and the row is saved either way."""
    if sent.expires_at <= actor.now() or sent.tries >= MOST_TRIES or sent.proven_at is not None:
        raise Refused(
            _("This code is no longer good. Begin again, and you get a new one."), code="code_over", field="code"
        )
    is_right = bool(sent.code_digest) and hmac.compare_digest(sent.code_digest, _digest(sent, code))
    if is_right:
        sent.proven_at = actor.now()
    else:
        sent.tries += 1
    sent.save(update_fields=["proven_at", "tries"])
    return is_right


def wrong_code(sent: SentCode) -> Refused:
    return Refused(
        _("This is not the code. You have %(left)d more tries.") % {"left": MOST_TRIES - sent.tries},
        code="wrong_code",
        field="code",
    )


def seal_address(address: str) -> str:
    """Lives for minutes, in a change for a day; it is not rotated."""
    return encrypt(address, _ADDRESS)


def open_address(sent: SentCode) -> str:
    return decrypt(sent.sealed_address, _ADDRESS)


def _digest(sent: SentCode, code: str) -> str:
    key = keyring().newest.derive("credentials.code")
    return hmac.digest(key, f"{sent.pk}/{code}".encode(), "sha256").hex()
