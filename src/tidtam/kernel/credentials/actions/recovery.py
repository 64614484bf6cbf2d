"""A forgotten password. What is asked later than the password at each sign-in is asked afterwards, too."""

import logging
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.credentials.codes import LIVES, check_code, new_code, open_address, seal_address, wrong_code
from tidtam.kernel.credentials.jobs import order_recovery
from tidtam.kernel.credentials.models import Recovery
from tidtam.kernel.credentials.notices import tell
from tidtam.kernel.identity.actions.accounts import change_password
from tidtam.kernel.identity.actions.sessions import end_other_sessions
from tidtam.kernel.identity.queries.accounts import account_at
from tidtam.kernel.identity.session_state import browser_mark, mark_browser
from tidtam.kernel.notifications.actions import send_secret

logger = logging.getLogger(__name__)

_KEPT = timedelta(days=1)


def begin_recovery(actor: Actor, session: SessionBase, *, address: str, language: str) -> None:
    """The same for every address: a job looks it up, when the page is long gone."""
    with acting_as(platform_for(actor)):
        begun = Recovery.objects.create(
            browser_hash=mark_browser(session),
            sealed_address=seal_address(address),
            asked_at=actor.now(),
            expires_at=actor.now() + LIVES,
        )
        order_recovery(begun.pk, language)


def send_recovery(actor: Actor, recovery_id: UUID, *, language: str) -> None:
    """The code to the address, if one account is its owner's; a person without one is told by e-mail only."""
    recovery = Recovery.objects.select_for_update().get(pk=recovery_id)
    if recovery.code_digest or recovery.expires_at <= actor.now():
        return
    address = open_address(recovery)
    account = account_at(actor, address)
    if account is not None and (account.username or account.email):
        recovery.account = account
        with override(account.language):
            subject, body = _code_letter(new_code(recovery))
        recovery.save(update_fields=["account", "code_digest"])
    elif "@" in address:
        with override(language):
            subject, body = _none_letter()
    else:
        return
    send_secret(actor, address, subject=subject, body=body, expires_at=recovery.expires_at)


def prove_recovery(actor: Actor, session: SessionBase, *, code: str) -> None:
    with acting_as(platform_for(actor)):
        recovery = _latest(actor, session)
        is_right = check_code(actor, recovery, code)
    if not is_right:
        raise wrong_code(recovery)


def finish_recovery(actor: Actor, session: SessionBase, *, password: str) -> None:
    """The new password is in force, and every session ends; signing in asks for everything as always."""
    with acting_as(platform_for(actor)) as platform:
        recovery = _latest(actor, session)
        account = recovery.account
        if account is None or recovery.proven_at is None or recovery.used_at or recovery.expires_at <= actor.now():
            raise _gone()
        change_password(platform, account, password=password)
        end_other_sessions(platform, account, keep=None)
        recovery.used_at = actor.now()
        recovery.save(update_fields=["used_at"])
        record(platform, "account.password_recovered", "account", account.pk, person_id=account.person_id)
        tell(platform, account, "password_recovered")


def clear_recoveries(actor: Actor) -> None:
    Recovery.objects.filter(expires_at__lte=actor.now() - _KEPT).delete()


def _latest(actor: Actor, session: SessionBase) -> Recovery:
    mine = Recovery.objects.select_for_update(of=("self",)).filter(browser_hash=browser_mark(session) or "")
    recovery = mine.order_by("-asked_at", "-id").first()
    if recovery is None:
        raise _gone()
    return recovery


def _gone() -> Refused:
    return Refused(_("This was not finished in time, or in another browser. Please begin again."), code="recovery_gone")


def _code_letter(code: str) -> tuple[str, str]:
    body = gettext(
        "The code for a new password is %(code)s; it is good for 10 minutes. Give it to nobody. If it was not you who "
        "asked, do nothing: your password stays as it is."
    )
    return gettext("Code for a new password"), body % {"code": code}


def _none_letter() -> tuple[str, str]:
    body = gettext(
        "Somebody asked for a new password with this e-mail address, but no account has it on file.\n\n"
        "Sign in or register: %(address)s\n\nIf it was not you who asked, you need not do anything."
    )
    address = f"{settings.ENVIRONMENT.base_url}{reverse('sign_in')}"
    return gettext("No account has this address on file"), body % {"address": address}
