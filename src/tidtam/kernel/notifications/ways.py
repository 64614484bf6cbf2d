"""What the page of choices shows of the ways that a person links themself."""

from typing import Any
from urllib.parse import quote

import segno
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from tidtam.kernel.actor import Actor

from . import queries
from .choices import Channel
from .gateways import is_offered
from .gateways.push import application_key
from .links import Whose, sign_chat_words


def ways_page(actor: Actor) -> dict[str, Any]:
    devices = list(queries.my_destinations(actor, Channel.PUSH))
    chats = list(queries.my_destinations(actor, Channel.LINE)) if is_offered(Channel.LINE) else []
    link = chat_link(actor) if is_offered(Channel.LINE) and not chats else ""
    return {
        "devices": devices,
        "application_key": application_key(),
        "chats": chats,
        "chat_link": link,
        "chat_qr": _qr_code(link) if link else "",
        "has_text_messages": is_offered(Channel.SMS),
        "reached_by_text": Channel.SMS in queries.my_channels(actor),
    }


def chat_link(actor: Actor) -> str:
    """Opens LINE with the words already written; who sends them links their chat."""
    environment = settings.ENVIRONMENT
    words = sign_chat_words(Whose(actor.person_id, actor.account_id))
    return f"{environment.line_chat_url}/{quote(environment.line_id, safe='')}/?{quote(words, safe='')}"


def _qr_code(url: str) -> SafeString:
    """For whoever reads the page on a computer and has LINE on the phone."""
    return mark_safe(segno.make(url, error="l").svg_inline(scale=4, border=2, svgclass="tt-qr", lineclass=None))
