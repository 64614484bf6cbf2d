"""What account administrators did to somebody's account, and why."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.private_text import unseal_all
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Record, Subject, register

from .models import Intervention


def export_interventions(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    rows = list(Intervention.objects.filter(account=subject.account_id).order_by("done_at", "id"))
    reasons = unseal_all((row.person_id, row.sealed_reason) for row in rows)
    return [
        Record(
            row.get_deed_display(), (Fact("done_at", _("Done at"), row.done_at), Fact("reason", _("Reason"), reason))
        )
        for row, reason in zip(rows, reasons, strict=True)
    ]


INTERVENTIONS = Holding(
    key="helpdesk.interventions",
    order=63,
    title=_("Help you were given with your account"),
    held_by=_("The office whose account administrator helped"),
    purpose=_("So that nobody does anything to your account unseen or without a reason."),
    kept_for=_("As long as your data."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("helpdesk.Intervention",),
    export_person=export_interventions,
    when_joined=STAYS,
    remains=_("What was done and when, under a number made by the system; not why."),
)


def register_all() -> None:
    register(INTERVENTIONS)
