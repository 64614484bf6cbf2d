"""What a posted message says, in the form in which each gateway wants it; None for what is none."""

import json
from datetime import datetime

from django.http import HttpRequest

from .tray import Message


def read_sms(request: HttpRequest, moment: datetime) -> Message | None:
    said = _json(request)
    return _sound(Message(str(said.get("id")), "sms", str(said.get("to")), str(said.get("text")), moment.isoformat()))


def read_line(request: HttpRequest, moment: datetime) -> Message | None:
    said = _json(request)
    messages = said.get("messages")
    first = messages[0] if isinstance(messages, list) and messages and isinstance(messages[0], dict) else {}
    key = request.headers.get("X-Line-Retry-Key", "")
    return _sound(Message(key, "line", str(said.get("to")), str(first.get("text")), moment.isoformat()))


def _json(request: HttpRequest) -> dict[str, object]:
    try:
        said = json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _sound(message: Message) -> Message | None:
    return message if message.is_sound() else None
