"""A registration as a browser goes through it, for the tests of this shelf and of those above it."""

import re
from typing import Any

from django.test import Client

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.notifications.models import Secret
from tidtam.kernel.notifications.sealing import open_secret
from tidtam.kernel.registration.consents import text_on

PASSWORD = "มะม่วงน้ำดอกไม้-3-ลูก-บนต้น"
EMAIL = "malee@example.test"

ANSWERS: dict[str, dict[str, str]] = {
    "member": {"kind": "thai"},
    "consent": {"agreed": "on", "version": text_on(SYSTEM.today()).version},
    "person": {
        "title": "นางสาว",
        "given_name": "มาลี",
        "family_name": "สมมติ",
        "sex": "female",
        "born": "29/2/2535",
    },
    "passport": {"given_name_en": "Ada", "sex": "not_stated", "born": "1985"},
    "contact": {"email": EMAIL, "mobile": "081-000-0001"},
    "personnel": {"kind": "ministry"},
    "position": {"unit": "กองกลาง", "position": "นักวิชาการสมมติ"},
}
END = {"username": "malee.s", "password": PASSWORD, "repeated": PASSWORD}


def letters() -> list[str]:
    """What was sent to people's mailboxes as secrets: address, subject and body, oldest first."""
    with acting_as(SYSTEM):
        return [open_secret(secret) for secret in Secret.objects.exclude(sealed="").order_by("created_at", "pk")]


def code() -> str:
    found = re.findall(r"(?<!\d)\d{6}(?!\d)", letters()[-1])
    return str(found[0])


def answer(client: Client, step: str, **given: str) -> Any:
    return client.post(f"/account/register/{step}/", {**ANSWERS.get(step, {}), **given})


def go_to(client: Client, last: str, *, kind: str = "thai", **contact: str) -> None:
    """Everything before this step is answered."""
    person = "person" if kind == "thai" else "passport"
    for step in ("member", "consent", person, "contact", "code", "personnel", "position"):
        if step == last:
            return
        given = {"member": {"kind": kind}, "contact": contact, "code": {}}.get(step, {})
        if step == "code":
            given = {"code": code()}
        answer(client, step, **given)


def register(client: Client, **given: str) -> Account:
    go_to(client, "confirm", email=given.get("email", EMAIL))
    answer(client, "confirm", **{**END, **given})
    return Account.objects.get(username=given.get("username", END["username"]))
