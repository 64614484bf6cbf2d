"""Whose account it is was shown by a number."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.actions import VerifiedClaims, join_records, prove_number, update_from_verified_source
from tidtam.kernel.personal_data import Subject

from .accounts import make_permanent


def prove_owner(
    actor: Actor, account: Account, *, kind: str, number: str, country: str = "", claims: VerifiedClaims
) -> Account:
    """The account is permanent and belongs to the one person with this number; what was entered for them is theirs.

    Two accounts never become one here: who has one already is told so, and never whose it is (see `joining`).
    """
    if not actor.is_system:
        raise NotAllowed(_("Nobody vouches for themselves."))
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account.ended_at is not None:
        raise Refused(_("This account has ended."), code="ended")
    if account.person is None:
        raise Refused(_("This account belongs to no person, so nobody can be verified by it."), code="no_person")
    stated = account.person
    person = prove_number(actor, stated, kind=kind, number=number, country=country)
    if person.pk != stated.pk:
        if Account.objects.filter(person=person).exists():
            raise Refused(
                _(
                    "There is an account here already that was verified with this number, and a person has one only. "
                    "If it is yours, prove it with ThaiD or Digital ID: then the two can be joined. If you do not "
                    "know of any, ask the office."
                ),
                code="number_in_use",
            )
        account.person = person
        account.save(update_fields=["person"])
        record(actor, "account.person_proven", "account", account.pk, person_id=person.pk)
        person = join_records(actor, Subject(stated.pk, None), Subject(person.pk, account.pk))
    update_from_verified_source(actor, person, claims)
    return make_permanent(actor, account)
