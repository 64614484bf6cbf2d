"""What agencies' officers asked the central group, and which tokens they took up."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.private_text import unseal_all
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Record, Subject, register

from .models import TokenRequest


def export_requests(actor: Actor, subject: Subject) -> Sequence[Record]:
    rows = list(
        TokenRequest.objects.filter(person=subject.person_id).select_related("organization").order_by("asked_at")
    )
    reasons = unseal_all((row.person_id, row.sealed_reason) for row in rows)
    answers = unseal_all((row.person_id, row.sealed_answer) for row in rows)
    return [
        Record(
            _("Request for a new token"),
            (
                Fact("organization", _("Organisation"), row.organization.name),
                Fact("asked_at", _("Asked at"), row.asked_at),
                Fact("reason", _("Reason"), reason),
                Fact("answered_at", _("Answered at"), row.answered_at),
                Fact("answer", _("Answer"), answer),
            ),
        )
        for row, reason, answer in zip(rows, reasons, answers, strict=True)
    ]


REQUESTS = Holding(
    key="agencies.requests",
    order=70,
    title=_("What you asked for as a service-point officer"),
    held_by=_("The central group for service points"),
    purpose=_("So that one person at a time answers for an agency's service points."),
    kept_for=_("As long as your data."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("agencies.AgencyToken", "agencies.TokenRequest"),
    export_person=export_requests,
    when_joined=STAYS,
    remains=_("That a token was asked for and taken up, under a number made by the system; no words."),
)


def register_all() -> None:
    register(REQUESTS)
