import json
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.notifications.choices import Channel, SecretState
from tidtam.kernel.notifications.gateways import ShortMessage
from tidtam.kernel.notifications.jobs import order_secret
from tidtam.kernel.notifications.mailer import AddressRefused, GatewayDown, Mail, Mailer
from tidtam.kernel.notifications.models import Secret
from tidtam.kernel.notifications.sealing import open_secret, seal_secret

from .deliveries import NO_SENDERS, Senders


def send_secret(actor: Actor, address: str, *, subject: str, body: str, expires_at: datetime) -> UUID:
    """Send a code or a token to an e-mail address or, where text messages are offered, to a mobile number (+66…).

    The words come ready, in the language of who gets them; a text message has the body alone.

    Encrypted until it is sent, never listed, wiped as soon as it is sent or too late; the id says nothing.
    """
    words = json.dumps({"address": address, "subject": subject, "body": body}, ensure_ascii=False)
    with acting_as(platform_for(actor)):
        channel = Channel.EMAIL if "@" in address else Channel.SMS
        secret = Secret(channel=channel, created_at=actor.now(), expires_at=expires_at)
        seal_secret(secret, words)
        secret.save(force_insert=True)
        order_secret(secret.pk)
    return secret.pk


def deliver_secret(
    actor: Actor, secret_id: UUID, *, mailer: Mailer, senders: Senders = NO_SENDERS, is_last_attempt: bool
) -> None:
    """Send it, unless it was sent or is too late; either way nothing of it remains."""
    with transaction.atomic():
        secret = Secret.objects.select_for_update().filter(pk=secret_id, state=SecretState.WAITING).first()
        if secret is None:
            return
        if secret.expires_at <= actor.now():
            _wipe(actor, secret, SecretState.EXPIRED)
            return
        words = json.loads(open_secret(secret))
        try:
            _hand_over(actor, secret, words, mailer, senders)
        except AddressRefused:
            _wipe(actor, secret, SecretState.REFUSED)
        except GatewayDown:
            if not is_last_attempt:
                raise
            _wipe(actor, secret, SecretState.GIVEN_UP)
        else:
            _wipe(actor, secret, SecretState.SENT)


def _hand_over(actor: Actor, secret: Secret, words: dict[str, str], mailer: Mailer, senders: Senders) -> None:
    name, to = f"secret-{secret.pk}", words["address"]
    if secret.channel == Channel.EMAIL:
        mailer.send(Mail(id=name, to=to, subject=words["subject"], body=words["body"]))
        return
    if secret.channel not in senders:
        raise AddressRefused("not_offered")
    message = ShortMessage(id=name, title=words["subject"], text=words["body"], url="", sent_at=actor.now())
    senders[secret.channel].send(to, message)


def _wipe(actor: Actor, secret: Secret, state: str) -> None:
    secret.sealed, secret.state, secret.ended_at = "", state, actor.now()
    secret.save(update_fields=["sealed", "state", "ended_at"])
