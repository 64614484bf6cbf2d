"""The link with which one stops messages of a kind without signing in: it names who and what, and is signed."""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

_SALT = "notifications.stop"


@dataclass(frozen=True)
class Stop:
    """Whose messages of which kind on which channel are to stop."""

    person_id: UUID | None
    account_id: UUID | None
    kind: str
    channel: str


def sign_stop(stop: Stop) -> str:
    who = ["p", str(stop.person_id)] if stop.person_id else ["a", str(stop.account_id)]
    return signing.dumps([*who, stop.kind, stop.channel], salt=_SALT)


def read_stop(token: str) -> Stop | None:
    """None for a token that was altered or is none of ours. It never expires: an old mail's link must work."""
    try:
        which, recipient, kind, channel = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return None
    recipient_id = UUID(recipient)
    return Stop(
        person_id=recipient_id if which == "p" else None,
        account_id=recipient_id if which == "a" else None,
        kind=kind,
        channel=channel,
    )
