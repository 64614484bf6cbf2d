"""The devices and chats in which people want to be told."""

import hashlib
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.notifications.choices import Channel
from tidtam.kernel.notifications.gateways.push import Subscription
from tidtam.kernel.notifications.links import Whose
from tidtam.kernel.notifications.models import Destination
from tidtam.kernel.notifications.queries import recipient
from tidtam.kernel.notifications.sealing import open_destination, seal_destination

MOST_DEVICES = 10


def link_device(actor: Actor, subscription: Subscription) -> Destination:
    """From now on the actor is told on this device too; whoever was told on it before is not any more."""
    if not subscription.is_sound():
        raise Refused(_("This browser's push service is not one that messages can be handed to."), code="unsound")
    whose = Whose(actor.person_id, actor.account_id)
    return _link(actor, whose, Channel.PUSH, subscription.endpoint, subscription.as_text())


def link_chat(actor: Actor, whose: Whose, user: str) -> Destination:
    """The chat in which somebody sent the words that only this person could have got from us."""
    return _link(actor, whose, Channel.LINE, user, user)


def unlink(actor: Actor, destination: Destination) -> None:
    """The person does not want to be told there any more."""
    end_destination(actor, destination)


def unlink_chat(actor: Actor, user: str) -> None:
    """Somebody blocked the office's account in LINE: nothing can reach them there."""
    with acting_as(platform_for(actor)) as platform:
        for destination in _current(Channel.LINE, user):
            end_destination(platform, destination)


def end_destination(actor: Actor, destination: Destination) -> None:
    destination.ended_at = actor.now()
    destination.save(update_fields=["ended_at"])
    _leave_trail(actor, "notices.unlinked", destination)


def _link(actor: Actor, whose: Whose, channel: Channel, place: str, text: str) -> Destination:
    with acting_as(platform_for(actor)) as platform:
        person_id, account_id = recipient(whose.person_id, whose.account_id)
        for known in _current(channel, place):
            if (known.person_id, known.account_id) == (person_id, account_id) and open_destination(known) == text:
                return known
            end_destination(platform, known)
        _make_room(platform, channel, person_id=person_id, account_id=account_id)
        destination = Destination(
            person_id=person_id,
            account_id=account_id,
            channel=channel,
            fingerprint=_fingerprint(place),
            created_at=actor.now(),
        )
        seal_destination(destination, text)
        destination.save(force_insert=True)
        _leave_trail(platform, "notices.linked", destination)
    return destination


def _make_room(actor: Actor, channel: str, **whose: UUID | None) -> None:
    """The oldest of many devices gives way: it is the one that was lost."""
    linked = Destination.objects.filter(channel=channel, ended_at=None, **whose).order_by("-created_at", "-id")
    for oldest in linked[MOST_DEVICES - 1 :]:
        end_destination(actor, oldest)


def _current(channel: str, place: str) -> list[Destination]:
    found = Destination.objects.select_for_update().filter(
        channel=channel, fingerprint=_fingerprint(place), ended_at=None
    )
    return list(found)


def _fingerprint(place: str) -> str:
    return hashlib.sha256(place.encode()).hexdigest()


def _leave_trail(actor: Actor, verb: str, destination: Destination) -> None:
    details: dict[str, Any] = {"channel": destination.channel, "account": destination.account_id}
    record(actor, verb, "notice_destination", destination.pk, person_id=destination.person_id, details=details)
