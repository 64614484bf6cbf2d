"""What goes out to the gateways, to the letter, and what becomes of their answers."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.test import override_settings

from tidtam.kernel.keys import keyring
from tidtam.kernel.notifications.gateways import ShortMessage, is_offered
from tidtam.kernel.notifications.gateways.base64url import decode, encode
from tidtam.kernel.notifications.gateways.line import LineClient
from tidtam.kernel.notifications.gateways.push import PushClient, Subscription, application_key
from tidtam.kernel.notifications.gateways.push_sealing import derive, message_keys, seal_for_device
from tidtam.kernel.notifications.gateways.sms import SmsClient
from tidtam.kernel.notifications.mailer import AddressRefused, GatewayDown

pytestmark = pytest.mark.requirement("TRK-24")
MESSAGE = ShortMessage(
    id="01900000-0000-7000-8000-00000000000a",
    title="ติดตาม",
    text="มีความคืบหน้า",
    url="https://follow.example.test/my/notices/1/",
    sent_at=datetime(2026, 11, 21, tzinfo=UTC),
)


class Gateway:
    """Takes what is posted and answers as told."""

    def __init__(self, status: int = 200) -> None:
        self.status = status
        self.requests: list[httpx.Request] = []
        self.client = httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(self.status, headers={"Location": "https://elsewhere.example.test/"})

    @property
    def only(self) -> httpx.Request:
        (request,) = self.requests
        return request


class Device:
    """A browser with its keys, subscribed at a push service."""

    def __init__(self, endpoint: str = "https://fcm.googleapis.com/fcm/send/abc") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.secret = b"0123456789abcdef"
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.subscription = Subscription(endpoint, encode(point), encode(self.secret), application_key())

    def read(self, sealed: bytes) -> dict[str, str]:
        """As the browser does it: the sender's public key and the salt stand before what is sealed."""
        salt, point, body = sealed[:16], sealed[21:86], sealed[86:]
        sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
        info = b"WebPush: info\0" + decode(self.subscription.p256dh) + point
        key, nonce = message_keys(derive(self.key.exchange(ec.ECDH(), sender), self.secret, info, 32), salt)
        said: dict[str, str] = json.loads(AESGCM(key).decrypt(nonce, body, None).rstrip(b"\x02"))
        return said


