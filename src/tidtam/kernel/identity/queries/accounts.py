from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import scope
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import ContactAddress
from tidtam.kernel.people.queries import current_addresses
from tidtam.thai import mobile
from tidtam.thai.errors import ThaiInputError


def clean_login(text: str) -> str:
    """A mobile number, however it is typed, in one form; a user name or an e-mail address as it is."""
    login = text.strip()
    if "@" in login:
        return login
    try:
        return mobile.parse(login)
    except ThaiInputError:
        return login


def account_at(actor: Actor, address: str) -> Account | None:
    """The one account whose owner has proven this e-mail address or mobile number; none where two share it.

    Asked by who is nobody yet, so it is asked as the platform; the caller must not tell the answer.
    """
    kind = AddressKind.EMAIL if "@" in address else AddressKind.MOBILE
    with acting_as(platform_for(actor)):
        proven = ContactAddress.objects.filter(
            kind=kind, value=address, ended_at=None, verified_at__isnull=False
        ).values("person")
        reached = Q(person__in=proven)
        if kind == AddressKind.EMAIL:
            reached |= Q(email=address.lower())
        found = list(Account.objects.filter(reached, locked_at=None, ended_at=None).select_related("person")[:2])
    return found[0] if len(found) == 1 else None


def get_account(actor: Actor, login: str) -> Account:
    """The account with exactly this user name or e-mail."""
    text = login.strip().lower()
    by = {"email": text} if "@" in text else {"username": text}
    account = scope(Account.objects.all(), actor).filter(**by).first()
    if account is None:
        raise Refused(_("No account has this user name or e-mail."), code="unknown_account")
    return account


def addresses_of(actor: Actor, account: Account) -> dict[str, str]:
    """Where the owner is reached now, by kind; for the owner."""
    given = current_addresses(actor, account.person_id) if account.person_id else {}
    found = {kind: address.value for kind, address in given.items()}
    if account.email:
        found.setdefault(AddressKind.EMAIL, account.email)
    return found


def written_addresses_of(actor: Actor, account: Account) -> dict[str, str]:
    """The same, as people write them."""
    found = addresses_of(actor, account)
    if number := found.get(AddressKind.MOBILE):
        found[AddressKind.MOBILE] = mobile.display(number, get_language() or "th")
    return found
