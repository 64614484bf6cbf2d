"""What the register of academic positions keeps of holders, and of the officers who record it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import STAYS, Fact, Hold, Holding, Record, Subject

from . import content as contents
from .models import Entry, Recorder

_GROUND = _("The register of academic positions is an official record that everybody may read (PDPA section 24 (4))")


def export_entry(actor: Actor, subject: Subject) -> Sequence[Record]:
    row = Entry.objects.filter(person=subject.person_id).select_related("organization").first()
    if row is None or subject.person_id is None:
        return ()
    facts = (
        Fact("organization", _("Organisation"), row.organization.name),
        Fact("state", _("State"), row.get_state_display()),
        Fact("approved_at", _("Approved at"), row.approved_at),
    )
    return [Record(_("Entry of the register"), facts, contents.unseal(subject.person_id, row.sealed).facts)]


def entry_held_back(actor: Actor, subject: Subject) -> Sequence[Hold]:
    standing = Entry.objects.filter(person=subject.person_id, approved_at__isnull=False).exists()
    return [Hold(_("You stand in the register of academic positions"), _GROUND, "")] if standing else ()


def export_recorder(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    return [
        Record(
            _("Contact of a recorder"),
            (
                Fact("name", _("Name"), row.name),
                Fact("phone", _("Telephone"), row.phone),
                Fact("email", _("E-mail"), row.email),
            ),
        )
        for row in Recorder.objects.filter(account_id=subject.account_id).exclude(name="")
    ]


def erase_recorder(actor: Actor, subject: Subject) -> int:
    if subject.account_id is None:
        return 0
    rows = Recorder.objects.filter(account_id=subject.account_id).exclude(name="")
    return rows.update(name="", phone="", email="")


ENTRIES = Holding(
    key="registry.entries",
    order=130,
    title=_("Your entry in the register of academic positions"),
    held_by=_("The ministry, and the institution named there"),
    purpose=_("So that everybody can know who holds which academic position."),
    kept_for=_("For good: who was appointed is a public fact."),
    ground=_GROUND,
    tables=(
        "registry.Entry",
        "registry.Revision",
        "registry.Correction",
        "registry.CorrectionPoint",
        "registry.ChangeNotice",
        "registry.Justification",
        "registry.Holding",
    ),
    export_person=export_entry,
    when_joined=STAYS,
    held_back=entry_held_back,
    remains=_("That there was an entry that was never approved; nothing of what it said."),
)
RECORDERS = Holding(
    key="registry.recorders",
    order=131,
    title=_("How you are reached as a recorder of the register"),
    held_by=_("The institution you record for"),
    purpose=_("So that the ministry can ask who recorded an entry."),
    kept_for=_("Until you enter another, or your data are erased."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("registry.Recorder",),
    export_person=export_recorder,
    when_joined=STAYS,
    erase_person=erase_recorder,
    goes_last=False,
)
