"""To which addresses nothing is ever sent (TRK-40)."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.test import override_settings

from tidtam.tracking.api import tasks
from tidtam.tracking.api.models import Delivery
from tidtam.tracking.api.sending import Forbidden, addresses, read_target
from tidtam.tracking.tests.factories import World

from .calling import Program
from .receivers import receiver
from .test_webhooks import subscribe, worker_at

pytestmark = [pytest.mark.requirement("TRK-40", "QLT-03")]


def test_nobody_is_followed_elsewhere(world: World, ministry: Program) -> None:
    with receiver() as secret_place, receiver(status=307, location=secret_place.url) as there:
        subscribe(ministry, there)
        world.open()
        tasks.one_round(worker_at())
    assert len(there.got) == 1
    assert secret_place.got == []
    assert Delivery.objects.get().failure == "redirect"


FORBIDDEN = [
    "http://example.org/",
    "https://10.0.0.1/",
    "https://192.168.1.1/",
    "https://172.16.0.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.64.0.1/",
    "https://0.0.0.0/",
    "https://224.0.0.1/",
    "https://[::ffff:10.0.0.1]/",
    "https://[fe80::1]/",
    "https://[fd00::1]/",
    "https://[64:ff9b::a00:1]/",
    "https://[2002:a00:1::]/",
    "https://[64:ff9b:1::a00:1]/",
    "https://[::10.0.0.1]/",
    "https://[fec0::1]/",
    "https://167772161/",
    "https://0x0a000001/",
    "https://user:password@example.org/",
    "https://example.org/#part",
    "https:///nowhere",
    "https://exam ple.org/",
    "https://ตัวอย่าง.example/",
    "https://[::1",
    "https://example.org:99999/",
    "ftp://example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "",
    "x" * 501,
]


@pytest.mark.parametrize("url", FORBIDDEN)
def test_nothing_is_sent_into_a_private_network(ministry: Program, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    answer = ministry.post("/webhooks", {"url": url})
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["pointer"] == "#/url"


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000/", "https://127.0.0.1/", "https://[::1]/", "https://localhost/"]
)
def test_in_production_nothing_is_sent_to_this_machine(ministry: Program, url: str) -> None:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, name="production")):
        assert ministry.post("/webhooks", {"url": url}).status_code == 422


def test_a_name_that_leads_elsewhere_later_is_judged_again(
    world: World, ministry: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiver() as there:
        subscribe(ministry, there)
        world.open()
        monkeypatch.setattr(addresses, "_may_go_to", lambda target, text: False)
        tasks.one_round(worker_at())
    assert there.got == []
    assert Delivery.objects.get().failure == "forbidden"


def test_an_address_is_read_as_it_is_connected_to() -> None:
    target = read_target("https://example.org:8443/a/b?c=d")
    assert (target.host, target.port, target.path, target.host_header) == (
        "example.org",
        8443,
        "/a/b?c=d",
        "example.org:8443",
    )
    with pytest.raises(Forbidden):
        read_target("https://example.org\r\nX: y/")
