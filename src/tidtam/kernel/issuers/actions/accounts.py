"""Whose account it is, once a provider has said who sits there."""

from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.identity.actions import create_account, make_permanent, prove_owner
from tidtam.kernel.identity.choices import Provider
from tidtam.kernel.identity.models import Account
from tidtam.kernel.issuers.openid import CardHolder, Failure, OpenIdFailure
from tidtam.kernel.people.actions import VerifiedClaims, find_or_enter_person, update_from_verified_source
from tidtam.kernel.people.choices import IdentifierKind

_UNPROVABLE = {"erasing": Failure.ERASING}


def open_account(actor: Actor, provider: Provider, holder: CardHolder) -> Account:
    """The account of whom the provider vouches for: matched by number, never by name; made at the first sign-in.

    A temporary one is permanent from then on: more proof of its owner there is not.
    """
    system = platform_for(actor)
    with acting_as(system):
        person = find_or_enter_person(
            system,
            kind=IdentifierKind.NATIONAL_ID,
            number=holder.national_id,
            given_name=holder.given_name,
            family_name=holder.family_name,
            title=holder.title,
            given_name_en=holder.given_name_en,
            family_name_en=holder.family_name_en,
        )
        person = update_from_verified_source(system, person, _claims(provider, holder))
        account = Account.objects.filter(person=person).first()
        if account is None:
            return create_account(system, person=person)
        return make_permanent(system, account) if account.temporary_until else account


def prove_account(actor: Actor, account: Account, provider: Provider, holder: CardHolder) -> Account:
    """The signed-in owner of a temporary account is whom the provider names: it is theirs, and permanent.

    Where that person has an account already it is that one; the person is asked whether the two are to be one.
    """
    system = platform_for(actor)
    try:
        with acting_as(system):
            return prove_owner(
                system,
                account,
                kind=IdentifierKind.NATIONAL_ID,
                number=holder.national_id,
                claims=_claims(provider, holder),
            )
    except Refused as refused:
        if refused.code != "number_in_use":
            raise OpenIdFailure(_UNPROVABLE.get(refused.code, Failure.OTHER_NUMBER)) from None
    other = open_account(actor, provider, holder)
    if not other.is_active:
        raise OpenIdFailure(Failure.NUMBER_IN_USE)
    return other


def _claims(provider: Provider, holder: CardHolder) -> VerifiedClaims:
    return VerifiedClaims(
        source=provider.value,
        title=holder.title,
        given_name=holder.given_name,
        middle_name=holder.middle_name,
        family_name=holder.family_name,
        title_en=holder.title_en or None,
        given_name_en=holder.given_name_en or None,
        middle_name_en=holder.middle_name_en or None,
        family_name_en=holder.family_name_en or None,
    )
