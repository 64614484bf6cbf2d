"""How a person tried to be known for who they are, and what came of it. Evidence is codes; what was typed is gone."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import Fact, Holding, Joining, Record, Subject, Term, register, register_terms

from .actions import forget_documents, forget_requests
from .actions.asking import cancel_requests
from .models import VerificationRequest
from .sealing import declared_of, reason_of

_GROUND = _("Public task (PDPA section 24 (4))")
_DOCUMENTS_GROUND = _(
    "Kept no longer than needed (PDPA section 37 (3)): while the decision can be appealed against or taken back "
    "(Administrative Procedure Act, sections 44 and 49)"
)
DOCUMENTS_KEPT = 90
"""Days after the request ended; an office with a rule of its own sets another number."""


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
                *_typed(row),
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


def _typed(row: VerificationRequest) -> Iterator[Fact]:
    """What was declared, but for the number, and what the administrator answered; as long as it is kept."""
    if (declared := declared_of(row)) is not None:
        yield Fact("unit", _("Unit"), declared.unit)
        yield Fact("position", _("Position"), declared.position)
    if reason := reason_of(row):
        yield Fact("reason", _("Reason"), reason)


def erase_requests(actor: Actor, subject: Subject) -> int:
    return forget_requests(actor, subject.account_id) if subject.account_id else 0


REQUESTS = Holding(
    key="verification.requests",
    order=45,
    title=_("How you were verified"),
    held_by=_("The office that runs this system"),
    purpose=_("To know that you are who you say you are, and to be able to show how that was found."),
    kept_for=_(
        "Which source said what, as long as your data; a document you handed in, for a time after the decision; "
        "what stands on the card, a day at most."
    ),
    ground=_GROUND,
    tables=("verification.VerificationRequest", "verification.EvidenceRow"),
    export_person=export_requests,
    when_joined=Joining(follow=cancel_requests),
    erase_person=erase_requests,
    remains=_("Which source was asked when and with which result, under a number made by the system."),
)


def register_all() -> None:
    register(REQUESTS)
    register_terms(
        Term(
            "cards_being_verified",
            _("What was typed from an ID card"),
            _GROUND,
            days=1,
            ended_by=_("The clearing away every five minutes"),
        ),
        Term(
            "verification_documents",
            _("Documents handed in to be verified, with what was declared"),
            _DOCUMENTS_GROUND,
            unless_set=DOCUMENTS_KEPT,
            expire=forget_documents,
        ),
    )
