from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.core.checks import Warning as Caution
from django.test import override_settings
from procrastinate.jobs import Job

from tidtam.kernel.notifications.checks import check_mail_url
from tidtam.kernel.notifications.mailer import GatewayDown, Mail, NoMailer, current_mailer
from tidtam.kernel.notifications.tasks import NOTICE_WAITS, SECRET_WAITS, Waits


def job(attempts: int) -> Job:
    return Job(id=1, queue="q", lock=None, queueing_lock=None, task_name="t", attempts=attempts, status="doing")


@pytest.mark.requirement("TRK-24")
@pytest.mark.parametrize("waits", [NOTICE_WAITS, SECRET_WAITS])
def test_a_job_is_tried_again_ever_more_patiently_and_then_no_more(waits: Waits) -> None:
    assert list(waits.seconds) == sorted(waits.seconds)
    last = len(waits.seconds)
    for attempt in range(last):
        assert not waits.are_over(job(attempt))
        assert waits.get_retry_decision(exception=GatewayDown(), job=job(attempt)) is not None
    assert waits.are_over(job(last))
    assert waits.get_retry_decision(exception=GatewayDown(), job=job(last)) is None


def said_with(**facts: Any) -> list[Any]:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, **facts)):
        return check_mail_url(None)


def test_a_missing_or_mistaken_gateway_is_said_when_the_server_starts() -> None:
    assert isinstance(said_with(name="production", mail_url="")[0], Caution)
    assert said_with(name="test", mail_url="") == []
    assert said_with(name="production", mail_url="smtp://mail.example.test") == []
    mistake = said_with(name="production", mail_url="http://user:secret@mail.example.test")[0]
    assert "TIDTAM_MAIL_URL looks like" in mistake.msg
    assert "secret" not in mistake.msg


def test_without_a_gateway_in_production_messages_wait() -> None:
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, name="production", mail_url="")):
        mailer = current_mailer()
    assert isinstance(mailer, NoMailer)
    with pytest.raises(GatewayDown):
        mailer.send(Mail(id="x", to="somchai@example.test", subject="x", body="x"))
