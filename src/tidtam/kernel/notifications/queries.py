from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Max, Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.private_text import unseal_all
from tidtam.kernel.people.queries import current_addresses, main_record

from .choices import BY_DEFAULT, LINKED, Channel, DeliveryState
from .gateways import is_offered
from .kinds import find_kind, kinds_for
from .models import Delivery, Destination, Notice, Preference
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
    mobile: str
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
    person_id = _reader(notice)
    whose = {"person": person_id} if person_id else {"pk": notice.account_id}
    account = get_user_model()._default_manager.filter(**whose).first()
    given = current_addresses(actor, person_id) if person_id is not None else {}
    values = {kind: address.value for kind, address in given.items()}
    return Reach(
        email=values.get(AddressKind.EMAIL) or str(getattr(account, "email", "")),
        mobile=values.get(AddressKind.MOBILE, ""),
        language=getattr(account, "language", "th"),
    )


def _reader(notice: Notice) -> UUID | None:
    """The person to whom it was written, under the record by which they are reached now."""
    return None if notice.person_id is None else main_record(notice.person_id)


def is_declined(notice: Notice, channel: str) -> bool:
    """Whether the recipient chose to do without; asked when a message is about to go out."""
    kind = find_kind(notice.kind)
    if kind is not None and not kind.is_optional:
        return channel not in BY_DEFAULT
    choice = Preference.objects.filter(
        person=_reader(notice), account=notice.account_id, kind=notice.kind, channel=channel
    )
    chosen = choice.values_list("is_on", flat=True).first()
    return channel not in BY_DEFAULT if chosen is None else not chosen


def my_destinations(actor: Actor, channel: str) -> QuerySet[Destination]:
    """The devices or chats in which the actor is told, the newest first."""
    return scope(Destination.objects.filter(channel=channel, ended_at=None), actor).order_by("-created_at", "-id")


def get_destination(actor: Actor, destination_id: UUID) -> Destination:
    found = scope(Destination.objects.filter(pk=destination_id, ended_at=None), actor).first()
    if found is None:
        raise Http404("no such device")
    return found


def destinations_for(notice: Notice) -> list[Destination]:
    """Where else the recipient is told of this; what they linked later brings only what comes later."""
    return list(
        Destination.objects.filter(
            person=_reader(notice),
            account=notice.account_id,
            ended_at=None,
            channel__in=[channel for channel in LINKED if is_offered(channel)],
            created_at__lte=notice.created_at,
        ).order_by("id")
    )


def my_channels(actor: Actor) -> list[Channel]:
    """The ways that can reach the actor, and that they can choose among."""
    linked = set(scope(Destination.objects.filter(ended_at=None), actor).values_list("channel", flat=True))
    has_mobile = actor.person_id is not None and AddressKind.MOBILE in current_addresses(actor, actor.person_id)
    reached = {Channel.EMAIL, *linked, *([Channel.SMS] if has_mobile else [])}
    return [channel for channel in Channel if channel in reached and is_offered(channel)]


def deliveries_of(notice: Notice) -> list[Delivery]:
    """What became of the messages about a notice the actor was given, one line a way."""
    return list(notice.deliveries.order_by("created_at", "id"))


def my_choices(actor: Actor) -> list[Choice]:
    """One for each kind that can come to the actor, and each way that can reach them."""
    channels = my_channels(actor)
    rows = Preference.objects.filter(addressed_to(actor)).order_by("changed_at")
    chosen = {(row.kind, row.channel): row.is_on for row in rows}
    return [
        Choice(
            kind=kind.key,
            label=str(kind.label),
            channel=channel,
            is_on=not kind.is_optional or chosen.get((kind.key, channel), channel in BY_DEFAULT),
            is_optional=kind.is_optional,
        )
        for kind in kinds_for(actor)
        for channel in channels
    ]


def recipient(person_id: UUID | None, account_id: UUID | None) -> tuple[UUID | None, UUID | None]:
    """The person, wherever one is known; else the account alone."""
    if person_id is not None:
        return person_id, None
    if account_id is None:
        raise ValueError("there is neither a person nor an account")
    owner = get_user_model()._default_manager.filter(pk=account_id).values_list("person_id", flat=True).first()
    return (owner, None) if owner else (None, account_id)


def mail_refused_since(actor: Actor, recipients: Collection[UUID], since: datetime) -> dict[UUID, datetime]:
    """Of these persons and accounts, those to whom mail came back, and when it last did: for the platform itself."""
    if not actor.is_system:
        return {}
    refused = Delivery.objects.filter(
        Q(notice__person__in=recipients) | Q(notice__account__in=recipients),
        channel=Channel.EMAIL,
        state=DeliveryState.REFUSED,
        ended_at__gte=since,
    )
    rows = refused.values_list("notice__person", "notice__account").annotate(last=Max("ended_at"))
    return {person_id or account_id: last for person_id, account_id, last in rows}
