from dataclasses import replace
from datetime import timedelta

import pytest

from tidtam.kernel.actor import SYSTEM, Actor, acting_as, clock_at
from tidtam.kernel.identity.actions import lock_account, make_permanent
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.tests.factories import client_for, make_account
from tidtam.kernel.notifications.models import Notice
from tidtam.kernel.registration.actions import send_due_reminders
from tidtam.kernel.registration.models import Reminder
from tidtam.kernel.registration.tasks import remind

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-12")]


def temporary(days: int = 60) -> Account:
    return make_account(temporary_until=SYSTEM.today() + timedelta(days=days))


def on_day(days: int) -> Actor:
    """The platform, so many days from now."""
    return replace(SYSTEM, clock=clock_at(SYSTEM.now() + timedelta(days=days)))


def sent() -> list[int]:
    with acting_as(SYSTEM):
        return list(Reminder.objects.order_by("pk").values_list("days_before", flat=True))


def run(day: int) -> None:
    actor = on_day(day)
    with acting_as(actor):
        send_due_reminders(actor)


def test_told_fourteen_three_and_no_days_before_the_end_and_never_twice() -> None:
    account = temporary()
    told: list[int] = []
    for day in range(63):
        for _hour in range(2):
            run(day)
        if len(sent()) > len(told):
            told.append(day)
    assert told == [46, 57, 60]
    assert sent() == [14, 3, 0]
    with acting_as(SYSTEM):
        assert Notice.objects.filter(subject_id=account.pk).count() == 3


def test_days_without_a_worker_cost_nobody_the_reminder_and_bring_no_old_ones() -> None:
    temporary()
    run(50)
    run(50)
    assert sent() == [14]
    run(59)
    assert sent() == [14, 3]
    run(90)
    assert sent() == [14, 3]


def test_what_is_permanent_or_locked_is_not_told() -> None:
    with acting_as(SYSTEM):
        make_permanent(SYSTEM, temporary(3))
        lock_account(SYSTEM, temporary(3))
    make_account()
    run(0)
    assert sent() == []


def test_another_last_day_is_told_of_anew() -> None:
    account = temporary(3)
    run(0)
    Account.objects.filter(pk=account.pk).update(temporary_until=SYSTEM.today() + timedelta(days=2))
    run(0)
    assert sent() == [3, 3]


def test_killed_in_between_neither_reminder_nor_notice_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    temporary(3)

    def dies(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("tidtam.kernel.registration.actions.reminding.notify", dies)
        with pytest.raises(KeyboardInterrupt), acting_as(SYSTEM):
            send_due_reminders(SYSTEM)
    assert sent() == []
    run(0)
    assert sent() == [3]


def test_the_job_goes_on_until_nobody_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tidtam.kernel.registration.actions.reminding.AT_ONCE", 2)
    for _account in range(5):
        temporary(14)
    remind(0)
    assert sent() == [14] * 5


def test_the_notice_leads_to_the_page_that_says_until_when() -> None:
    account = temporary(3)
    run(0)
    with acting_as(SYSTEM):
        url = Notice.objects.get(subject_id=account.pk).url
    assert client_for(account).get(url).status_code == 200


def test_a_permanent_account_has_no_such_page() -> None:
    assert client_for(make_account()).get("/account/register/done/").headers["location"] == "/account/"
