from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.private_text import unseal_all
from tidtam.kernel.people.queries import current_addresses

from .choices import Channel
from .kinds import all_kinds, find_kind
from .models import Notice, Preference
from .policies import addressed_to, scope
from .sealing import open_platform_sealed
from .texts import Words, from_json, words_of

MOST_COUNTED = 99


@dataclass(frozen=True)
class ReadableNotice:
    """A notice with its words in the reader's language."""

    notice: Notice
    words: Words


@dataclass(frozen=True)
class Reach:
    """Where and in which language a recipient is reached."""

    email: str
    language: str


@dataclass(frozen=True)
class Choice:
    """One kind of notice on one channel, and whether messages come."""

    kind: str
    label: str
    channel: str
    is_on: bool
    is_optional: bool


def my_notices(actor: Actor) -> QuerySet[Notice]:
    return scope(Notice.objects.all(), actor)


def get_notice(actor: Actor, notice_id: UUID) -> Notice:
    notice = my_notices(actor).filter(pk=notice_id).first()
    if notice is None:
        raise Http404("no such notice")
    return notice


def unread_count(actor: Actor) -> int:
    """How many notices wait to be read; counted to ninety-nine."""
    if actor.account_id is None:
        return 0
    return my_notices(actor).filter(read_at=None)[:MOST_COUNTED].count()


def readable(notices: list[Notice]) -> list[ReadableNotice]:
    """The notices with their words; one query for all keys."""
    of_persons = [(n.person_id, n.sealed) for n in notices if n.person_id is not None]
    opened = iter(unseal_all(of_persons))
    found = []
    for notice in notices:
        text = next(opened) if notice.person_id is not None else open_platform_sealed(notice)
        context = from_json(text) if text is not None else None
        found.append(ReadableNotice(notice, words_of(find_kind(notice.kind), context)))
    return found


def reach_of(actor: Actor, notice: Notice) -> Reach:
    """The address the person gave, or else the one of their account; the language of the account."""
    whose = {"person": notice.person_id} if notice.person_id else {"pk": notice.account_id}
    account = get_user_model()._default_manager.filter(**whose).first()
    email = ""
    if notice.person_id is not None:
        address = current_addresses(actor, notice.person_id).get(AddressKind.EMAIL)
        email = address.value if address else ""
    return Reach(email=email or getattr(account, "email", ""), language=getattr(account, "language", "th"))


def is_declined(notice: Notice, channel: str) -> bool:
    """Whether the recipient chose to do without; asked when a message is about to go out."""
    kind = find_kind(notice.kind)
    if kind is not None and not kind.is_optional:
        return False
    choice = Preference.objects.filter(
        person=notice.person_id, account=notice.account_id, kind=notice.kind, channel=channel
    )
    return choice.filter(is_on=False).exists()


def my_choices(actor: Actor) -> list[Choice]:
    rows = Preference.objects.filter(addressed_to(actor)).order_by("changed_at")
    chosen = {(row.kind, row.channel): row.is_on for row in rows}
    return [
        Choice(
            kind=kind.key,
            label=str(kind.label),
            channel=channel,
            is_on=not kind.is_optional or chosen.get((kind.key, channel), True),
            is_optional=kind.is_optional,
        )
        for kind in all_kinds()
        for channel in Channel.values
    ]


def recipient(person_id: UUID | None, account_id: UUID | None) -> tuple[UUID | None, UUID | None]:
    """The person, wherever one is known; else the account alone."""
    if person_id is not None:
        return person_id, None
    if account_id is None:
        raise ValueError("there is neither a person nor an account")
    owner = get_user_model()._default_manager.filter(pk=account_id).values_list("person_id", flat=True).first()
    return (owner, None) if owner else (None, account_id)
