from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.identity.models import Account

from .models import AddressChange, DirectoryLogin, FactorReset


@dataclass(frozen=True)
class Passkey:
    reference: UUID
    name: str
    added_at: datetime
    used_at: datetime | None


def passkeys_of(actor: Actor) -> list[Passkey]:
    """The actor's own, in the order in which they came."""
    return [
        Passkey(UUID(row.data["reference"]), row.data["name"], row.created_at, row.last_used_at)
        for row in passkey_rows(actor)
    ]


def passkey_rows(actor: Actor) -> list[Authenticator]:
    rows = Authenticator.objects.filter(user_id=actor.account_id, type=Authenticator.Type.WEBAUTHN)
    return list(rows.order_by("created_at", "pk"))


def factors_in_words(actor: Actor, account: Account) -> list[str]:
    """What protects the account beside its password; for who may see the account."""
    kept = list(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    words = {
        Authenticator.Type.TOTP: _("authenticator app"),
        Authenticator.Type.WEBAUTHN: _("passkey"),
        Authenticator.Type.RECOVERY_CODES: _("recovery codes"),
    }
    return [text for kind, text in words.items() if kind in kept]


def open_changes(actor: Actor) -> list[AddressChange]:
    """The actor's own changes that were proven and wait for their day."""
    mine = AddressChange.objects.filter(account=actor.account_id, ended_at=None, due_at__isnull=False)
    return list(mine.order_by("asked_at"))


def open_reset(actor: Actor, account: Account) -> FactorReset | None:
    """The reset under way; for who may see the account."""
    return FactorReset.objects.filter(account=account, ended_at=None).first()


def directory_login_of(actor: Actor) -> DirectoryLogin | None:
    """The actor's own way in by the office's directory."""
    return DirectoryLogin.objects.filter(account=actor.account_id, ended_at=None).first()


def directory_name_of(actor: Actor, account: Account) -> str:
    """The user name in the directory that the account signs in with; for its owner."""
    login = DirectoryLogin.objects.filter(account=account, ended_at=None).first()
    return login.user_name if login else ""


def account_with_directory_name(actor: Actor, user_name: str) -> Account | None:
    """Asked by who is nobody yet, so it is asked as the platform; the caller must not tell the answer."""
    with acting_as(platform_for(actor)):
        rows = DirectoryLogin.objects.filter(user_name=user_name, ended_at=None, account__ended_at=None)
        login = rows.select_related("account__person").first()
    return login.account if login else None
