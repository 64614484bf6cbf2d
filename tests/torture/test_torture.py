"""A short torture in every test run, and that the reckoning of a long one can find fault."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.core.signals import request_started
from django.test import Client

from tests.setup.installation import Installation
from tidtam.config.cluster.temporary import temporary_folder
from tidtam.config.environment import REPOSITORY

from . import counting
from .__main__ import TORTURES
from .examples import SETTING, examples
from .fuzzing import Fuzz
from .killing import Torture
from .promises import INTERNAL, TO_SUBJECT, Ledger, compare

pytestmark = pytest.mark.requirement("QLT-03")


def test_a_server_killed_during_submits_loses_nothing_and_doubles_nothing() -> None:
    with temporary_folder() as folder:
        parts = ["everything", "postgres", "web"]
        assert Torture(folder, writers=3, kills=1, parts=parts, begin=Installation.start_from_copy).run()


FUZZES = [torture for torture in TORTURES.values() if isinstance(torture, Fuzz)]


@pytest.mark.parametrize("fuzz", FUZZES, ids=lambda fuzz: fuzz.test)
def test_a_long_run_is_the_same_test_with_more_examples(fuzz: Fuzz, monkeypatch: pytest.MonkeyPatch) -> None:
    file = REPOSITORY / fuzz.test.partition("::")[0]
    assert "= examples(" in file.read_text()
    assert f"def {fuzz.test.partition('::')[2]}(" in file.read_text()
    assert examples(100) == 100
    monkeypatch.setenv(SETTING, fuzz.settings[SETTING])
    assert examples(100) == fuzz.examples


def test_a_long_run_tells_how_many_requests_it_asked(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "_asked", 0)
    counting.pytest_configure()
    try:
        client.get("/health/live")
    finally:
        request_started.disconnect(dispatch_uid=counting.__name__)
    told: list[str] = []
    counting.pytest_terminal_summary(SimpleNamespace(write_line=told.append))  # type: ignore[arg-type]
    assert counting.counted("\n".join(["1 passed", *told])) == 1


@pytest.fixture
def found() -> dict[str, Any]:
    events = [[1, "opened", ""], [2, INTERNAL, "one"], [3, TO_SUBJECT, "two"]]
    return {"sent": ["m"], "cases": [{"id": "c", "version": 3, "trail": 3, "told": 2, "events": events}]}


@pytest.fixture
def ledger() -> Ledger:
    return Ledger("c", [(INTERNAL, "one"), (TO_SUBJECT, "two")])


def test_whole_promises_are_clean(ledger: Ledger, found: dict[str, Any]) -> None:
    verdict = compare([ledger], found, {"m"})
    assert (verdict.is_clean, verdict.acknowledged) == (True, 2)


def test_a_promise_that_is_gone_is_lost(ledger: Ledger, found: dict[str, Any]) -> None:
    ledger.acknowledged.append((INTERNAL, "three"))
    assert compare([ledger], found, {"m"}).lost == ["three"]


def test_a_promise_for_other_eyes_is_lost(ledger: Ledger, found: dict[str, Any]) -> None:
    ledger.acknowledged.append((TO_SUBJECT, "one"))
    assert compare([ledger], found, {"m"}).lost == ["one"]


def test_mail_said_to_be_sent_but_not_there_is_lost(ledger: Ledger, found: dict[str, Any]) -> None:
    assert compare([ledger], found, set()).lost == ["mail m"]


def test_a_promise_kept_twice_is_double(ledger: Ledger, found: dict[str, Any]) -> None:
    found["cases"][0]["events"].append([4, INTERNAL, "one"])
    assert compare([ledger], found, {"m"}).double == ["one"]


@pytest.mark.parametrize(
    "torn", [{"version": 2}, {"trail": 2}, {"told": 1}, {"events": [[1, "opened", ""], [2, INTERNAL, ""]]}]
)
def test_half_a_promise_is_partial(ledger: Ledger, found: dict[str, Any], torn: dict[str, Any]) -> None:
    found["cases"][0].update(torn)
    assert compare([ledger], found, {"m"}).partial
