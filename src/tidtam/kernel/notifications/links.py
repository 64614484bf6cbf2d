"""Links and words that prove by a signature whom they are about, where nobody can sign in."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

_STOP_SALT = "notifications.stop"
_CHAT_SALT = "notifications.chat"
CHAT_WORDS_LAST = timedelta(minutes=30)


@dataclass(frozen=True)
class Whose:
    person_id: UUID | None
    account_id: UUID | None

    def as_list(self) -> list[str]:
        return ["p", str(self.person_id)] if self.person_id else ["a", str(self.account_id)]

    @classmethod
    def from_list(cls, which: str, recipient: str) -> "Whose":
        recipient_id = UUID(recipient)
        return cls(
            person_id=recipient_id if which == "p" else None,
            account_id=recipient_id if which == "a" else None,
        )


@dataclass(frozen=True)
class Stop:
    """Whose messages of which kind on which channel are to stop."""

    person_id: UUID | None
    account_id: UUID | None
    kind: str
    channel: str


def sign_stop(stop: Stop) -> str:
    """The link with which one stops messages of a kind without signing in."""
    whose = Whose(stop.person_id, stop.account_id)
    return signing.dumps([*whose.as_list(), stop.kind, stop.channel], salt=_STOP_SALT)


def read_stop(token: str) -> Stop | None:
    """None for a token that was altered or is none of ours. It never expires: an old mail's link must work."""
    try:
        which, recipient, kind, channel = signing.loads(token, salt=_STOP_SALT)
    except (signing.BadSignature, ValueError):
        return None
    whose = Whose.from_list(which, recipient)
    return Stop(whose.person_id, whose.account_id, kind, channel)


def sign_chat_words(whose: Whose) -> str:
    """What a person sends from their chat, so that we know whose chat it is; good for half an hour."""
    return signing.dumps(whose.as_list(), salt=_CHAT_SALT)


def read_chat_words(words: str) -> Whose | None:
    try:
        which, recipient = signing.loads(words, salt=_CHAT_SALT, max_age=CHAT_WORDS_LAST)
    except (signing.BadSignature, ValueError):
        return None
    return Whose.from_list(which, recipient)
