"""What this product itself keeps of people: copies of their data, what they asked, and that they were erased."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.personal_data import Fact, Holding, Joining, Record, Subject, Term, register_terms

from .actions.downloads import KEPT_FOR, end_downloads
from .choices import RequestKind
from .items import label_of
from .models import DataRequest, Erasure
from .queries import asked_words

_GROUND = _("Legal obligation (PDPA sections 30 to 39)")


def export_requests(actor: Actor, subject: Subject) -> Sequence[Record]:
    rows = DataRequest.objects.filter(person=subject.person_id).order_by("asked_at", "id")
    return [
        Record(
            RequestKind(row.kind).label,
            (
                Fact("asked_at", _("Asked at"), row.asked_at),
                *([Fact("item", _("About"), str(label_of(row.item)))] if row.item else []),
                *(Fact(key, _WORDS[key], words) for key, words in asked_words(row).items()),
                Fact("carried_out_at", _("Carried out at"), row.carried_out_at),
            ),
        )
        for row in rows
    ]


def erase_copies(actor: Actor, subject: Subject) -> int:
    return end_downloads(actor, person_id=subject.person_id) if subject.person_id else 0


def _end_copies(actor: Actor, older_than: datetime) -> int:
    return end_downloads(actor, before=older_than + KEPT_FOR)


def refuse_while_erasing(actor: Actor, lesser: Subject, into: Subject) -> None:
    """Whoever ordered one record to be erased did not mean the other."""
    standing = Erasure.objects.filter(stopped_at=None, completed_at=None)
    if standing.filter(person__in=[lesser.person_id, into.person_id]).exists():
        raise Refused(
            _("The data of one of these accounts are about to be erased. Stop that first, or let it be done."),
            code="erasing",
        )


_WORDS = {"wrong": _("What is wrong"), "right": _("What is right"), "reason": _("Reason")}

REQUESTS = Holding(
    key="datarights.requests",
    order=140,
    title=_("What you asked to be done with your data"),
    held_by=_("The office that was asked"),
    purpose=_("To decide on it, and to be able to show that it was decided."),
    kept_for=_("Copies for three days; requests as long as your data."),
    ground=_GROUND,
    tables=("datarights.Download", "datarights.DataRequest", "datarights.Erasure"),
    export_person=export_requests,
    when_joined=Joining(refuse_to=refuse_while_erasing),
    erase_person=erase_copies,
    goes_last=False,
    remains=_("That there was a request and an erasure, under a number made by the system."),
)


def register_own_terms() -> None:
    copies = _("Copies of their data that people were handed")
    register_terms(Term("data_copies", copies, _GROUND, days=KEPT_FOR.days, expire=_end_copies))
