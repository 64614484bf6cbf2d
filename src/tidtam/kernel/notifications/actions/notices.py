import json
from functools import cache
from uuid import UUID

from tidtam.kernel.actor import Actor, Refused, acting_as, execute, new_id, platform_for
from tidtam.kernel.notifications.choices import Channel
from tidtam.kernel.notifications.gateways import is_offered
from tidtam.kernel.notifications.jobs import order_delivery
from tidtam.kernel.notifications.kinds import get_kind
from tidtam.kernel.notifications.models import Delivery, Destination, Notice
from tidtam.kernel.notifications.queries import destinations_for, is_declined, my_notices, recipient
from tidtam.kernel.notifications.sealing import seal_notice
from tidtam.kernel.notifications.texts import Context, to_json, words_of

TELLING = "notifications_tell(%s)"
"""The database's own function stores a notice with its first delivery and the job for it, all or nothing, with rights
that whoever acts has not. It takes `as_told`."""


def notify(
    actor: Actor,
    *,
    person_id: UUID | None = None,
    account_id: UUID | None = None,
    kind: str,
    subject_kind: str,
    subject_id: UUID,
    url: str,
    context: Context | None = None,
) -> Notice | None:
    """Tell a person (or an account) something, in the transaction of the change it tells of.

    The words are those of the kind, filled from `context`: texts, numbers, dates, or one text for each language as
    {"th": …, "en": …}. None for a person whose texts were erased: there is nobody left to tell.
    """
    notice = compose(
        actor,
        person_id=person_id,
        account_id=account_id,
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        url=url,
        context=context,
    )
    if notice is not None:
        execute(f"SELECT {TELLING}", [as_told(notice)])
        notice._state.adding = False
    return notice


def compose(
    actor: Actor,
    *,
    person_id: UUID | None = None,
    account_id: UUID | None = None,
    kind: str,
    subject_kind: str,
    subject_id: UUID,
    url: str,
    context: Context | None = None,
) -> Notice | None:
    """What `notify` would store, for an action that stores it by a statement of its own, with `TELLING`."""
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("a notice leads to a page of this site")
    context = context or {}
    _must_fill(kind, frozenset(context))
    person_id, account_id = recipient(person_id, account_id)
    notice = Notice(
        person_id=person_id,
        account_id=account_id,
        kind=kind,
        subject_kind=subject_kind,
        subject_id=subject_id,
        url=url,
        created_at=actor.now(),
    )
    text = to_json(context)
    try:
        seal_notice(notice, text)
    except Refused:  # the key is not open to whoever acts; to the platform it is, unless it was destroyed
        try:
            with acting_as(platform_for(actor)):
                seal_notice(notice, text)
        except Refused:
            return None
    return notice


@cache
def _must_fill(kind: str, names: frozenset[str]) -> None:
    """A context that lacks a place fails here, not when somebody reads the words."""
    words_of(get_kind(kind), dict.fromkeys(names, ""))


def as_told(notice: Notice) -> str:
    """The notice, as the value of `TELLING`."""
    told = {
        "id": str(notice.pk),
        "person_id": notice.person_id and str(notice.person_id),
        "account_id": notice.account_id and str(notice.account_id),
        "kind": notice.kind,
        "subject_kind": notice.subject_kind,
        "subject_id": str(notice.subject_id),
        "url": notice.url,
        "sealed": notice.sealed and f"\\x{bytes(notice.sealed).hex()}",
        "platform_sealed": notice.platform_sealed,
        "created_at": notice.created_at.isoformat(),
        "delivery_id": str(new_id()),
    }
    return json.dumps(told)


def order_other_ways(actor: Actor, delivery_id: UUID) -> None:
    """Beside the mail, every device and chat the recipient linked, and the text message they chose.

    The mail's job begins with this, so that a change which tells somebody costs no more for the ways they have;
    run again it orders nothing twice.
    """
    delivery = Delivery.objects.select_related("notice").get(pk=delivery_id)
    if delivery.channel != Channel.EMAIL:
        return
    ways: list[tuple[str, Destination | None]] = [(place.channel, place) for place in destinations_for(delivery.notice)]
    if is_offered(Channel.SMS):
        ways.append((Channel.SMS, None))
    for channel, destination in ways:
        if not is_declined(delivery.notice, channel):
            _order_once(actor, delivery.notice, channel, destination)


def _order_once(actor: Actor, notice: Notice, channel: str, destination: Destination | None) -> None:
    made, is_new = Delivery.objects.get_or_create(
        notice=notice, channel=channel, destination=destination, defaults={"created_at": actor.now()}
    )
    if is_new:
        order_delivery(made.pk)


def read_notice(actor: Actor, notice: Notice) -> None:
    """Seen by the one it is for; the first time counts."""
    my_notices(actor).filter(pk=notice.pk, read_at=None).update(read_at=actor.now())


def read_all_notices(actor: Actor) -> int:
    return my_notices(actor).filter(read_at=None).update(read_at=actor.now())
