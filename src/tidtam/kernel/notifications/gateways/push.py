"""Web push (RFC 8030): what only the device can read (RFC 8291), from a sender it knows (RFC 8292)."""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from tidtam.kernel.keys import Key, keyring
from tidtam.kernel.notifications.mailer import AddressRefused

from .base64url import decode, encode
from .protocol import ShortMessage, make_client, post
from .push_sealing import seal_for_device

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_KEPT_SECONDS = 3 * 24 * 3_600
_SIGNED_FOR = timedelta(hours=12)
_SECRET_BYTES = 16


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser hands over when its person wants to be told on it."""

    endpoint: str
    p256dh: str
    auth: str
    application_key: str
    """Our public key, under which the browser subscribed: messages signed with another one are refused."""

    def as_text(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_text(cls, text: str) -> "Subscription":
        return cls(**json.loads(text))

    def is_sound(self) -> bool:
        """A known push service, keys that are keys: nobody makes our worker call where they like."""
        try:
            parts, point, secret = urlsplit(self.endpoint), decode(self.p256dh), decode(self.auth)
            ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
            plain = parts.scheme == "https" and parts.port in {None, 443} and "@" not in parts.netloc
        except ValueError:
            return False
        known = self.application_key in {application_key(key) for key in keyring().keys}
        return plain and known and _is_push_service(parts.hostname or "") and len(secret) == _SECRET_BYTES


def _is_push_service(host: str) -> bool:
    return any(
        host.endswith(name) if name.startswith(".") else host == name for name in settings.ENVIRONMENT.push_hosts
    )


def application_key(key: Key | None = None) -> str:
    """Our public key, as browsers want it; it follows from the platform's keys, so that there is nothing to set up."""
    public = _private_key(key or keyring().newest).public_key()
    return encode(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _private_key(key: Key) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(key.derive("web push")) % (_ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


class PushClient:
    def __init__(self, contact: str, client: httpx.Client | None = None) -> None:
        self._contact = contact
        self._client = client or make_client()

    def send(self, to: str, message: ShortMessage) -> None:
        """`to` is a subscription as text."""
        device = Subscription.from_text(to)
        if not device.is_sound():
            raise AddressRefused("unsound")
        said = {
            "id": message.id,
            "title": message.title,
            "body": message.text,
            "url": message.url,
            "lang": message.language,
        }
        text = json.dumps(said, ensure_ascii=False).encode()
        sealed = seal_for_device(text, device=decode(device.p256dh), secret=decode(device.auth))
        post(self._client, device.endpoint, content=sealed, headers=self._headers(device, message))

    def _headers(self, device: Subscription, message: ShortMessage) -> dict[str, str]:
        key = next(key for key in keyring().keys if application_key(key) == device.application_key)
        parts = urlsplit(device.endpoint)
        claims = {
            "aud": f"{parts.scheme}://{parts.netloc}",
            "exp": int((message.sent_at + _SIGNED_FOR).timestamp()),
            "sub": f"mailto:{self._contact}",
        }
        token = jwt.encode(claims, _private_key(key), algorithm="ES256")
        return {
            "Authorization": f"vapid t={token}, k={device.application_key}",
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_KEPT_SECONDS),
            # A second copy takes the place of the first, if the device was not reached in between.
            "Topic": message.id.replace("-", "")[:32],
        }
