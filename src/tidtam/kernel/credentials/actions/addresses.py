"""A new e-mail address or mobile number: proven where it leads, told and stoppable where the old one leads."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.credentials.codes import LIVES, check_code, new_code, open_address, seal_address, wrong_code
from tidtam.kernel.credentials.models import AddressChange
from tidtam.kernel.credentials.notices import tell
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import can_change_account
from tidtam.kernel.identity.queries.accounts import account_at, addresses_of
from tidtam.kernel.notifications.actions import send_secret
from tidtam.kernel.people.actions import set_contact_address
from tidtam.kernel.people.choices import AddressKind

WAITS = timedelta(days=1)
_LETTER_LIVES = timedelta(hours=12)
_SALT = "credentials.stop_change"
AT_ONCE = 200


def ask_change(actor: Actor, account: Account, *, kind: str, address: str) -> AddressChange:
    """A code goes to the new address; nothing is changed yet. A change that was under way ends."""
    account = _owned(actor, account)
    if account.person is None:
        raise Refused(_("This account belongs to no person; the office changes its address."), code="no_person")
    if addresses_of(actor, account).get(kind) == address:
        raise Refused(_("This is your address already."), code="same", field="address")
    _open(account, kind).update(ended_at=actor.now())
    change = AddressChange(
        account=account,
        kind=kind,
        sealed_address=seal_address(address),
        asked_at=actor.now(),
        expires_at=actor.now() + LIVES,
    )
    code = new_code(change)
    change.save(force_insert=True)
    with override(account.language):
        body = gettext(
            "The code that proves your new address is %(code)s; it is good for 10 minutes. Give it to nobody."
        )
        send_secret(
            actor,
            address,
            subject=gettext("Code for your address"),
            body=body % {"code": code},
            expires_at=change.expires_at,
        )
    return change


def prove_change(actor: Actor, account: Account, *, kind: str, code: str) -> AddressChange:
    """In force at once where there was none before; else after a day, and the old one is told how to stop it."""
    account = _owned(actor, account)
    change = _open(account, kind).select_for_update().filter(proven_at=None).first()
    if change is None:
        raise Refused(_("There is no change to confirm. Please begin again."), code="no_change", field="code")
    if not check_code(actor, change, code):
        raise wrong_code(change)
    old = addresses_of(actor, account).get(kind, "")
    change.due_at = actor.now() + WAITS if old else actor.now()
    change.save(update_fields=["due_at"])
    record(actor, "account.address_proven", "account", account.pk, person_id=account.person_id, details={"kind": kind})
    if old:
        _warn(actor, account, change, old)
        tell(actor, account, "address_change")
    else:
        with acting_as(platform_for(actor)) as platform:
            _put_in_force(platform, change)
    return change


def stop_own_change(actor: Actor, change: AddressChange) -> None:
    if not can_change_account(actor, change.account):
        raise NotAllowed(_("Only the owner of an account may change its addresses."))
    _stop(actor, change.pk)


def stop_change(actor: Actor, token: str) -> None:
    """With the link that only the old address was given: whoever reads that need not sign in."""
    change_id = read_stop(token)
    if change_id is None:
        raise Http404
    _stop(actor, change_id)


def _stop(actor: Actor, change_id: UUID) -> None:
    with acting_as(platform_for(actor)) as platform:
        change = AddressChange.objects.select_for_update().filter(pk=change_id, ended_at=None).first()
        if change is None:
            raise Refused(_("This change was stopped already, or is in force."), code="change_over")
        change.ended_at = actor.now()
        change.save(update_fields=["ended_at"])
        account = change.account
        record(platform, "account.address_change_stopped", "account", account.pk, person_id=account.person_id)
        tell(platform, account, "address_change_stopped")


def put_due_in_force(actor: Actor) -> None:
    due = AddressChange.objects.select_for_update(skip_locked=True).filter(ended_at=None, due_at__lte=actor.now())
    for change in due.order_by("due_at")[:AT_ONCE]:
        _put_in_force(actor, change)


def sign_stop(change_id: UUID) -> str:
    return signing.dumps(str(change_id), salt=_SALT)


def read_stop(token: str) -> UUID | None:
    try:
        return UUID(signing.loads(token, salt=_SALT, max_age=WAITS))
    except (signing.BadSignature, ValueError):
        return None


def _put_in_force(platform: Actor, change: AddressChange) -> None:
    """An e-mail address that came to belong to another account meanwhile is not taken from it."""
    account = Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=change.account_id)
    address = open_address(change)
    owner = account_at(platform, address)
    change.ended_at = platform.now()
    change.is_in_force = account.person is not None and (owner is None or owner == account)
    change.save(update_fields=["ended_at", "is_in_force"])
    if not change.is_in_force or account.person is None:
        return
    set_contact_address(platform, account.person, kind=change.kind, value=address, verified_at=change.proven_at)
    if change.kind == AddressKind.EMAIL and not Account.objects.filter(email=address).exists():
        account.email = address
        account.save(update_fields=["email"])
    record(platform, "account.address_changed", "account", account.pk, person_id=account.person_id)
    tell(platform, account, "address_changed")


def _warn(actor: Actor, account: Account, change: AddressChange, old: str) -> None:
    link = f"{settings.ENVIRONMENT.base_url}{reverse('address_stop', args=[sign_stop(change.pk)])}"
    with override(account.language):
        body = gettext("In 24 hours your account uses another address instead of this one. Not you? Stop it: %(link)s")
        send_secret(
            actor,
            old,
            subject=gettext("Your address is about to change"),
            body=body % {"link": link},
            expires_at=actor.now() + _LETTER_LIVES,
        )


def _owned(actor: Actor, account: Account) -> Account:
    if not can_change_account(actor, account):
        raise NotAllowed(_("Only the owner of an account may change its addresses."))
    return Account.objects.select_for_update(of=("self",)).select_related("person").get(pk=account.pk)


def _open(account: Account, kind: str) -> QuerySet[AddressChange]:
    return AddressChange.objects.filter(account=account, kind=kind, ended_at=None)
