"""What people were told, on which ways, and what they chose."""

from collections.abc import Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import STAYS, Fact, Holding, Joining, Record, Subject, register

from .choices import Channel
from .models import Destination, Notice, Preference
from .queries import readable

_NEWEST = 1_000


def of(subject: Subject) -> Q:
    rule = Q(pk__in=[])
    if subject.person_id is not None:
        rule |= Q(person=subject.person_id)
    if subject.account_id is not None:
        rule |= Q(account=subject.account_id)
    return rule


def export_notices(actor: Actor, subject: Subject) -> Sequence[Record]:
    rows = list(Notice.objects.filter(of(subject)).order_by("-created_at", "-id")[:_NEWEST])
    return [
        Record(
            told.words.subject,
            (
                Fact("created_at", _("Told at"), told.notice.created_at),
                Fact("read_at", _("Read at"), told.notice.read_at),
                Fact("body", _("Words"), told.words.body),
            ),
        )
        for told in readable(rows)
    ]


def erase_notices(actor: Actor, subject: Subject) -> int:
    """Those of an account without a person; the words of all others go with the person's key."""
    return Notice.objects.filter(of(subject)).exclude(platform_sealed="").update(platform_sealed="")


def export_ways(actor: Actor, subject: Subject) -> Sequence[Record]:
    ways = [
        Record(
            Channel(row.channel).label,
            (Fact("created_at", _("Since"), row.created_at), Fact("ended_at", _("Until"), row.ended_at)),
        )
        for row in Destination.objects.filter(of(subject)).order_by("created_at", "id")
    ]
    choices = [
        Record(
            Channel(row.channel).label,
            (
                Fact("kind", _("Kind of notice"), row.kind),
                Fact("is_on", _("Messages come"), row.is_on),
                Fact("changed_at", _("Chosen at"), row.changed_at),
            ),
        )
        for row in Preference.objects.filter(of(subject)).order_by("changed_at", "id")
    ]
    return [*ways, *choices]


def carry_ways(actor: Actor, lesser: Subject, into: Subject) -> None:
    """They go along with their account. Those of an account that ends tell nobody anything any more."""
    if lesser.account_id is not None:
        erase_ways(actor, lesser)
        return
    Destination.objects.filter(person=lesser.person_id).update(person=into.person_id)
    chosen = set(Preference.objects.filter(person=into.person_id).values_list("kind", "channel"))
    for row in Preference.objects.filter(person=lesser.person_id):
        if (row.kind, row.channel) not in chosen:
            row.person_id = into.person_id
            row.save(update_fields=["person"])


def erase_ways(actor: Actor, subject: Subject) -> int:
    rows = Destination.objects.filter(of(subject)).exclude(sealed="")
    rows.filter(ended_at=None).update(ended_at=actor.now())
    return rows.update(sealed="", fingerprint="")


NOTICES = Holding(
    key="notifications.notices",
    order=50,
    title=_("What you were told"),
    held_by=_("The office that runs this system"),
    purpose=_("To tell you what happens in your matters, and to be able to say later that you were told."),
    kept_for=_("As long as your data."),
    ground=_("Public task (PDPA section 24 (4))"),
    tables=("notifications.Notice", "notifications.Delivery"),
    export_person=export_notices,
    when_joined=STAYS,
    erase_person=erase_notices,
    remains=_("That you were told something, and when; no words."),
)
WAYS = Holding(
    key="notifications.ways",
    order=51,
    title=_("Devices and chats in which you are told"),
    held_by=_("The office that runs this system"),
    purpose=_("To tell you on the way you chose."),
    kept_for=_("Until you end it, or your data are erased."),
    ground=_("Consent (PDPA section 19): you linked it yourself"),
    tables=("notifications.Destination", "notifications.Preference"),
    export_person=export_ways,
    when_joined=Joining(follow=carry_ways),
    erase_person=erase_ways,
    goes_last=False,
    remains=_("Which kinds of notices you wanted; no address."),
)


def register_all() -> None:
    register(NOTICES, WAYS)
