from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.choices import Channel, DeliveryState
from tidtam.kernel.notifications.kinds import find_kind
from tidtam.kernel.notifications.links import Stop, sign_stop
from tidtam.kernel.notifications.mailer import AddressRefused, GatewayDown, Mail, Mailer
from tidtam.kernel.notifications.models import Delivery, Notice
from tidtam.kernel.notifications.queries import is_declined, reach_of, readable


def deliver_notice(actor: Actor, delivery_id: UUID, *, mailer: Mailer, is_last_attempt: bool) -> None:
    """Send one notice, unless it was sent. Run again after any accident: a second copy bears the same id.

    The row stays locked while the gateway is spoken to, so that two workers cannot send it at once.
    """
    with transaction.atomic():
        waiting = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery_id, state=DeliveryState.WAITING)
        delivery = waiting.select_related("notice").first()
        if delivery is None:
            return
        reach = reach_of(actor, delivery.notice)
        if not reach.email:
            _end(actor, delivery, DeliveryState.UNREACHABLE)
        elif is_declined(delivery.notice, delivery.channel):
            _end(actor, delivery, DeliveryState.DECLINED)
        else:
            with override(reach.language):
                mail = _compose(delivery, reach.email)
            _send(actor, delivery, mail, mailer, is_last_attempt=is_last_attempt)


def _send(actor: Actor, delivery: Delivery, mail: Mail, mailer: Mailer, *, is_last_attempt: bool) -> None:
    try:
        mailer.send(mail)
    except AddressRefused as refused:
        _end(actor, delivery, DeliveryState.REFUSED, refused.code)
    except GatewayDown:
        if not is_last_attempt:
            raise
        _end(actor, delivery, DeliveryState.GIVEN_UP, "gateway")
    else:
        _end(actor, delivery, DeliveryState.SENT)


def _end(actor: Actor, delivery: Delivery, state: str, failure: str = "") -> None:
    delivery.state, delivery.failure, delivery.ended_at = state, failure, actor.now()
    delivery.save(update_fields=["state", "failure", "ended_at"])


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
