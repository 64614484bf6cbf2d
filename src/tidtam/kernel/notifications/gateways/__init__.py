"""Gateways for short messages: one protocol, and a client for each way. Which ones there are, the settings say.

Nothing personal goes through them: only that there is news, and where it can be read after signing in.
"""

from collections.abc import Mapping
from functools import cache

from django.conf import settings

from tidtam.kernel.notifications.choices import Channel

from .line import LineClient
from .protocol import Sender, ShortMessage
from .push import PushClient
from .sms import SmsClient

__all__ = ["Sender", "ShortMessage", "current_senders", "is_offered"]


def current_senders() -> Mapping[str, Sender]:
    """The clients of the ways that are set up here, kept with their connections for as long as the process lives."""
    environment = settings.ENVIRONMENT
    senders: dict[str, Sender] = {Channel.PUSH: _push(environment.mail_from)}
    if is_offered(Channel.SMS):
        senders[Channel.SMS] = _sms(environment.sms_url, environment.sms_token, environment.sms_sender)
    if is_offered(Channel.LINE):
        senders[Channel.LINE] = _line(environment.line_url, environment.line_token)
    return senders


def is_offered(channel: str) -> bool:
    """Whether this installation can send so at all. Mail waits until it has a gateway; the others stay unseen."""
    environment = settings.ENVIRONMENT
    match channel:
        case Channel.SMS:
            return bool(environment.sms_url)
        case Channel.LINE:
            return bool(environment.line_token and environment.line_secret and environment.line_id)
        case _:
            return True


@cache
def _push(contact: str) -> Sender:
    return PushClient(contact)


@cache
def _sms(url: str, token: str, sender: str) -> Sender:
    return SmsClient(url, token, sender)


@cache
def _line(url: str, token: str) -> Sender:
    return LineClient(url, token)
