"""An account administrator helps somebody with their account: with a reason, told to its owner, for the record."""

from collections.abc import Callable

from django.db import transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor, Grant, NotAllowed, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity import actions as identity
from tidtam.kernel.identity.actions.sessions import end_other_sessions
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import can_help
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.registration.actions import keep_consent

from .choices import Deed
from .models import LONGEST_REASON, Intervention
from .notices import NOTICES
from .queries import consent_asked_for, get_account


def help_account(actor: Actor, account: Account, *, deed: Deed, reason: str, agreed_to: str = "") -> Intervention:
    """Do it, say why, tell the owner: all or nothing.

    `agreed_to` is the version of the text on personal data to which who took their consent back agrees again.
    """
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(_("Give the reason, in 300 characters at most."), code="required", field="reason")
    with transaction.atomic():
        locked = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
        found = get_account(actor, locked.pk)
        if not can_help(actor, found):
            raise NotAllowed(_("This person holds a role elsewhere too: the account administrator there helps them."))
        if found.person_id is None or actor.account_id is None:
            raise Http404
        _refuse_done(found, deed)
        _renew_consent(actor, found, deed, agreed_to)
        _DEEDS[deed](actor, found)
        with acting_as(platform_for(actor)):
            sealed = seal(found.person_id, reason)
        done = Intervention.objects.create(
            account=found,
            person_id=found.person_id,
            deed=deed,
            sealed_reason=sealed,
            done_at=actor.now(),
            done_by_id=actor.account_id,
        )
        office = _office(actor)
        record(
            actor,
            f"helpdesk.{deed.value}",
            "account",
            found.pk,
            person_id=found.person_id,
            organization_path=office.organization_path,
            details={"intervention": done.pk},
        )
        _tell(actor, found, deed, office)
    return done


def _refuse_done(account: Account, deed: Deed) -> None:
    """Two administrators at once: the second is told what the first did."""
    if account.ended_at is not None:
        raise Refused(_("This account has ended; nothing can be changed in it."), code="ended")
    if deed == Deed.LOCK and account.locked_at is not None:
        raise Refused(_("This account is locked already."), code="locked")
    if deed == Deed.UNLOCK and account.locked_at is None:
        raise Refused(_("This account is open already."), code="open")


def _renew_consent(actor: Actor, account: Account, deed: Deed, version: str) -> None:
    """Without a consent nothing of the account may be used: it is opened with a new one only."""
    if account.person is None or consent_asked_for(actor, account, deed) is None:
        return
    if not version:
        raise Refused(
            _("This person took their consent back. Open the account when they have agreed to the text again."),
            code="consent",
            field="agreed",
        )
    with acting_as(platform_for(actor)) as platform:
        keep_consent(platform, account, account.person, version, account.language)


def _end_sessions(actor: Actor, account: Account) -> None:
    end_other_sessions(platform_for(actor), account, keep=None)


_DEEDS: dict[Deed, Callable[[Actor, Account], object]] = {
    Deed.LOCK: identity.lock_account,
    Deed.UNLOCK: identity.unlock_account,
    Deed.END_SESSIONS: _end_sessions,
}


def _office(actor: Actor) -> Grant:
    """In which office's name it is done: the widest of the actor's."""
    mine = [grant for grant in actor.grants if grant.role == Role.ACCOUNT_ADMIN]
    return min(mine, key=lambda grant: len(grant.organization_path))


def _tell(actor: Actor, account: Account, deed: Deed, office: Grant) -> None:
    notify(
        actor,
        account_id=account.pk,
        kind=NOTICES[deed].key,
        subject_kind="account",
        subject_id=account.pk,
        url=reverse("account_home"),
        context={"office": {"th": office.organization_name_th, "en": office.organization_name_en}},
    )
