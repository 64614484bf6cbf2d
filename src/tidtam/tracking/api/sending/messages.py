"""What is sent, and how it is signed, in the manner of the Standard Webhooks specification."""

import base64
import hashlib
import hmac
import json
import secrets
from datetime import datetime

from tidtam.tracking.api.presenting import absolute
from tidtam.tracking.api.queries.webhooks import Parcel

_PREFIX = "whsec_"


def new_secret() -> str:
    return _PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def body_of(parcel: Parcel) -> str:
    """Ids and addresses only: who wants to know more asks, as the client it is."""
    return json.dumps(
        {
            "type": f"case.{parcel.kind}",
            "timestamp": parcel.recorded_at.isoformat(),
            "data": {
                "case": str(parcel.case_id),
                "sequence": parcel.sequence,
                "process": parcel.process,
                "url": absolute("case", parcel.case_id),
                "events_url": absolute("case_events", parcel.case_id),
            },
        }
    )


def headers_of(parcel: Parcel, body: str, at: datetime) -> dict[str, str]:
    moment = str(int(at.timestamp()))
    return {
        "Content-Type": "application/json",
        "User-Agent": "Tidtam-Webhooks/1",
        "webhook-id": str(parcel.delivery_id),
        "webhook-timestamp": moment,
        "webhook-signature": sign(parcel.secret, str(parcel.delivery_id), moment, body),
    }


def sign(secret: str, message_id: str, moment: str, body: str) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    mark = hmac.new(key, f"{message_id}.{moment}.{body}".encode(), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mark).decode()}"
