"""The trail of what was done: it says who looked at a person's data, and is never rewritten."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Record, Subject, Term, register, register_terms

from . import wording
from .choices import LOOKING
from .models import AuditRecord

_NEWEST = 1_000
TRAIL = "audit_trail"
_GROUND = _("Security of personal data (PDPA section 37 (1)): who did what can be found out")


def export_looks(actor: Actor, subject: Subject) -> Sequence[Record]:
    """The newest ones; each names the office that looked, as the page does that shows them all."""
    if subject.person_id is None:
        return ()
    looks = AuditRecord.objects.filter(person_id=subject.person_id, verb__in=LOOKING).exclude(
        actor_person=subject.person_id
    )
    return [
        Record(
            wording.verb_label(row.verb),
            (
                Fact("at", _("When"), row.at),
                Fact("thing", _("What"), str(wording.thing_label(row.object_kind))),
                Fact("organization", _("Organisation"), row.organization_path),
            ),
        )
        for row in looks.order_by("-at", "-id")[:_NEWEST]
    ]


LOOKS = Holding(
    key="audit",
    order=90,
    title=_("Who looked at your data"),
    held_by=_("The office that runs this system"),
    purpose=_("So that nobody looks at your data or changes it unseen."),
    kept_for=_("As long as the office has set for the trail; it holds numbers and codes, never names or words."),
    ground=_GROUND,
    tables=("audit.AuditRecord",),
    export_person=export_looks,
    when_joined=STAYS,
    remains=_("The whole trail. It names you by a number made by the system, which means nothing once you are erased."),
)


def register_all() -> None:
    register(LOOKS)
    register_terms(Term(TRAIL, _("Audit trail"), _GROUND))
