"""How a person tried to be known for who they are, and what came of it. Evidence is codes; what was typed is gone."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import Fact, Holding, Record, Subject, register

from .models import VerificationRequest


def export_requests(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    return [
        Record(
            row.get_way_display(),
            (
                Fact("state", _("State"), row.get_state_display()),
                Fact("ending", _("How it ended"), row.get_ending_display()),
                Fact("begun_at", _("Begun at"), row.begun_at),
                Fact("ended_at", _("Ended at"), row.ended_at),
                *(
                    Fact(f"evidence_{number}", evidence.get_source_display(), evidence.get_result_display())
                    for number, evidence in enumerate(row.evidence.all(), start=1)
                ),
            ),
        )
        for row in VerificationRequest.objects.filter(account=subject.account_id)
        .prefetch_related("evidence")
        .order_by("begun_at", "pk")
    ]


REQUESTS = Holding(
    key="verification.requests",
    order=45,
    title=_("How you were verified"),
    held_by=_("The office that runs this system"),
    purpose=_("To know that you are who you say you are, and to be able to show how that was found."),
    kept_for=_("As long as your data; what stands on the card, a day at most."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("verification.VerificationRequest", "verification.EvidenceRow"),
    export_person=export_requests,
    remains=_("Which source was asked when and with which result, under a number made by the system."),
)


def register_all() -> None:
    register(REQUESTS)
