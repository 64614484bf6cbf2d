"""The second factor: an authenticator app, and ten recovery codes for the day the phone is lost."""

import logging

from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, validate_totp_code
from allauth.mfa.utils import decrypt, encrypt
from django.contrib.sessions.backends.base import SessionBase
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.queries import grants_of
from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.choices import SignInMethod
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.notices import WHAT, tell
from tidtam.kernel.identity.policies import can_change_account
from tidtam.kernel.identity.queries.acting import is_named_with_own_factor, is_proven_anew, is_vouched_for
from tidtam.kernel.identity.queries.second_factor import SELF_ENROLLED, is_self_enrolled

from .sessions import end_other_sessions, renew_session

logger = logging.getLogger(__name__)

_NEW_SECRET = "tidtam_new_totp"  # noqa: S105  # nosec B105 - the name of a place, not a secret
_CODE_LIVES_SECONDS = 120
"""Longer than any code is accepted, so that none is accepted twice."""


def check_code(request: HttpRequest, account: Account, code: str) -> None:
    """A code from the app or one of the recovery codes; noted in the session if it is right."""
    _count_try(request, account)
    typed = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
    authenticators = Authenticator.objects.filter(user=account, type__in=typed).order_by("-type")
    for authenticator in authenticators:
        if authenticator.wrap().validate_code(code) and _is_first_use(account, code):
            ratelimit.clear(request, action="second_factor", key=str(account.pk))
            authenticator.record_usage()
            record_authentication(request, account, method=method_of(authenticator).value)
            return
    logger.info("second factor: refused")
    raise _wrong_code()


def new_secret(session: SessionBase) -> str:
    """The secret being set up; the same until it is confirmed, so that reloading the page does no harm."""
    if _NEW_SECRET not in session:
        session[_NEW_SECRET] = encrypt(generate_totp_secret())
    return str(decrypt(session[_NEW_SECRET]))


def method_of(authenticator: Authenticator) -> SignInMethod:
    """What a proof by this second factor counts as."""
    if is_self_enrolled(authenticator):
        return SignInMethod.OWN_FACTOR
    return SignInMethod.PASSKEY if authenticator.type == Authenticator.Type.WEBAUTHN else SignInMethod.SECOND_FACTOR


def may_set_up(request: HttpRequest, actor: Actor, account: Account) -> bool:
    """A stolen password sets nothing up for an officer: ThaiD or a code handed over in person comes first."""
    return is_vouched_for(request, account) or not grants_of(account.pk, actor.today())


def prepare_to_add(request: HttpRequest, actor: Actor, account: Account) -> Account:
    """The account, locked, if this session may add another second factor to it."""
    account = _owned(actor, account)
    if not may_set_up(request, actor, account):
        raise NotAllowed(
            _("You hold a role. Prove first who you are: with ThaiD, or with a code from your administrator.")
        )
    return account


def make_room(request: HttpRequest, account: Account) -> None:
    """What was set up with a password alone gives way to what is vouched for: nobody knows who set it up."""
    if is_vouched_for(request, account):
        Authenticator.objects.filter(user=account, **{f"data__{SELF_ENROLLED}": True}).delete()


def finish_adding(request: HttpRequest, actor: Actor, account: Account, added: Authenticator) -> None:
    """Marks what nobody vouched for, makes recovery codes with the first one, and ends every other session."""
    kept = Authenticator.objects.filter(user=account)
    if not kept.filter(type=Authenticator.Type.RECOVERY_CODES).exists():
        RecoveryCodes.activate(account)
    if not is_vouched_for(request, account):
        _mark_self_enrolled(account)
        added.refresh_from_db()
    record_authentication(request, account, method=method_of(added).value)
    end_other_sessions(actor, account, keep=request.session.session_key)
    renew_session(request)


def set_up_app(request: HttpRequest, actor: Actor, account: Account, *, code: str) -> None:
    """From now on the app's code is asked for at each sign-in by password. Other sessions end."""
    account = prepare_to_add(request, actor, account)
    former = Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.WEBAUTHN)
    app = former.filter(type=Authenticator.Type.TOTP).first()
    replaces = is_proven_anew(request, account)
    if app is not None and not replaces and not (is_self_enrolled(app) and is_vouched_for(request, account)):
        raise Refused(_("An authenticator app is set up already."), code="already_set_up")
    _count_try(request, account)
    secret = new_secret(request.session)
    if not validate_totp_code(secret, code) or not _is_first_use(account, code):
        raise _wrong_code()
    ratelimit.clear(request, action="second_factor", key=str(account.pk))
    make_room(request, account)
    if replaces:
        former.delete()
    authenticator = TOTP.activate(account, secret).instance
    del request.session[_NEW_SECRET]
    finish_adding(request, actor, account, authenticator)
    record(actor, "account.second_factor_set_up", "account", account.pk, person_id=account.person_id)
    tell(actor, account, WHAT["app_set_up"])


