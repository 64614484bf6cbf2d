import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings
from django.test import Client, override_settings

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.notifications.gateways import ShortMessage
from tidtam.kernel.notifications.gateways.line import LineClient
from tidtam.kernel.notifications.gateways.sms import SmsClient
from tidtam.kernel.notifications.models import Destination
from tidtam.kernel.notifications.tests.factories import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("TRK-24")]
MESSAGE = ShortMessage(
    id="01900000-0000-7000-8000-00000000000a",
    title="ติดตาม",
    text="มีความคืบหน้า",
    url="http://127.0.0.1/my/notices/1/",
    sent_at=SYSTEM.now(),
)


@pytest.fixture(autouse=True)
def _demonstration(tmp_path: Path) -> Any:
    facts: dict[str, Any] = {
        "data": tmp_path,
        "sms_url": "http://127.0.0.1/sandbox/messages/sms",
        "sms_token": "t",
        "line_url": "http://127.0.0.1/sandbox/messages/line",
        "line_token": "t",
        "line_secret": "s",
        "line_id": "@tidtam",
    }
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, **facts)):
        yield


def into_the_sandbox(request: httpx.Request) -> httpx.Response:
    headers = {name: value for name, value in request.headers.items() if name not in {"content-type", "content-length"}}
    answer = Client().post(request.url.path, request.content, content_type="application/json", headers=headers)
    return httpx.Response(answer.status_code)


@pytest.fixture
def client_to_sandbox() -> httpx.Client:
    return httpx.Client(transport=httpx.MockTransport(into_the_sandbox))


def test_what_the_products_own_clients_send_is_shown_once(client_to_sandbox: httpx.Client) -> None:
    for _ in range(2):
        SmsClient(settings.ENVIRONMENT.sms_url, "t", "TIDTAM", client_to_sandbox).send("+66812345678", MESSAGE)
    other = replace(MESSAGE, id=MESSAGE.id[:-1] + "b")
    LineClient(settings.ENVIRONMENT.line_url, "t", client_to_sandbox).send("U-1", other)
    page = Client().get("/sandbox/messages/").content.decode()
    assert page.count("+66812345678") == 1
    assert page.count("มีความคืบหน้า") == 2


@pytest.mark.parametrize("place", ["/sandbox/messages/sms", "/sandbox/messages/line/v2/bot/message/push"])
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"messages": [1]}', b'{"id": "../../x", "to": "a", "text": "b"}'])
def test_nonsense_is_refused_and_leaves_nothing(place: str, body: bytes) -> None:
    answer = Client().post(place, body, content_type="application/json", headers={"Authorization": "Bearer t"})
    assert answer.status_code == 400
    assert not (settings.ENVIRONMENT.data / "messages").exists()
    message = json.dumps({"id": MESSAGE.id, "to": "a", "text": "b"})
    assert Client().post(place, message, content_type="application/json").status_code == 401


def test_the_played_chat_links_the_person_whose_words_it_sends() -> None:
    member, _person = make_member("somchai")
    with browsing_as(member) as browser:
        page = browser.get("/my/notices/settings/")
        link = page.context["chat_link"].removeprefix("http://127.0.0.1")
        chat = browser.get(link)
        assert chat.context["words"] in chat.content.decode()
        assert browser.post(link.partition("?")[0], {"words": chat.context["words"]}).status_code == 302
    with acting_as(SYSTEM):
        assert Destination.objects.get().person_id == member.person_id


def test_production_cannot_even_import_it() -> None:
    tried = subprocess.run(
        [sys.executable, "-c", "import tidtam.sandbox.messages"],
        env={**os.environ, "TIDTAM_ENV": "production"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ImportError" in tried.stderr
