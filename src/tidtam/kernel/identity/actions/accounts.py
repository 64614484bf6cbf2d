"""Accounts come into being, are locked, opened again and ended here; nothing of them is deleted."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as, new_id
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.choices import Language
from tidtam.kernel.identity.http import actor_of, facts_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.notices import WHAT, tell
from tidtam.kernel.identity.policies import can_change_account, can_create_account, can_lock_account, can_make_permanent
from tidtam.kernel.identity.usernames import clean_username, skeleton
from tidtam.kernel.people.models import Person

from .sessions import end_other_sessions

LONGEST_PASSWORD = 256
"""Longer ones are refused unread: hashing them would cost the server, not the guesser."""

# The framework's own sentences do not speak Thai.
_WEAK = {
    "password_too_short": _("The password is too short. Use at least 12 characters."),
    "password_too_common": _("Many people use this password, so it is tried first. Choose another."),
    "password_too_similar": _("The password is too much like your user name or e-mail. Choose another."),
}


def create_account(
    actor: Actor,
    *,
    person: Person | None,
    username: str = "",
    password: str = "",
    email: str = "",
    language: str = Language.THAI,
    temporary_until: date | None = None,
) -> Account:
    """Give a person a way to sign in. Without a password they sign in with ThaiD only; without a last day, for good."""
    if not can_create_account(actor):
        raise NotAllowed(_("Accounts are made by registering or by signing in."))
    account = Account(id=new_id(), person=person, created_at=actor.now(), language=language)
    account.temporary_until = temporary_until
    account.email = clean_email(email)
    if username:
        account.username = clean_username(username)
        account.username_skeleton = skeleton(account.username)
    _refuse_taken(account)
    store_password(account, password)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
            _record(actor, "account.created", account)
    except IntegrityError:
        # Two at once: what stood free a moment ago is taken now.
        _refuse_taken(account)
        raise
    return account


def make_permanent(actor: Actor, account: Account) -> Account:
    """Who its owner is was verified: it has no last day any more. What was verified, the caller records."""
    account = _take(account)
    if not can_make_permanent(actor):
        raise NotAllowed(_("An account becomes permanent by verification."))
    if account.temporary_until is not None:
        account.temporary_until = None
        account.save(update_fields=["temporary_until"])
        _record(actor, "account.made_permanent", account)
    return account


def lock_account(actor: Actor, account: Account) -> Account:
    """Nobody signs in with a locked account, and its sessions end with the next request."""
    account = _take(account)
    if not can_lock_account(actor, account):
        raise NotAllowed(_("Only an account administrator may lock an account, and never their own."))
    if account.locked_at is None:
        account.locked_at = actor.now()
        account.save(update_fields=["locked_at"])
        _record(actor, "account.locked", account)
    return account


def unlock_account(actor: Actor, account: Account) -> Account:
    account = _take(account)
    if not can_lock_account(actor, account):
        raise NotAllowed(_("Only an account administrator may open a locked account, and never their own."))
    if account.locked_at is not None:
        account.locked_at = None
        account.save(update_fields=["locked_at"])
        _record(actor, "account.unlocked", account)
    return account


def choose_language(actor: Actor, account: Account, *, language: str) -> Account:
    account = _take(account)
    if not can_change_account(actor, account):
        raise NotAllowed(_("Only the owner of an account may choose its language."))
    if language not in Language.values:
        raise Refused(_("Choose Thai or English."), code="language", field="language")
    if account.language != language:
        account.language = language
        account.save(update_fields=["language"])
    return account


def follow_language(request: HttpRequest) -> None:
    """The language switched to on a page is remembered with the account: letters to the person come in it, too."""
    account, chosen = facts_of(request).account, request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if account is not None and chosen in Language.values and chosen != account.language:
        with acting_as(actor_of(request)) as actor:
            account.language = choose_language(actor, account, language=chosen).language


def choose_username(actor: Actor, account: Account, *, username: str) -> Account:
    """Once, for who came with ThaiD and has none: by it they are found when a role is given to them."""
    account = _take(account)
    if not can_change_account(actor, account):
        raise NotAllowed(_("Only the owner of an account may choose its user name."))
    if account.username is not None:
        raise Refused(_("This account has a user name already, and keeps it."), code="has_username")
    account.username = clean_username(username)
    account.username_skeleton = skeleton(account.username)
    _refuse_taken(account)
    try:
        with transaction.atomic():
            account.save(update_fields=["username", "username_skeleton"])
            _record(actor, "account.username_chosen", account)
    except IntegrityError:
        raise _taken() from None
    return account


def reset_second_factor(actor: Actor, account: Account) -> None:
    """For somebody who lost phone and recovery codes and proved at the counter who they are."""
    account = _take(account)
    if not can_lock_account(actor, account):
        raise NotAllowed(_("Only an account administrator may reset a second factor, and never their own."))
    Authenticator.objects.filter(user=account).delete()
    end_other_sessions(SYSTEM, account, keep=None)
    _record(actor, "account.second_factor_reset", account)


def change_password(actor: Actor, account: Account, *, password: str) -> Account:
    """Every other session of the account ends: its fingerprint of the password no longer fits."""
    account = _take(account)
    if not can_change_account(actor, account):
        raise NotAllowed(_("Only the owner of an account may change its password."))
    if account.username is None and not account.email:
        raise Refused(
            _("This account has no user name, so a password would be of no use. Sign in with ThaiD."),
            code="no_username",
        )
    if not password:
        raise Refused(_("Type the new password."), code="password_empty", field="password")
    store_password(account, password)
    account.save(update_fields=["password"])
    _record(actor, "account.password_changed", account)
    if actor.account_id == account.pk:  # who does it for somebody tells more than that
        tell(actor, account, WHAT["password_changed"])
    return account


def clean_email(text: str) -> str:
    email = text.strip().lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("An e-mail address looks like name@example.go.th."), code="email_form", field="email") from None
    return email


def store_password(account: Account, password: str) -> None:
    if not password:
        account.set_unusable_password()
        return
    if len(password) > LONGEST_PASSWORD:
        raise Refused(
            _("The password is too long. Use at most %(limit)d characters.") % {"limit": LONGEST_PASSWORD},
            code="password_long",
            field="password",
        )
    try:
        validate_password(password, account)
    except ValidationError as error:
        faults = [str(_WEAK[fault.code]) for fault in error.error_list if fault.code in _WEAK]
        raise Refused(" ".join(faults or error.messages), code="password_weak", field="password") from None
    account.set_password(password)


def _take(account: Account) -> Account:
    """The row itself, locked until the action is done."""
    return Account.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _record(actor: Actor, verb: str, account: Account) -> None:
    record(actor, verb, "account", account.pk, person_id=account.person_id)


def _refuse_taken(account: Account) -> None:
    others = Account.objects.exclude(pk=account.pk)
    if account.username and others.filter(username_skeleton=account.username_skeleton).exists():
        raise _taken()
    if account.email and others.filter(email=account.email).exists():
        raise Refused(
            _("Another account uses this e-mail address. Use another address."), code="email_taken", field="email"
        )
    if account.person_id and others.filter(person_id=account.person_id).exists():
        raise Refused(_("This person already has an account."), code="person_has_account", field="person")


def _taken() -> Refused:
    return Refused(
        _("This user name, or one that looks like it, is taken. Choose another."),
        code="username_taken",
        field="username",
    )
