"""Reminders before a temporary account ends."""

from django.urls import reverse

from tidtam.kernel.actor import Actor
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.registration.models import Reminder
from tidtam.kernel.registration.notices import ENDS_SOON
from tidtam.kernel.registration.queries import DueReminder, due_reminders

AT_ONCE = 200


def send_due_reminders(actor: Actor) -> int:
    """Some of those that are due; how many there were tells whether to call again.

    A reminder and the notice it stands for are one transaction: killed in between, neither is there; run twice, or by
    two workers, the second finds the row and sends nothing.
    """
    due = due_reminders(actor, AT_ONCE)
    for reminder in due:
        _remind(actor, reminder)
    return len(due)


def _remind(actor: Actor, due: DueReminder) -> None:
    _row, is_new = Reminder.objects.get_or_create(
        account=due.account,
        last_day=due.last_day,
        days_before=due.days_before,
        defaults={"sent_at": actor.now()},
    )
    if not is_new:
        return
    notify(
        actor,
        account_id=due.account.pk,
        kind=ENDS_SOON.key,
        subject_kind="account",
        subject_id=due.account.pk,
        url=reverse("registered"),
        context={"last_day": due.last_day},
    )
