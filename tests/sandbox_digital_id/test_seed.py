"""Persons who are registered from the start, so that a visitor can sign in without registering."""

import json
import subprocess

import httpx
import pytest

from tests.fixtures.digital_id import SAMPLE, DigitalIdSandbox
from tests.fixtures.thaid import ThaidSandbox, query_of, run_sandbox
from tidtam.thai.national_id import demo_number

from .test_provider import asking

pytestmark = pytest.mark.requirement("IDN-20")
MALEE = {**SAMPLE, "citizen_id": demo_number(424), "username": "malee.d", "password": "ลมพัดใบไผ่ไหวเอน"}


def seed(process: ThaidSandbox, given: str) -> "subprocess.CompletedProcess[str]":
    return run_sandbox("digital_id_seed", "-", given=given, TIDTAM_SANDBOX_DATABASE_URL=process.database_url)


def test_a_list_is_registered_shown_and_set_back(
    thaid_process: ThaidSandbox, digital_id_sandbox: DigitalIdSandbox
) -> None:
    assert seed(thaid_process, json.dumps([MALEE])).returncode == 0
    page = httpx.get(f"{digital_id_sandbox.issuer}/").text
    assert "malee.d" in page
    assert MALEE["password"] in page
    back = digital_id_sandbox.sign_in(asking(digital_id_sandbox), "malee.d", MALEE["password"])
    assert query_of(back)["code"]
    assert seed(thaid_process, json.dumps([{**MALEE, "password": "ลมพัดใบไผ่ไหวเอนอีก"}])).returncode == 0
    assert query_of(digital_id_sandbox.sign_in(asking(digital_id_sandbox), "malee.d", "ลมพัดใบไผ่ไหวเอนอีก"))["code"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{}", "JSON"),
        (json.dumps([SAMPLE, {**MALEE, "citizen_id": "1234567890123"}]), "person 2: citizen_id"),
        (json.dumps([{**MALEE, "citizen_id": demo_number(425), "username": SAMPLE["username"]}]), "is taken"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(thaid_process: ThaidSandbox, given: str, said: str) -> None:
    done = seed(thaid_process, given)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
