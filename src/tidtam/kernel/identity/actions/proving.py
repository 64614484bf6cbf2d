"""Whose account it is was shown by a number."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.actions import VerifiedClaims, carry_addresses, prove_number, update_from_verified_source

from .accounts import make_permanent

_followers: list[Callable[[Actor, Account], None]] = []


def when_person_is_proven(follow: Callable[[Actor, Account], None]) -> None:
    """For shelves above that keep something of an account under the key of its person: it moves in the same act."""
    _followers.append(follow)


def prove_owner(
    actor: Actor, account: Account, *, kind: str, number: str, country: str = "", claims: VerifiedClaims
) -> Account:
    """The account is permanent and belongs to the one person with this number; what was entered for them is theirs.

    Two accounts never become one here: who has one already is told so, and never whose it is.
    """
    if not actor.is_system:
        raise NotAllowed(_("Nobody vouches for themselves."))
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if account.person is None:
        raise Refused(_("This account belongs to no person, so nobody can be verified by it."), code="no_person")
    stated = account.person
    person = prove_number(actor, stated, kind=kind, number=number, country=country)
    if person.pk != stated.pk:
        if Account.objects.filter(person=person).exists():
            raise Refused(
                _(
                    "There is an account here already that was verified with this number, and a person has one only. "
                    "If it is yours, sign in to that one; if you do not know of any, ask the office."
                ),
                code="number_in_use",
            )
        carry_addresses(actor, stated, known_as=person)
        account.person = person
        account.save(update_fields=["person"])
        record(actor, "account.person_proven", "account", account.pk, person_id=person.pk)
        for follow in _followers:
            follow(actor, account)
    update_from_verified_source(actor, person, claims)
    return make_permanent(actor, account)
