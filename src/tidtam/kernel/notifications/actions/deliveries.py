from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.choices import Channel, DeliveryState
from tidtam.kernel.notifications.gateways import Sender, ShortMessage
from tidtam.kernel.notifications.kinds import find_kind
from tidtam.kernel.notifications.links import Stop, sign_stop
from tidtam.kernel.notifications.mailer import AddressRefused, GatewayDown, Mail, Mailer
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.kernel.notifications.queries import Reach, is_declined, reach_of, readable
from tidtam.kernel.notifications.sealing import open_destination

from .destinations import end_destination

Senders = Mapping[str, Sender]
NO_SENDERS: Senders = MappingProxyType({})


def deliver_notice(
    actor: Actor, delivery_id: UUID, *, mailer: Mailer, senders: Senders = NO_SENDERS, is_last_attempt: bool
) -> None:
    """Send one notice one way, unless it was sent. Run again after any accident: a second copy bears the same id.

    The row stays locked while the gateway is spoken to, so that two workers cannot send it at once.
    """
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery_id, state=DeliveryState.WAITING)
        delivery = waiting.select_related("notice", "destination").first()
        if delivery is None:
            return
        reach = reach_of(actor, delivery.notice)
        with override(reach.language):
            send = _prepared(actor, delivery, reach, mailer, senders)
        if send is None:
            _end(actor, delivery, DeliveryState.UNREACHABLE)
        elif is_declined(delivery.notice, delivery.channel):
            _end(actor, delivery, DeliveryState.DECLINED)
        else:
            _send(actor, delivery, send, is_last_attempt=is_last_attempt)


def _prepared(
    actor: Actor, delivery: Delivery, reach: Reach, mailer: Mailer, senders: Senders
) -> Callable[[], None] | None:
    """What is left to do is to hand it over; None where there is nobody to hand it to."""
    if delivery.channel == Channel.EMAIL:
        return partial(mailer.send, _compose(delivery, reach.email)) if reach.email else None
    sender, to = senders.get(delivery.channel), _place(delivery, reach)
    return partial(sender.send, to, _short(actor, delivery, reach)) if sender and to else None


def _place(delivery: Delivery, reach: Reach) -> str:
    if delivery.destination is None:
        return reach.mobile
    return "" if delivery.destination.ended_at else open_destination(delivery.destination)


def _send(actor: Actor, delivery: Delivery, send: Callable[[], None], *, is_last_attempt: bool) -> None:
    try:
        send()
    except AddressRefused as refused:
        _end(actor, delivery, DeliveryState.REFUSED, refused.code)
        if delivery.destination is not None:
            end_destination(actor, delivery.destination)
    except GatewayDown:
        if not is_last_attempt:
            raise
        _end(actor, delivery, DeliveryState.GIVEN_UP, "gateway")
    else:
        _end(actor, delivery, DeliveryState.SENT)


def _end(actor: Actor, delivery: Delivery, state: str, failure: str = "") -> None:
    delivery.state, delivery.failure, delivery.ended_at = state, failure, actor.now()
    delivery.save(update_fields=["state", "failure", "ended_at"])


def _short(actor: Actor, delivery: Delivery, reach: Reach) -> ShortMessage:
    """What may show on a locked screen and pass through other firms: that there is news, and where to sign in."""
    return ShortMessage(
        id=str(delivery.pk),
        title=_("Tidtam"),
        text=_("There is news about your matter."),
        url=f"{settings.ENVIRONMENT.base_url}{reverse('notice', args=[delivery.notice_id])}",
        sent_at=actor.now(),
        language=reach.language,
    )


def _compose(delivery: Delivery, address: str) -> Mail:
    notice = delivery.notice
    words = readable([notice])[0].words
    base = settings.ENVIRONMENT.base_url
    stop_url = f"{base}{_stop_path(notice)}" if _may_be_stopped(notice) else ""
    headers = {"X-Tidtam-Notice": str(notice.pk)}
    if stop_url:
        headers["List-Unsubscribe"] = f"<{stop_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    context = {
        "words": words,
        "url": f"{base}{notice.url}",
        "stop_url": stop_url,
        "office_name": settings.ENVIRONMENT.office_name,
    }
    return Mail(
        id=f"notice-{delivery.pk}",
        to=address,
        subject=words.subject,
        body=render_to_string("notifications/mail.txt", context),
        headers=headers,
    )


def _may_be_stopped(notice: Notice) -> bool:
    kind = find_kind(notice.kind)
    return kind is None or kind.is_optional


def _stop_path(notice: Notice) -> str:
    stop = Stop(notice.person_id, notice.account_id, notice.kind, Channel.EMAIL)
    return reverse("notice_stop", args=[sign_stop(stop)])
