"""Finding the account a role is for, without letting an administrator find out who has one."""

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.policies import administers_roles
from tidtam.kernel.access.queries import AccountFacts, find_account
from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record

MOST_MISSES = 10
"""How often in an hour a name may lead nowhere: enough for misspellings, too few for trying out lists."""
HOUR = 3_600


def look_up_account(actor: Actor, text: str) -> AccountFacts:
    """The account with exactly this user name or e-mail. What was typed is not recorded, that nobody was found is."""
    if not administers_roles(actor):
        raise NotAllowed(_("Only a role administrator may look for accounts."))
    key = f"access:misses:{actor.account_id}"
    misses: int = cache.get(key, 0)
    if misses >= MOST_MISSES and not actor.is_system:
        raise Refused(
            _("Too many names led to nobody. Try again in an hour, or ask the person how theirs is spelt."),
            code="too_many",
            field="account",
        )
    account = find_account(text)
    if account is not None:
        return account
    cache.set(key, misses + 1, HOUR)
    with transaction.atomic():
        record(actor, "role.account_not_found", "account", "")
    raise Refused(
        _("Nobody has exactly this user name or e-mail. Ask the person how it is spelt in their account."),
        code="unknown_account",
        field="account",
    )
