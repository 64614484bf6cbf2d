from uuid import UUID

from tidtam.kernel.actor import Actor, Refused, acting_as
from tidtam.kernel.notifications.as_platform import platform_for
from tidtam.kernel.notifications.choices import Channel
from tidtam.kernel.notifications.jobs import order_delivery
from tidtam.kernel.notifications.kinds import get_kind
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.kernel.notifications.queries import my_notices, recipient
from tidtam.kernel.notifications.sealing import seal_notice
from tidtam.kernel.notifications.texts import Context, to_json, words_of


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
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("a notice leads to a page of this site")
    context = context or {}
    words_of(get_kind(kind), context)  # a context that lacks a place fails here, not when somebody reads it
    with acting_as(platform_for(actor)):
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
        try:
            seal_notice(notice, to_json(context))
        except Refused:
            return None
        notice.save(force_insert=True)
        for channel in Channel.values:
            delivery = Delivery.objects.create(notice=notice, channel=channel, created_at=actor.now())
            order_delivery(delivery.pk)
    return notice


def read_notice(actor: Actor, notice: Notice) -> None:
    """Seen by the one it is for; the first time counts."""
    my_notices(actor).filter(pk=notice.pk, read_at=None).update(read_at=actor.now())


def read_all_notices(actor: Actor) -> int:
    return my_notices(actor).filter(read_at=None).update(read_at=actor.now())
