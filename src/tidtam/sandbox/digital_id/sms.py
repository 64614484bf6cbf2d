"""Text messages, through a gateway that takes `POST` with JSON and a bearer token."""

import httpx
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused, new_id

from .actions.faults import take_fault
from .environment import read_environment
from .faults import OF_SERVICE


def send(mobile: str, text: str) -> None:
    environment, message = read_environment(), str(new_id())
    try:
        if take_fault({"sms_down": OF_SERVICE["sms_down"]}).name:
            raise httpx.ConnectError("as it was told to")
        answer = httpx.post(
            environment.sms_url,
            headers={"Authorization": f"Bearer {environment.sms_token}", "Idempotency-Key": message},
            json={"id": message, "from": "DigitalID", "to": mobile, "text": text},
            timeout=5,
        )
        answer.raise_for_status()
    except httpx.HTTPError:
        raise Refused(_("The text message could not be sent. Try again in a moment."), code="sms_down") from None
