"""Plays LINE: tells the product, at its own door and with a signature, what somebody wrote to the office's account."""

import base64
import hashlib
import hmac
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.test import RequestFactory
from django.urls import resolve, reverse


def write_to_office(request: HttpRequest, user: str, words: str) -> HttpResponseBase:
    event = {"type": "message", "source": {"userId": user}, "message": {"type": "text", "text": words}}
    body = json.dumps({"events": [event]}).encode()
    digest = hmac.new(settings.ENVIRONMENT.line_secret.encode(), body, hashlib.sha256).digest()
    door = reverse("line_webhook")
    told = RequestFactory().post(
        door, body, content_type="application/json", headers={"X-Line-Signature": base64.b64encode(digest).decode()}
    )
    told.actor = request.actor  # type: ignore[attr-defined]
    answer: HttpResponseBase = resolve(door).func(told)
    return answer