def test_a_message_is_sealed_as_in_the_example_of_the_standard() -> None:
    """RFC 8291, section 5."""
    ours = int.from_bytes(decode("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"))
    sealed = seal_for_device(
        b"When I grow up, I want to be a watermelon",
        device=decode("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
        secret=decode("BTBZMqHH6r4Tts7J_aSIgg"),
        ours=ec.derive_private_key(ours, ec.SECP256R1()),
        salt=decode("DGv6ra1nlYgDCS1FRnbzlw"),
    )
    assert encode(sealed) == (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
        "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )


def test_a_text_message_goes_to_the_gateway_with_its_id() -> None:
    gateway = Gateway()
    SmsClient("https://sms.example.test/send", "secret", "OFFICE", gateway.client).send("+66812345678", MESSAGE)
    assert gateway.only.headers["Authorization"] == "Bearer secret"
    assert gateway.only.headers["Idempotency-Key"] == MESSAGE.id
    assert json.loads(gateway.only.content) == {
        "id": MESSAGE.id,
        "from": "OFFICE",
        "to": "+66812345678",
        "text": "ติดตาม: มีความคืบหน้า https://follow.example.test/my/notices/1/",
    }


def test_a_chat_message_bears_a_retry_key_and_a_second_copy_counts_as_sent() -> None:
    for status in (200, 409):
        gateway = Gateway(status)
        LineClient("https://api.line.me", "token", gateway.client).send("U1", MESSAGE)
        assert str(gateway.only.url) == "https://api.line.me/v2/bot/message/push"
        assert gateway.only.headers["X-Line-Retry-Key"] == MESSAGE.id
        assert json.loads(gateway.only.content)["to"] == "U1"


def test_only_the_device_reads_a_push_message_and_it_knows_the_sender() -> None:
    device, gateway = Device(), Gateway(201)
    PushClient("office@example.test", gateway.client).send(device.subscription.as_text(), MESSAGE)

    assert device.read(gateway.only.content) == {
        "id": MESSAGE.id,
        "title": MESSAGE.title,
        "body": MESSAGE.text,
        "url": MESSAGE.url,
        "lang": "th",
    }
    scheme, _, rest = gateway.only.headers["Authorization"].partition(" ")
    token, key = (part.partition("=")[2] for part in rest.split(", "))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decode(key))
    claims = jwt.decode(
        token, public, algorithms=["ES256"], audience="https://fcm.googleapis.com", options={"verify_exp": False}
    )
    assert (scheme, key, claims["sub"]) == ("vapid", application_key(), "mailto:office@example.test")
    assert claims["exp"] - MESSAGE.sent_at.timestamp() <= 24 * 3_600
    assert gateway.only.headers["Topic"] == MESSAGE.id.replace("-", "")


def test_after_the_keys_changed_a_device_is_still_reached_under_the_key_it_knows() -> None:
    device, gateway = Device(), Gateway(201)
    newer = "k2:" + "bmV3LWRldmVsb3BtZW50LWtleS10aGlydHktdHdvLWI="
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, keys=f"{newer},{settings.ENVIRONMENT.keys}")):
        assert application_key() != device.subscription.application_key
        assert len(keyring().keys) == 2
        PushClient("office@example.test", gateway.client).send(device.subscription.as_text(), MESSAGE)
    assert gateway.only.headers["Authorization"].endswith(f"k={device.subscription.application_key}")
    gone = replace(device.subscription, application_key=application_key(keyring().newest)[:-4] + "AAAA")
    with pytest.raises(AddressRefused):
        PushClient("office@example.test", gateway.client).send(gone.as_text(), MESSAGE)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com.evil.example.test/x",
        "https://evil.example.test/fcm.googleapis.com",
        "https://fcm.googleapis.com@evil.example.test/x",
        "https://fcm.googleapis.com:8443/x",
        "https://push.apple.com.evil.example.test/x",
        "https://[::1/x",
        "",
    ],
)
def test_nobody_makes_the_worker_call_where_they_like(endpoint: str) -> None:
    device = Device(endpoint)
    assert not device.subscription.is_sound()
    gateway = Gateway()
    with pytest.raises(AddressRefused):
        PushClient("office@example.test", gateway.client).send(device.subscription.as_text(), MESSAGE)
    assert gateway.requests == []


@pytest.mark.parametrize("fault", [{"p256dh": "AAAA"}, {"p256dh": "%"}, {"auth": "AAAA"}, {"application_key": "AAAA"}])
def test_keys_that_are_none_are_not_kept(fault: dict[str, str]) -> None:
    assert Device("https://updates.push.services.mozilla.com/wpush/v2/x").subscription.is_sound()
    assert not replace(Device().subscription, **fault).is_sound()


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, None),
        (202, None),
        (302, GatewayDown),
        (400, AddressRefused),
        (401, GatewayDown),
        (404, AddressRefused),
        (410, AddressRefused),
        (429, GatewayDown),
        (500, GatewayDown),
        (503, GatewayDown),
    ],
)
def test_what_became_of_a_message_is_read_from_the_answer(status: int, outcome: type[Exception] | None) -> None:
    gateway = Gateway(status)
    client = SmsClient("https://sms.example.test/send", "secret", "OFFICE", gateway.client)
    if outcome is None:
        client.send("+66812345678", MESSAGE)
    else:
        with pytest.raises(outcome):
            client.send("+66812345678", MESSAGE)
    assert len(gateway.requests) == 1


@pytest.mark.parametrize("failure", [httpx.ConnectTimeout, httpx.ReadTimeout, httpx.RemoteProtocolError])
def test_a_gateway_that_hangs_or_hangs_up_is_down(failure: type[httpx.TransportError]) -> None:
    def fail(request: httpx.Request) -> httpx.Response:
        raise failure("no answer", request=request)

    client = httpx.Client(transport=httpx.MockTransport(fail))
    with pytest.raises(GatewayDown):
        LineClient("https://api.line.me", "token", client).send("U1", MESSAGE)


@pytest.mark.parametrize(
    ("channel", "facts"),
    [
        ("sms", {"sms_url": "https://sms.example.test/send"}),
        ("line", {"line_token": "t", "line_secret": "s", "line_id": "@office"}),
    ],
)
def test_a_way_that_costs_the_office_is_off_until_it_is_set_up(channel: str, facts: dict[str, Any]) -> None:
    assert not is_offered(channel)
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, **facts)):
        assert is_offered(channel)
