"""Telling people things, and the choices they make about it."""

from .deliveries import deliver_notice
from .destinations import link_chat, link_device, unlink, unlink_chat
from .notices import TELLING, as_told, compose, notify, order_other_ways, read_all_notices, read_notice
from .preferences import choose_channels, stop_messages
from .secrets import deliver_secret, send_secret

__all__ = [
    "TELLING",
    "as_told",
    "choose_channels",
    "compose",
    "deliver_notice",
    "deliver_secret",
    "link_chat",
    "link_device",
    "notify",
    "order_other_ways",
    "read_all_notices",
    "read_notice",
    "send_secret",
    "stop_messages",
    "unlink",
    "unlink_chat",
]
