"""A lost second factor, for who has no ThaiD: an administrator asks, a day passes, its owner can stop it meanwhile."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.credentials.choices import LossReason
from tidtam.kernel.credentials.models import FactorReset
from tidtam.kernel.credentials.notices import tell
from tidtam.kernel.credentials.policies import can_vouch_for
from tidtam.kernel.identity.actions import reset_second_factor
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.queries.accounts import addresses_of
from tidtam.kernel.notifications.actions import send_secret

WAITS = timedelta(days=1)
_SALT = "credentials.stop_reset"
_AT_ONCE = 200


def ask_reset(actor: Actor, account: Account, *, reason: str) -> FactorReset:
    """Told in every way the account knows, each letter with the link that stops it."""
    account = Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    if not can_vouch_for(actor, account):
        raise NotAllowed(_("Only an account administrator may reset a second factor, and never their own."))
    if reason not in LossReason.values:
        raise Refused(_("Choose why."), code="reason", field="reason")
    if FactorReset.objects.filter(account=account, ended_at=None).exists():
        raise Refused(_("A reset is under way already."), code="under_way", field="reason")
    reset = FactorReset.objects.create(
        account=account,
        reason=reason,
        asked_at=actor.now(),
        asked_by_id=actor.account_id,
        due_at=actor.now() + WAITS,
    )
    details = {"reason": reason}
    record(actor, "account.factor_reset_asked", "account", account.pk, person_id=account.person_id, details=details)
    tell(actor, account, "factor_reset_asked")
    with acting_as(platform_for(actor)) as platform:
        for address in addresses_of(platform, account).values():
            _warn(platform, account, reset, address)
    return reset


def stop_reset(actor: Actor, token: str) -> None:
    """With the link of the letters that warned the owner: whoever reads those need not sign in."""
    reset_id = read_reset(token)
    if reset_id is None:
        raise Http404
    with acting_as(platform_for(actor)) as platform:
        reset = FactorReset.objects.select_for_update().filter(pk=reset_id, ended_at=None).first()
        if reset is None:
            raise Refused(_("This reset was stopped already, or has happened."), code="reset_over")
        reset.ended_at = actor.now()
        reset.save(update_fields=["ended_at"])
        account = reset.account
        record(platform, "account.factor_reset_stopped", "account", account.pk, person_id=account.person_id)
        tell(platform, account, "factor_reset_stopped")


def carry_out_due(actor: Actor) -> None:
    due = FactorReset.objects.select_for_update(skip_locked=True).filter(ended_at=None, due_at__lte=actor.now())
    for reset in due.order_by("due_at")[:_AT_ONCE]:
        reset.ended_at, reset.is_done = actor.now(), True
        reset.save(update_fields=["ended_at", "is_done"])
        reset_second_factor(actor, reset.account)
        tell(actor, reset.account, "factor_reset")


def sign_reset(reset_id: UUID) -> str:
    return signing.dumps(str(reset_id), salt=_SALT)


def read_reset(token: str) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=_SALT, max_age=WAITS))
    except (signing.BadSignature, ValueError):
        return None


def _warn(platform: Actor, account: Account, reset: FactorReset, address: str) -> None:
    link = f"{settings.ENVIRONMENT.base_url}{reverse('reset_stop', args=[sign_reset(reset.pk)])}"
    with override(account.language):
        body = gettext(
            "In 24 hours the second factor of your account is taken away, as asked. Not you? Stop it: %(link)s"
        )
        send_secret(
            platform,
            address,
            subject=gettext("Your second factor is about to be reset"),
            body=body % {"link": link},
            expires_at=reset.due_at,
        )