def vouch_for_own_factor(request: HttpRequest, actor: Actor, account: Account) -> None:
    """Something handed over says whose the account is: what was set up by its owner counts from now on.

    Only for a session in which the owner proved that very second factor: then nobody else has set up another one.
    """
    account = _owned(actor, account)
    if not is_named_with_own_factor(request, account):
        return
    for factor in Authenticator.objects.filter(user=account):
        factor.data.pop(SELF_ENROLLED, None)
        factor.save(update_fields=["data"])
    record_authentication(request, account, method=SignInMethod.SECOND_FACTOR.value)
    record(actor, "account.second_factor_vouched_for", "account", account.pk, person_id=account.person_id)


def show_recovery_codes(actor: Actor, account: Account) -> list[str]:
    """The codes, once: after that nobody sees them again, here or in a stolen session."""
    account = _owned(actor, account)
    found = Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).first()
    if found is None:
        return []
    codes: RecoveryCodes = found.wrap()
    if codes.did_view:
        return []
    codes.mark_as_viewed()
    return list(codes.get_unused_codes())


def replace_recovery_codes(actor: Actor, account: Account) -> None:
    account = _owned(actor, account)
    others = strong_factors(account)
    if not others:
        raise Refused(_("Set up an authenticator app or a passkey first."), code="not_set_up")
    Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES).delete()
    RecoveryCodes.activate(account)
    if any(is_self_enrolled(other) for other in others):
        _mark_self_enrolled(account)
    record(actor, "account.recovery_codes_replaced", "account", account.pk, person_id=account.person_id)
    tell(actor, account, WHAT["codes_replaced"])


def remove_app(actor: Actor, account: Account) -> None:
    account = _owned(actor, account)
    remove_factors(actor, account, Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP))
    record(actor, "account.second_factor_removed", "account", account.pk, person_id=account.person_id)
    tell(actor, account, WHAT["app_removed"])


def remove_factors(actor: Actor, account: Account, removed: QuerySet[Authenticator]) -> None:
    """An officer's account is never without a second factor; recovery codes go with the last one."""
    keys = set(removed.values_list("pk", flat=True))
    left = [factor for factor in strong_factors(account) if factor.pk not in keys]
    if not left and grants_of(account.pk, actor.today()):
        raise NotAllowed(_("You hold a role, so your account needs a second factor. Set up another one first."))
    removed.delete()
    if not left:
        Authenticator.objects.filter(user=account).delete()


def strong_factors(account: Account) -> list[Authenticator]:
    """Apps and passkeys; recovery codes only stand in for them."""
    return list(Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES))


def _mark_self_enrolled(account: Account) -> None:
    for factor in Authenticator.objects.filter(user=account):
        factor.data[SELF_ENROLLED] = True
        factor.save(update_fields=["data"])


def _owned(actor: Actor, account: Account) -> Account:
    """The owner's own account, locked until the action is done."""
    if not can_change_account(actor, account):
        raise NotAllowed(_("Only the owner of an account may change its second factor."))
    return Account.objects.select_for_update(of=("self",)).get(pk=account.pk)


def _count_try(request: HttpRequest, account: Account) -> None:
    if not ratelimit.consume(request, action="second_factor", key=str(account.pk)):
        logger.warning("second factor: too many tries")
        raise Refused(
            _("There were too many tries. Wait 15 minutes and try again."), code="too_many_tries", field="code"
        )


def _is_first_use(account: Account, code: str) -> bool:
    """However it is written: what the library passes over when it compares makes no other code."""
    key = f"tidtam-code:{account.pk}:{normalize_user_code(code)}"
    return bool(cache.add(key, value=True, timeout=_CODE_LIVES_SECONDS))


def _wrong_code() -> Refused:
    return Refused(
        _("The code is not right, or it was used already. Wait for the next one in the app and type its six digits."),
        code="wrong_code",
        field="code",
    )
