from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import scope


def get_account(actor: Actor, login: str) -> Account:
    """The account with exactly this user name or e-mail."""
    text = login.strip().lower()
    by = {"email": text} if "@" in text else {"username": text}
    account = scope(Account.objects.all(), actor).filter(**by).first()
    if account is None:
        raise Refused(_("No account has this user name or e-mail."), code="unknown_account")
    return account
