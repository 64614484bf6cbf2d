from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.personal_data import Subject

from .sessions import end_other_sessions


def erase_account(actor: Actor, subject: Subject) -> int:
    """Nobody signs in with it any more, and nothing that is left tells whose it was. The row stays, for histories."""
    if not actor.is_system:
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    if subject.account_id is None:
        return 0
    account = Account.objects.select_for_update(of=("self",)).filter(pk=subject.account_id).first()
    if account is None or (account.ended_at is not None and account.username is None and not account.email):
        return 0
    _close(actor, account)
    record(actor, "account.erased", "account", account.pk, person_id=account.person_id)
    return 1


def end_joined_account(actor: Actor, lesser: Subject, into: Subject) -> None:
    """The account that nobody vouched for ends; nothing that was set up for it opens the one it is joined to."""
    if lesser.account_id is None:
        return
    account = Account.objects.select_for_update(of=("self",)).get(pk=lesser.account_id)
    _close(actor, account)
    details = {"other_account": into.account_id}
    record(actor, "account.ended_by_joining", "account", account.pk, person_id=account.person_id, details=details)


def _close(actor: Actor, account: Account) -> None:
    end_other_sessions(actor, account, keep=None)
    Authenticator.objects.filter(user=account).delete()
    account.username = account.username_skeleton = account.temporary_until = None
    account.email = ""
    account.ended_at = account.ended_at or actor.now()
    account.set_unusable_password()
    account.save()
