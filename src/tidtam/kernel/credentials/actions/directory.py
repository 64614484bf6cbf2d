"""Signing in with the office's directory: switched on by its owner, who proves that the entry is theirs."""

from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.credentials.models import DirectoryLogin
from tidtam.kernel.credentials.notices import tell
from tidtam.kernel.credentials.office_directory import ask, clean_user_name, the_directory
from tidtam.kernel.identity.actions.sessions import end_other_sessions
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import can_change_account
from tidtam.kernel.verification.actions import as_known
from tidtam.kernel.verification.connectors import Part, Stated
from tidtam.kernel.verification.queries import standing_of


def join_directory(actor: Actor, account: Account, *, user_name: str, password: str) -> DirectoryLogin:
    """Waits for the directory: call it outside of any transaction."""
    asked, name = the_directory(), clean_user_name(user_name)
    stated = _stated(actor, account)
    answer = ask(actor, lambda: asked.confirms(stated, user_name=name, password=password, now=actor.now()))
    if Part.PASSWORD in answer.evidence.differing:
        raise Refused(
            _("The directory does not know this user name with this password. Check both."), code="wrong_password"
        )
    if not answer.is_match:
        raise Refused(
            _(
                "The directory has another national ID number or another name in this entry than your account. Ask "
                "those who keep the directory to mend it."
            ),
            code="other_person",
        )
    return _store(actor, account, name)


def leave_directory(actor: Actor, account: Account, *, keep_session: str | None) -> None:
    """Whoever signed in so elsewhere is out at once: perhaps the password became known."""
    _require_owner(actor, account)
    if _open(account).update(ended_at=actor.now()):
        end_other_sessions(actor, account, keep=keep_session)
        record(actor, "account.directory_left", "account", account.pk, person_id=account.person_id)
        tell(actor, account, "directory_left")


def _stated(actor: Actor, account: Account) -> Stated:
    _require_owner(actor, account)
    with acting_as(actor):
        standing = standing_of(actor)
    if account.person_id is None or not standing.is_thai or not standing.masked:
        raise Refused(_("Your number has to be verified first."), code="unverified")
    with acting_as(platform_for(actor)) as platform:
        return as_known(platform, account.person_id)


def _store(actor: Actor, account: Account, name: str) -> DirectoryLogin:
    """Whoever had the name before has it no more: the entry bears this person's number."""
    try:
        with acting_as(platform_for(actor)) as platform:
            Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
            _open(account).update(ended_at=actor.now())
            DirectoryLogin.objects.filter(user_name=name, ended_at=None).update(ended_at=actor.now())
            login = DirectoryLogin.objects.create(account=account, user_name=name, begun_at=actor.now())
            record(actor, "account.directory_joined", "account", account.pk, person_id=account.person_id)
            tell(platform, account, "directory_joined")
    except IntegrityError:
        raise Refused(_("The same was asked twice at once. Try again."), code="at_once") from None
    return login


def _open(account: Account) -> QuerySet[DirectoryLogin]:
    return DirectoryLogin.objects.filter(account=account, ended_at=None)


def _require_owner(actor: Actor, account: Account) -> None:
    if not can_change_account(actor, account):
        raise NotAllowed(_("Only the owner of an account may choose how it is signed in with."))
