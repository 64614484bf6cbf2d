"""Which services of others a person agreed to sign in to, and where they did."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.personal_data import Fact, Holding, Joining, Record, Subject, register

from .models import Authorization, Consent


def export_services(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.account_id is None:
        return ()
    consents = Consent.objects.filter(account=subject.account_id).select_related("service").order_by("given_at", "pk")
    return [
        Record(
            row.service.name(get_language() or "th"),
            (
                Fact("scopes", _("What it is told"), " ".join(row.scopes)),
                Fact("given_at", _("Given at"), row.given_at),
                Fact("expires_at", _("Until"), row.expires_at),
                Fact("ended_at", _("Ended at"), row.ended_at),
            ),
        )
        for row in consents
    ]


def erase_services(actor: Actor, subject: Subject) -> int:
    """Sign-ins end with their tokens; no service is told anything from now on."""
    if subject.account_id is None:
        return 0
    Authorization.objects.filter(account=subject.account_id).delete()
    return Consent.objects.filter(account=subject.account_id, ended_at=None).update(ended_at=actor.now())


def end_services(actor: Actor, lesser: Subject, into: Subject) -> None:
    """Services know the account that ends by a number of its own: the person agrees anew with the other one."""
    erase_services(actor, lesser)


SERVICES = Holding(
    key="provider.services",
    order=65,
    title=_("Services you sign in to with this account"),
    held_by=_("The office that runs this system; each service keeps what it was told itself"),
    purpose=_("So that one account opens other services, and tells them no more than you agreed to."),
    kept_for=_("Until you withdraw it, or your data are erased."),
    ground=_("Consent (PDPA section 19): you agreed to each service"),
    tables=("provider.Consent", "provider.Authorization", "provider.ServiceToken"),
    export_person=export_services,
    when_joined=Joining(follow=end_services),
    erase_person=erase_services,
    goes_last=False,
    remains=_("To which service you agreed and when, under a number made by the system."),
)


def register_all() -> None:
    register(SERVICES)
